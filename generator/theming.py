"""What the theme is told in `mkdocs.yml` of the language that it speaks, held against the site's."""

import re
from pathlib import Path

from generator.config import MKDOCS_FILE, Settings, site_language
from generator.model import Problem, Severity
from generator.wording import base_of, theme_language

_NORWEGIAN = {("no", "nb"), ("no", "nn")}
_NAMED = re.compile(r"\s+language:\s*[\"']?([\w-]+)")


def two_tongues(settings: Settings) -> tuple[Problem, ...]:
    """Return what is said of a theme that speaks another language than the site."""
    language = site_language(settings)
    theirs = _theme_language(settings.root / MKDOCS_FILE) or language
    if base_of(theirs) == base_of(language) or (language, theirs) in _NORWEGIAN:
        return ()
    message = (
        f"theme.language is {theirs!r}, and the site speaks {language!r} (site_language, language): "
        f"write `language: {theme_language(language)}` there, "
        "so that the theme's own words are of one language with the rest"
    )
    return (Problem(where=MKDOCS_FILE, message=message, severity=Severity.WARNING),)


def _theme_language(file: Path) -> str:
    """Return the language that the theme is told, or nothing."""
    try:
        told = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""  # whoever needs them will say that they cannot be read
    theme = False
    for line in told.splitlines():
        theme = line.startswith("theme:") if line[:1].strip("# \t") else theme
        if theme and (found := _NAMED.match(line)):
            return found[1].lower()
    return ""
