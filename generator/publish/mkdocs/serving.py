"""A site served over loopback, rebuilt when its sources change, with browsers that follow."""

import os
import re
from collections.abc import Callable, Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.livereload import LiveReloadServer

from generator.errors import DigestError

Rebuild = Callable[[Path], Sequence[str]]
"""Builds the site into the folder it is given; returns what is to be mended, a sentence or two each."""
_LOOKS_EVERY, _LOOKS_AT_MANY = 0.1, 0.2
"""Seconds between two looks at the files, and at more than this number of them:"""
_MANY = 2_000
"""a look at a thousand takes a hundredth of a second."""
_RESTS = 0.05
"""Seconds without another change, before the site is built again: some editors write a file in two steps."""
_BODY_ENDS = b"</body>"
_BOX = (
    '<div id="digest-faults" role="alert" style="position:fixed;inset:auto 0 0;z-index:99;max-height:50vh;'
    "overflow:auto;padding:.75rem 1.25rem;background:#7a1c1c;color:#fff;"
    'font:16px/1.5 system-ui,sans-serif"><strong>To be mended</strong>'
    '<ul style="margin:.25rem 0 0;padding-left:1.25rem;white-space:pre-line">%s</ul></div>'
)
_NO_SITE = (
    "<!doctype html><html lang=en><meta charset=utf-8><meta http-equiv=refresh content=2>"
    "<title>To be mended</title><body>%s</body></html>"
)


_FOLLOWS = re.compile(r"/livereload/([0-9]+)\.js")
"""The address of the script that reloads a page; the number is the build that the page is of."""


class _Server(LiveReloadServer):
    """Shows on every page what the last rebuild could not do, until one can.

    The script that reloads a page is a file here: the policy of the pages lets none run that stands in them.
    """

    faults: Sequence[str] = ()

    def followed(self, page: bytes) -> bytes:
        """Return a page with what is to be mended, that reloads when another build is there."""
        return self._inject_js_into_html(page, self._visible_epoch)

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        return _at_end(with_faults(content, self.faults), f'<script src="/livereload/{epoch}.js"></script>')

    def _serve_request(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes] | None:  # noqa: ANN401 - as WSGI has it
        asked = _FOLLOWS.fullmatch(environ["PATH_INFO"])
        if not asked:
            answer: Iterable[bytes] | None = super()._serve_request(environ, start_response)
            return answer
        start_response("200 OK", [("Content-Type", "application/javascript"), ("Cache-Control", "no-store")])
        script: bytes = super()._inject_js_into_html(b"", int(asked[1]))  # type: ignore[no-untyped-call]
        return [script.removeprefix(b"<script>").removesuffix(b"</script>")]


def _at_end(page: bytes, more: str) -> bytes:
    """Return a page with something more at the end of its body."""
    rest, end, after = page.rpartition(_BODY_ENDS)
    return rest + more.encode() + end + after if end else page + more.encode()


def with_faults(page: bytes, faults: Sequence[str]) -> bytes:
    """Return a page with a box that names the faults, or as it is if there are none."""
    return _at_end(page, _box(faults)) if faults else page


def _box(faults: Sequence[str]) -> str:
    return _BOX % "".join(f"<li>{escape(fault)}</li>" for fault in faults)


def serve_site(rebuild: Rebuild, watched: Iterable[Path], site: Path, host: str, port: int) -> None:
    """Serve the folder `site`; call `rebuild` with it at first and when a watched file changes.

    Browsers reload by themselves, and show what a rebuild finds to be mended. Returns when the user stops
    it. Raises DigestError if the address cannot be used.
    """
    first = rebuild(site)

    def again() -> None:
        server.faults = rebuild(site)

    watched = list(watched)
    every = _LOOKS_AT_MANY if _count(watched) > _MANY else _LOOKS_EVERY
    server = _Server(builder=again, host=host, port=port, root=str(site), polling_interval=every)
    server.faults = first
    server.build_delay = _RESTS
    server.error_handler = lambda code: _error_page(site, code, server)
    for path in watched:
        server.watch(str(path))
    try:
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        pass
    except OSError as error:
        reason = error.strerror or error
        raise DigestError(f"{host}:{port}: {reason}; choose another with --address") from error
    finally:
        server.shutdown()


def _count(paths: Iterable[Path]) -> int:
    """Return how many files lie below some folders."""
    return sum(len(names) for path in paths for _, _, names in os.walk(path))


def _error_page(site: Path, code: int, server: _Server) -> bytes | None:
    page = site / f"{code}.html"
    if page.is_file():
        return server.followed(page.read_bytes())
    return (_NO_SITE % _box(server.faults)).encode() if server.faults else None
