"""What is remembered of the originals of the articles, and which of them are to be asked again."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from generator.config import ORIGINALS_FILE
from generator.errors import DigestError
from generator.model import LinkHealth, Original

_GOOD_FOR = {LinkHealth.ALIVE: 30, LinkHealth.MOVED: 30, LinkHealth.DEAD: 7, LinkHealth.UNSURE: 2}
"""Days for which an answer holds before the server is asked again."""


def parse_originals(data: bytes, where: str) -> dict[str, Original]:
    """Return the file's content, by address. Raises DigestError for a damaged one."""
    try:
        return msgspec.json.decode(data, type=dict[str, Original])
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise DigestError(
            f"{where}: is damaged ({error}): restore it, or remove it and every address is asked again"
        ) from error


def load_originals(root: Path) -> dict[str, Original]:
    """Return what is known of the originals of the site in a folder. Raises DigestError."""
    path = root / ORIGINALS_FILE
    return parse_originals(path.read_bytes(), str(path)) if path.exists() else {}


def dump_originals(originals: Mapping[str, Original]) -> bytes:
    """Return the file's content; the same originals give the same bytes."""
    return msgspec.json.format(msgspec.json.encode(dict(sorted(originals.items()))), indent=1) + b"\n"


def due(urls: Iterable[str], known: Mapping[str, Original], *, today: date, most: int) -> tuple[str, ...]:
    """Return the addresses that are to be asked now: never asked first, then the longest ago, `most` in all.

    Servers take turns, so that none is asked twice in a row if another waits.
    """
    waiting = [url for url in sorted(set(urls)) if url not in known or _is_stale(known[url], today)]
    waiting.sort(key=lambda url: known[url].checked.isoformat() if url in known else "")
    turns: dict[str, int] = {}
    places = []
    for url in waiting[:most]:
        host = urlsplit(url).hostname or ""
        turns[host] = turns.get(host, 0) + 1
        places.append((turns[host], host, url))
    return tuple(url for _, _, url in sorted(places))


def _is_stale(original: Original, today: date) -> bool:
    return original.checked + timedelta(days=_GOOD_FOR[original.health]) <= today


def archived(url: str, day: date | None) -> str:
    """Return the address of a page in the Internet Archive, as it was on a day; nobody is asked for it."""
    return f"https://web.archive.org/web/{day.strftime('%Y%m%d') if day else '2'}/{url}"
