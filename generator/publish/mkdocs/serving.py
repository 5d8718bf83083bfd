"""A site served over loopback, rebuilt when its sources change, with browsers that follow."""

from collections.abc import Callable, Iterable
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from generator.errors import DigestError

Rebuild = Callable[[Path], None]
"""Builds the site into the folder it is given."""


def serve_site(rebuild: Rebuild, watched: Iterable[Path], site: Path, host: str, port: int) -> None:
    """Serve the folder `site`; call `rebuild` with it at first and when a watched file changes.

    Browsers reload by themselves. Returns when the user stops it. Raises DigestError if the
    address cannot be used.
    """
    rebuild(site)
    server = LiveReloadServer(builder=lambda: rebuild(site), host=host, port=port, root=str(site))
    server.error_handler = lambda code: _error_page(site, code)
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


def _error_page(site: Path, code: int) -> bytes | None:
    page = site / f"{code}.html"
    return page.read_bytes() if page.is_file() else None
