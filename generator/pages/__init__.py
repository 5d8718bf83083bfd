"""From the collection to Markdown pages: pure, and safe whatever an article says."""
