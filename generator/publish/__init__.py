"""The Markdown tree to a website."""
