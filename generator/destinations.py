"""Destinations: which article of the collection a link leads to."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

from generator.model import Article
from generator.text import slugify


class Destinations:
    """Every address that an article can be reached by; found when it is first asked for."""

    def __init__(self, articles: Collection[Article]) -> None:
        self._articles = articles

    def find(self, target: str, source: str) -> str:
        """Return the id of the article that a link in the file `source` leads to, or an empty text."""
        if target.startswith(("http://", "https://")):
            return self.find_at(target)
        return self.find_relative(target, source)

    def find_relative(self, target: str, source: str) -> str:
        """Return the same for links without a host: one that names a host leads out of the collection."""
        try:
            parts = urlsplit(target)
        except ValueError:
            return ""
        if parts.scheme or parts.netloc or not parts.path:
            return ""
        path = unquote(parts.path)
        return self._by_path(path, source) or self._by_date(path) or self._names.get(_name(path), "")

    def find_at(self, target: str) -> str:
        """Return the id of the article at a whole address, or an empty text."""
        try:
            known = self._urls.get(_address(target), "")
            return known or self._by_date(urlsplit(target).path)
        except ValueError:
            return ""

    @cached_property
    def _urls(self) -> dict[str, str]:
        return self._first_of_each(lambda article: [_address(article.url)] if article.url else [])

    @cached_property
    def _files(self) -> dict[str, str]:
        return self._first_of_each(lambda article: [article.source])

    @cached_property
    def _paths(self) -> dict[str, str]:
        sources = self._first_of_each(lambda article: [_bare(article.source)])
        return self._first_of_each(lambda article: map(_bare, article.paths)) | sources

    @cached_property
    def _dated(self) -> dict[str, str]:
        return self._first_of_each(_days_and_names)

    @cached_property
    def _names(self) -> dict[str, str]:
        """The only articles of their name."""
        owners: dict[str, set[str]] = {}
        for article in self._articles:
            for name in {_name(article.id), _name(_DAY.sub("", _name(article.source)))}:
                owners.setdefault(name, set()).add(article.id)
        return {name: min(ids) for name, ids in owners.items() if name and len(ids) == 1}

    def _first_of_each(self, names: Callable[[Article], Iterable[str]]) -> dict[str, str]:
        found: dict[str, str] = {}
        for article in sorted(self._articles, key=lambda article: article.id):
            for name in names(article):
                found.setdefault(name, article.id)
        found.pop("", None)
        return found

    def _by_path(self, path: str, source: str) -> str:
        ways = list(_ways(path, source))
        exact = (self._files[way] for way in ways if way in self._files)
        return next(exact, "") or next((self._paths[it] for it in map(_bare, ways) if it in self._paths), "")

    def _by_date(self, path: str) -> str:
        return self._dated.get(_day_and_name(_DATED_URL.search(path)), "")


_DATED = re.compile(r"(?:^|/)(\d{4})-(\d\d?)-(\d\d?)-([^/]+)$")
"""How Jekyll names the file of a post."""
_DATED_URL = re.compile(r"/(\d{4})/(\d\d)/(\d\d)/([^/]+?)(?:\.html?)?/?$")
"""And its address."""
_DAY = re.compile(r"^\d{4}-\d\d?-\d\d?-")
_LISTS = frozenset(("author", "authors", "categories", "category", "tag", "tags", "topic", "topics"))
"""What holds pages about a word, and no articles."""
_ENDING = re.compile(r"\.(?:md|markdown|html?|txt)$")


def host_of(url: str) -> str:
    """Return the host of an address, without `www.`."""
    return urlsplit(url).netloc.lower().removeprefix("www.")


def _ways(path: str, source: str) -> Iterator[str]:
    """Yield what a relative link may mean: beside its own file, or from the root."""
    folder = "" if path.startswith("/") else source.rpartition("/")[0]
    yield normpath(join("/", folder, path.lstrip("/"))).lstrip("/")
    yield path.strip("/")


def _days_and_names(article: Article) -> Iterator[str]:
    """Yield each day and name that an address of an article may hold."""
    name = _bare(article.source)
    yield _day_and_name(_DATED.search(name))
    if article.published:
        yield _joined(article.published.isoformat().split("-"), _DAY.sub("", name.rpartition("/")[2]))
    yield from (_day_and_name(_DATED_URL.search("/" + path.strip("/"))) for path in article.paths)


def _day_and_name(dated: re.Match[str] | None) -> str:
    return _joined([part.zfill(2) for part in dated.groups()[:3]], dated[4]) if dated else ""


def _joined(day: Sequence[str], name: str) -> str:
    return "/".join((*day, slugify(name)))


def _name(path: str) -> str:
    """Return the name at the end of a path, if it is of several words: those hardly have two meanings."""
    folder, _, name = _bare(path).rpartition("/")
    name = slugify(name) if "-" in name else ""
    return "" if folder.rpartition("/")[2] in _LISTS else name


def _bare(path: str) -> str:
    return _ENDING.sub("", path.strip("/")).removesuffix("/index")


def _address(url: str) -> str:
    parts = urlsplit(url)
    return host_of(url) + _bare("/" + parts.path) + ("?" + parts.query if parts.query else "")
