"""What is installed beside us."""

import sys
from pathlib import Path


def installed_packages() -> list[str]:
    """Return the names and versions of all packages, as they stand in the names of their folders."""
    folders = (Path(entry) for entry in sys.path if entry)
    found = (path for folder in folders if folder.is_dir() for path in folder.iterdir())
    return sorted(path.name for path in found if path.suffix in {".dist-info", ".egg-info"})
