"""What keeps an article out of everything: when in doubt, it is private."""

from generator.model import Document, Problem, Severity
from generator.sources.front_matter import LINES, near_key

_YES = frozenset(("true", "yes", "on", "1", "y"))
_NO = frozenset(("false", "no", "off", "0", "n"))
_DRAFT_STATES = frozenset(("draft", "hidden", "private"))
_WAY_OUT = "taken as private: write `private: true` or `private: false`"


def privacy_of(document: Document) -> tuple[bool, tuple[Problem, ...]]:
    """Return whether a document is private, and a warning where its header leaves that open.

    `private: true` says so; so do the words of other programs: `draft: true`, `published: false`,
    `public: false` and `status: draft`, `hidden` or `private`.
    """
    metadata = document.metadata
    for key in metadata:
        if key != "private" and near_key(key) == "private" and _word(metadata[key]) not in _NO:
            return True, (
                _warning(document, key, f"`{key}` is not known, but looks like `private`; {_WAY_OUT}"),
            )
    if "private" not in metadata:
        return _is_draft(document), ()
    word = _word(metadata["private"])
    if word in _NO:
        return _is_draft(document), ()
    if word in _YES:
        return True, ()
    return True, (_warning(document, "private", f"`private: {word}` is neither yes nor no; {_WAY_OUT}"),)


def _is_draft(document: Document) -> bool:
    words = {key: _word(document.metadata.get(key)) for key in ("draft", "published", "public", "status")}
    refused = words["published"] in _NO or words["public"] in _NO
    return refused or words["draft"] in _YES or words["status"] in _DRAFT_STATES


def _word(value: object) -> str:
    return " ".join(str(value).split()).lower()[:40]


def _warning(document: Document, key: str, message: str) -> Problem:
    lines = document.metadata.get(LINES)
    line = lines.get(key, 0) if isinstance(lines, dict) else 0
    where = f"{document.source}:{line}" if line else document.source
    return Problem(where=where, message=message, severity=Severity.WARNING)
