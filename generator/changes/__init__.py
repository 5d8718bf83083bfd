"""The record of the site: what is remembered of it, and what is different now."""
