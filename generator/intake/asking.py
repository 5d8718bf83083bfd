"""Asks whether the originals of articles are still there."""

from collections.abc import Iterable, Iterator
from datetime import date

from generator.intake.articles import same_address
from generator.intake.fetching import FetchError, UnknownHostError, Web
from generator.model import LinkHealth, Original

_GONE = frozenset((404, 410))


def ask(urls: Iterable[str], web: Web, *, today: date) -> Iterator[tuple[str, Original]]:
    """Yield what each address answers."""
    for url in urls:
        yield url, _asked(url, web, today)


def _asked(url: str, web: Web, today: date) -> Original:
    try:
        there = web.look(url)
    except UnknownHostError:
        return Original(health=LinkHealth.DEAD, checked=today, why="its host is not found")
    except FetchError as error:
        health = LinkHealth.DEAD if error.status in _GONE else LinkHealth.UNSURE
        return Original(health=health, checked=today, why=str(error).removeprefix(f"{url}: "))
    if same_address(there) == same_address(url):
        return Original(health=LinkHealth.ALIVE, checked=today)
    return Original(health=LinkHealth.MOVED, checked=today, why=f"leads to {there}")
