"""The pages of the site as they open from a folder, without a server."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

NOT_OFFLINE = frozenset(("404.html", "sitemap.xml", "sitemap.xml.gz", "robots.txt"))
"""Files that only a server has a use for."""
_LINK = re.compile(r'(<(?:a|link|area)\b[^>]*?\shref=")([^"]*)(")')
_REFRESH = re.compile(r'(<meta\b[^>]*?\scontent="\d+;\s*url=)([^"]*)(")')


def offline_files(site: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every file of a built site by path, as (path, content), with links that open without a server.

    A link to a folder leads to its `index.html`: a server opens that by itself, a browser shows the
    list of files instead.
    """
    for name in sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()):
        if name not in NOT_OFFLINE:
            content = (site / name).read_bytes()
            yield name, for_folder(content.decode("utf-8")).encode() if name.endswith(".html") else content


def for_folder(page: str) -> str:
    """Return a page with every link to a folder of the site leading to the folder's `index.html`."""
    return _REFRESH.sub(_to_file, _LINK.sub(_to_file, page))


def _to_file(found: re.Match[str]) -> str:
    before, link, after = found.groups()
    return f"{before}{_with_index(link)}{after}"


def _with_index(link: str) -> str:
    try:
        parts = urlsplit(html.unescape(link))
    except ValueError:
        return link
    path = parts.path
    if parts.scheme or parts.netloc or not path or path.startswith("/"):
        return link
    if not path.endswith("/") and path.rpartition("/")[2] not in {".", ".."}:
        return link
    folder = path if path.endswith("/") else f"{path}/"
    return html.escape(parts._replace(path=f"{folder}index.html").geturl())
