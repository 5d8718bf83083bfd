"""Libraries that only some formats need: imported when the first such file is read."""

from importlib import import_module
from typing import Any

from generator.errors import SourceError


def needed(module: str, extra: str) -> Any:  # noqa: ANN401 - a module
    """Return the imported module. Raises SourceError, which names the extra that brings it."""
    try:
        return import_module(module)
    except ImportError as error:
        raise SourceError(
            f"this format needs the library {module.partition('.')[0]}: "
            f"install it with `pip install 'digestpress[{extra}]'`"
        ) from error
