"""Pages to files: atomic, owned by a manifest, nothing lost or overwritten silently."""
