"""Every link leads somewhere, and nothing is fetched from another host."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from posixpath import dirname, join, normpath
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from generator.checks.facts import PageFacts, addresses_of
from generator.model import Problem

SAFE = frozenset(("http", "https", "mailto", "tel"))
"""Schemes that a link to elsewhere may have."""
INLINE = frozenset(("data", "blob"))
"""Schemes that fetch nothing."""
INERT = "javascript:void(0)"
"""What themes write for a link that does nothing by itself; no article can get it onto a page."""
INDEX = "index.html"


class Ground(NamedTuple):
    """What links can lead to."""

    files: Collection[str]
    """Every file of the site, by its path below the folder."""
    anchors: Mapping[str, frozenset[str]]
    """By page."""
    address: str
    """The site's own address with a `/` at its end; empty if it has none."""


def check_links(pages: Iterable[PageFacts], ground: Ground) -> Iterator[Problem]:
    """Yield a problem for every link that leads nowhere."""
    for page in pages:
        for link in page.links:
            fault = _fault(link, page.path, ground)
            if fault:
                yield Problem(where=page.path, message=f"the link {link!r} {fault}")


def check_listed(listed: Mapping[str, Iterable[str]], ground: Ground) -> Iterator[Problem]:
    """Yield a problem for every address that a file, given by path, lists and that leads nowhere."""
    for path, links in sorted(listed.items()):
        for link in links:
            fault = _fault(link, path, ground)
            if fault:
                yield Problem(where=path, message=f"the address {link!r} {fault}")


def check_loads(pages: Iterable[PageFacts], ground: Ground) -> Iterator[Problem]:
    """Yield a problem for everything that a page fetches from another host or that is not there."""
    for page in pages:
        for address in page.loads:
            fault = _load_fault(address, page.path, ground)
            if fault:
                yield Problem(where=page.path, message=f"it loads {address[:200]!r}, {fault}")


def check_styles(sheets: Mapping[str, str], ground: Ground) -> Iterator[Problem]:
    """Yield a problem for everything that a style sheet fetches from another host or that is not there."""
    for path, text in sorted(sheets.items()):
        for address in sorted(set(addresses_of(text))):
            fault = _load_fault(address, path, ground)
            if fault:
                yield Problem(where=path, message=f"it loads {address[:200]!r}, {fault}")


def resolve(link: str, page: str, address: str) -> tuple[str, str] | None:
    """Return the file and the anchor that a link on a page leads to, or None if it leaves the site.

    Raises ValueError for what is no address.
    """
    parts = urlsplit(link)
    if address and link.startswith(address):
        path = "/" + link[len(address) :].partition("#")[0].partition("?")[0]
        return _file(path, page, "/"), unquote(parts.fragment)
    if parts.scheme or parts.netloc:
        return None
    root = urlsplit(address).path or "/"
    return _file(parts.path, page, root), unquote(parts.fragment)


def _file(path: str, page: str, root: str) -> str:
    path = unquote(path)
    if not path:
        return page
    if path.startswith(root) or path + "/" == root:
        within = path[len(root) :] or "."
    else:
        within = join(dirname(page), path) if not path.startswith("/") else ".." + path
    file = normpath(within)
    if path.endswith(("/", "/.", "/..")) or file == "." or path in {".", ".."}:
        return normpath(join(file, INDEX))
    return file


def _fault(link: str, page: str, ground: Ground) -> str:
    """Say what is wrong with a link, and the way out; empty if nothing is."""
    if link == INERT:
        return ""
    try:
        found = resolve(link, page, ground.address)
        parts = urlsplit(link)
    except ValueError as error:
        return f"is no address ({error}): mend it in the article"
    if found is None:
        return _outside_fault(parts)
    file, anchor = found
    if file not in ground.files:
        file = f"{file}/{INDEX}" if f"{file}/{INDEX}" in ground.files else file
    if file not in ground.files:
        return "leads to nothing on the site: mend it, or build the site anew"
    if anchor and file in ground.anchors and anchor not in ground.anchors[file]:
        return f"leads to no place on {file}: mend it, or build the site anew"
    return ""


def _outside_fault(parts: SplitResult) -> str:
    if parts.scheme.lower() not in SAFE and parts.scheme:
        return f"has the scheme {parts.scheme!r}, which may run something: mend it in the article"
    if parts.scheme.lower() in {"http", "https", ""} and not parts.hostname:
        return "names no host: mend it in the article"
    if any(character.isspace() or ord(character) < ord(" ") for character in parts.geturl()):
        return "has a space in it: mend it in the article"
    return ""


def _load_fault(address: str, page: str, ground: Ground) -> str:
    if address.startswith("#"):
        return ""
    try:
        found = resolve(address, page, ground.address)
        scheme = urlsplit(address).scheme.lower()
    except ValueError as error:
        return f"which is no address ({error}): remove it"
    if found is None:
        return "" if scheme in INLINE else "which is on another host: remove it, or serve it with the site"
    return "" if found[0] in ground.files else "which is not there: build the site anew"
