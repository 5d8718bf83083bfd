"""The press: the site is made in a copy of this process, which gets ready while the articles are gathered.

MkDocs is loaded there, its settings and the record of the last build are read, and the site is looked at,
before it is known what the pages say.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.config import Settings
from generator.copies import Early, early
from generator.filetimes import Stamp
from generator.model import Problem, WriteReport

if TYPE_CHECKING:
    from generator.publish.site import Begun

Problems = tuple[Problem, ...]


class Order(Struct, frozen=True, kw_only=True):
    """What is known of the site when its pages are written, or as a hint, when some of them are."""

    built: date | None
    """The time of building that the sitemap tells."""
    written: Mapping[str, Stamp | None]
    """The files of the docs folder that were written, by path, as they are now."""
    removed: tuple[str, ...]
    digests: Mapping[str, str | None] = {}
    """Of what was written into those files, as far as that is known: nobody need read them."""

    @classmethod
    def of(
        cls,
        built: date | None,
        report: WriteReport,
        docs: Mapping[str, Stamp] | None,
        digest_of: Callable[[str], str | None],
    ) -> "Order":
        """Return what is to be told of pages that were written into a folder whose files are these now."""
        written = {path: docs.get(path) if docs else None for path in report.written}
        digests = {path: digest_of(path) for path in report.written}
        return cls(built=built, written=written, removed=report.removed, digests=digests)


Press = Early[Order, Path, Problems, Problems]
"""Is told what was written, asks for the finishing touches to a folder, and returns all that went wrong."""


@contextmanager
def press(settings: Settings, url: str, docs: Mapping[str, Stamp] | None, *, jobs: int) -> Iterator[Press]:
    """Get ready to make the site; `docs` are the files of the docs folder before pages are written."""

    def make(
        begun: "Begun", order: Order, finish: Callable[[Path], Problems], stands: Callable[[Problems], None]
    ) -> Problems:
        from generator.publish.site import Task, build_site  # noqa: PLC0415 - loaded in the copy

        return build_site(
            Task(
                settings=settings,
                built=order.built,
                finish=finish,
                stands=stands,
                url=url,
                jobs=jobs,
                docs=None if docs is None else _now(docs, order),
                begun=begun,
                changed=(*order.written, *order.removed),
                digests=order.digests,
            )
        )

    with early(partial(_begin, settings, url, docs), make, jobs=jobs, ahead=partial(_ahead, jobs)) as it:
        yield it


def _begin(settings: Settings, url: str, docs: Mapping[str, Stamp] | None) -> "Begun":
    from generator.publish.site import begin_site  # noqa: PLC0415 - loaded in the copy

    return begin_site(settings, url, docs)


def _ahead(jobs: int, begun: "Begun", order: Order) -> "Begun":
    from generator.publish.site import print_ahead  # noqa: PLC0415 - loaded in the copy

    return print_ahead(begun, order.built, order.written, jobs=jobs - 1)  # one is busy with what is missing


def _now(docs: Mapping[str, Stamp], order: Order) -> dict[str, Stamp]:
    """Return the files of the docs folder as they are now."""
    written = {path: stamp for path, stamp in order.written.items() if stamp}
    gone = {*order.removed, *order.written}
    return {path: stamp for path, stamp in docs.items() if path not in gone} | written
