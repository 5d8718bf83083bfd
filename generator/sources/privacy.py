"""What keeps an article out of everything: when in doubt, it is private."""

from collections.abc import Iterator, Mapping

from generator.model import Document, Problem, Severity
from generator.sources.front_matter import LINES, TWICE, near_key

_YES = frozenset(("true", "yes", "on", "1", "y"))
_NO = frozenset(("false", "no", "off", "0", "n"))
_DRAFT_STATES = frozenset(("draft", "hidden", "private"))
_DRAFTS = {
    "published": _NO,
    "public": _NO,
    "publish": _NO | _DRAFT_STATES,
    "draft": _YES,
    "status": _DRAFT_STATES,
    "visibility": _DRAFT_STATES,
}
"""How other programs keep an article out: which words of which keys do."""
_WAY_OUT = "taken as private: write `private: true` or `private: false`"


def privacy_of(document: Document) -> tuple[bool, tuple[Problem, ...]]:
    """Return whether a document is private, and a warning where its header leaves that open.

    `private: true` says so; so do the words of other programs: `draft: true`, `published: false`,
    `public: false`, `publish: false` and `status` or `visibility` with `draft`, `hidden` or `private`.
    Of what is given twice, the one that says so wins. What says so below another key does, unless
    `private` is there.
    """
    metadata = document.metadata
    for key in metadata:
        if _looks_private(key, metadata[key]):
            return True, (
                _warning(document, key, f"`{key}` is not known, but looks like `private`; {_WAY_OUT}"),
            )
    if "private" not in metadata:
        below = next(_below(metadata, ""), "")
        message = f"`{below}` stands below another key, and looks like `private`; {_WAY_OUT}"
        return (True, (_warning(document, below.split(".")[0], message),)) if below else _draft(document)
    word = _word(metadata["private"])
    if word in _NO:
        return _draft(document)
    if word in _YES:
        return True, ()
    return True, (_warning(document, "private", f"`private: {word}` is neither yes nor no; {_WAY_OUT}"),)


def _looks_private(key: str, value: object) -> bool:
    """Tell whether a key is a slip for `private`, or one like `is_private` that says yes."""
    if key == "private":
        return False
    parts = key.replace("-", " ").replace("_", " ").split()
    return (near_key(key) == "private" and _word(value) not in _NO) or (
        "private" in parts and _word(value) in _YES
    )


def _below(mapping: Mapping[str, object], path: str) -> Iterator[str]:
    """Yield the keys below others, as `params.private`, that say that it is private."""
    for name, value in mapping.items():
        key = str(name).strip().lower()
        says = (key == "private" and _word(value) not in _NO) or (key == "draft" and _word(value) in _YES)
        if path and (says or _looks_private(key, value)):
            yield f"{path}{key}"
        if isinstance(value, Mapping) and name not in {LINES, TWICE, "corrections"}:
            yield from _below(value, f"{path}{key}.")


def _draft(document: Document) -> tuple[bool, tuple[Problem, ...]]:
    """Return whether the words of another program keep it out, and a warning where it says two things."""
    twice = document.metadata.get(TWICE)
    for key, words in _DRAFTS.items():
        others = twice.get(key, ()) if isinstance(twice, dict) else ()
        values = [document.metadata.get(key), *others]
        if any(
            _word(one) in words for value in values for one in (value if isinstance(value, list) else [value])
        ):
            message = f"`{key}` is given twice, and keeps the article out once; {_WAY_OUT}"
            return True, (_warning(document, key, message),) if others else ()
    return False, ()


def _word(value: object) -> str:
    return " ".join(str(value).split()).lower()[:40]


def _warning(document: Document, key: str, message: str) -> Problem:
    lines = document.metadata.get(LINES)
    line = lines.get(key, 0) if isinstance(lines, dict) else 0
    where = f"{document.source}:{line}" if line else document.source
    return Problem(where=where, message=message, severity=Severity.WARNING)
