"""One converter for all pages, put back to its beginning before each of them: to make it takes its time."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import markdown
from markdown import Markdown
from mkdocs.structure import pages


@contextmanager
def converting_quickly(extensions: Sequence[str]) -> Iterator[None]:
    """Let MkDocs have one converter for all pages, if all of its extensions forget a page when it does."""
    asked: dict[str, Any] = vars(pages)
    before = asked[_MARKDOWN]
    if before is markdown and {one.removeprefix(_THEIRS) for one in extensions} <= _FORGET:
        asked[_MARKDOWN] = _One(_MARKDOWN)
    try:
        yield
    finally:
        asked[_MARKDOWN] = before


_MARKDOWN = "markdown"
"""What MkDocs calls the module that it makes converters with."""
_THEIRS = "markdown.extensions."
_FORGET = frozenset(("attr_list", "fenced_code", "md_in_html", "tables", "toc"))
"""Extensions that keep nothing of a page; of others nothing is known. `footnotes` counts pages."""


class _One(ModuleType):
    """Markdown, as MkDocs asks for it."""

    _made: Markdown | None = None

    def __getattr__(self, name: str) -> object:
        return getattr(markdown, name)

    def Markdown(self, **settings: Any) -> Markdown:  # noqa: ANN401, N802 - Markdown's own
        """Return a converter with these settings, which are the same for each page, as if it were new."""
        if self._made is None:
            self._made = Markdown(**settings)
        return self._made.reset()
