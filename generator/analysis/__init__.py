"""Stage: an article becomes sentences, phrases, entities, passages and a summary."""
