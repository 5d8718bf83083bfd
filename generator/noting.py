"""The record on the disk: what is noted there after a build, and the day it is noted under."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from pathlib import Path

from generator.changes.record import dump_history, parse_history
from generator.changes.remember import Now, remember
from generator.changes.texts import Texts, keep_texts, read_text
from generator.config import RECORD_FILE, RECORD_FOLDER, Settings, told_day
from generator.conflicts import is_unmerged
from generator.errors import DigestError
from generator.history import History, Kind
from generator.model import Article
from generator.parallel import map_stream
from generator.text import fold
from generator.writing.atomic import TEMPORARY, write_atomic


def load_history(folder: Path) -> History | None:
    """Return what is remembered in a folder; None if nothing is. Raises DigestError."""
    path = folder / RECORD_FILE
    return parse_history(path.read_bytes(), str(path)) if path.exists() else None


def noted(settings: Settings, old: History | None, now: Now, *, jobs: int = 1) -> History:
    """Return what is to be remembered of the site as it is now."""
    return remember(
        old, now, partial(read_text, settings.root / RECORD_FOLDER), partial(map_stream, jobs=jobs)
    )


def save_history(settings: Settings, old: History | None, new: History, now: Now, *, jobs: int = 1) -> None:
    """Write the record, then the texts: a kill in between costs one difference. Raises DigestError."""
    path = settings.root / RECORD_FILE
    try:
        unmerged = old is not None and is_unmerged(path.read_bytes())
        if new != old or unmerged:
            write_atomic(path, dump_history(new), temporary=path.with_name(TEMPORARY))
        texts, share = Texts(now.articles, now.whole), partial(map_stream, jobs=jobs)
        changed = _changed(None if unmerged else old, new)
        keep_texts(settings.root / RECORD_FOLDER, new, changed, texts, share)
    except OSError as error:
        where = error.filename or path
        raise DigestError(
            f"{where}: cannot be written: {error.strerror or error}; free space or rights, then run again"
        ) from error


def day_of(newest: date | None) -> date | None:
    """Return the day that changes are noted under: that of SOURCE_DATE_EPOCH, else of the newest article.

    Never the clock's: the same articles with the same record give the same site on any day.
    Raises SettingsError for what is no time.
    """
    return told_day() or newest


def _changed(old: History | None, new: History) -> frozenset[str]:
    before = {one.id: one.text for one in old.articles} if old else {}
    return frozenset(one.id for one in new.articles if before.get(one.id) != one.text)


def titles_at_risk(history: History | None, articles: Mapping[str, Article]) -> bool:
    """Return whether anything remembered could tell the title of an article that is private now."""
    if history is None:
        return False
    gone = any(one.title and one.id not in articles for one in history.articles)
    return gone or any(change.kind is Kind.REVISED and change.was for change in history.changes)


def names_told(names: Mapping[str, str], texts: Iterable[str]) -> frozenset[str]:
    """Return the ids of those names, given by id, that one of the texts says."""
    said = [fold(text).casefold() for text in texts] if names else []
    return frozenset(
        id_ for id_, name in names.items() if any(fold(name).casefold() in text for text in said)
    )
