"""Where what this program brings along lies: templates, words, the scaffold of a new site."""

from importlib.resources import files
from pathlib import Path


def own_templates() -> Path:
    """Return the folder of our templates: in the installed package, or in a checkout of the source."""
    package = Path(str(files("generator")))
    installed = package / "_templates"
    return installed if installed.is_dir() else package.parent / "templates"
