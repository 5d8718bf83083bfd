"""The first stage: files in the articles folder become articles, or problems that say why not."""
