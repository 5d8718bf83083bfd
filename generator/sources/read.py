"""One file to one article: read its bytes, let its reader read them, normalise what it found."""

import hashlib

from generator.errors import SourceError
from generator.model import Document, Problem
from generator.sources.discover import SourceFile, too_large
from generator.sources.encoding import unpacked
from generator.sources.formats import PACKED, UNKNOWN_FORMAT, reader_of
from generator.sources.normalise import normalise
from generator.sources.outcome import Outcome, Rules
from generator.sources.privacy import privacy_of


def read_article(file: SourceFile, rules: Rules) -> Outcome:
    """Return the article of a file, or why there is none; never raises for what a file holds."""
    try:
        data = _content(file, rules.max_bytes)
        document = _document(file, data, rules.max_bytes)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        return _failed(file, f"cannot be read: {reason}; restore it, or remove it", 0)
    except SourceError as error:
        return _failed(file, str(error), error.line)
    private, warnings = privacy_of(document)
    if private:
        return Outcome(source=file.source, article=None, private=True, problems=warnings)
    article, problems = normalise(document, rules, hashlib.sha256(data).hexdigest())
    return Outcome(source=file.source, article=article, private=False, problems=(*warnings, *problems))


def texts_of(file: SourceFile, max_bytes: int) -> tuple[str, ...]:
    """Return the texts of a file, its title first; nothing if it cannot be read."""
    try:
        document = _document(file, _content(file, max_bytes), max_bytes)
    except (OSError, SourceError):
        return ()
    title = str(document.metadata.get("title") or document.title)
    return (title, *(block.text for block in document.blocks))


def _content(file: SourceFile, limit: int) -> bytes:
    data = file.content(limit + 1)
    if len(data) > limit:
        size = len(data) if file.part else max(len(data), file.size())
        raise SourceError(too_large(size, limit))
    return data


def _document(file: SourceFile, data: bytes, limit: int) -> Document:
    reader = reader_of(file.source)
    if reader is None:
        raise SourceError(UNKNOWN_FORMAT)
    if file.source.lower().endswith(PACKED):
        data = unpacked(data, limit)
    if not data.strip():
        raise SourceError("the file is empty: write the article into it, or remove it")
    return reader.read(data, file.source)


def _failed(file: SourceFile, message: str, line: int) -> Outcome:
    where = f"{file.source}:{line}" if line else file.source
    return Outcome(
        source=file.source, article=None, private=False, problems=(Problem(where=where, message=message),)
    )
