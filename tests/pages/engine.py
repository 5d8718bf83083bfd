"""Markdown as sites really read it: with every extension that could take an article's text as markup."""

import re
from collections.abc import Mapping
from functools import lru_cache
from html.parser import HTMLParser

import markdown

PLAIN = ("attr_list", "md_in_html", "tables", "fenced_code", "toc")
"""What `mkdocs.yml` asks for."""
EVERYTHING = (
    *PLAIN,
    "admonition",
    "footnotes",
    "def_list",
    "abbr",
    "sane_lists",
    "pymdownx.arithmatex",
    "pymdownx.betterem",
    "pymdownx.blocks.admonition",
    "pymdownx.blocks.details",
    "pymdownx.blocks.html",
    "pymdownx.blocks.tab",
    "pymdownx.caret",
    "pymdownx.critic",
    "pymdownx.details",
    "pymdownx.emoji",
    "pymdownx.escapeall",
    "pymdownx.fancylists",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.keys",
    "pymdownx.magiclink",
    "pymdownx.mark",
    "pymdownx.progressbar",
    "pymdownx.quotes",
    "pymdownx.smartsymbols",
    "pymdownx.snippets",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.tilde",
)
_SETTINGS: Mapping[str, Mapping[str, object]] = {
    "pymdownx.magiclink": {
        "repo_url_shorthand": True,
        "social_url_shorthand": True,
        "user": "u",
        "repo": "r",
    },
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.quotes": {"callouts": True},
}


@lru_cache(maxsize=2)
def _engine(extensions: tuple[str, ...]) -> markdown.Markdown:
    settings = {name: _SETTINGS[name] for name in extensions if name in _SETTINGS}
    return markdown.Markdown(extensions=list(extensions), extension_configs=settings)


def to_html(text: str, extensions: tuple[str, ...] = EVERYTHING) -> str:
    return _engine(extensions).reset().convert(text)


class Seen(HTMLParser):
    """What a browser finds in HTML: its text, its elements with their attributes, text by anchor."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.anchors: dict[str, str] = {}
        self._open: list[tuple[str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append((tag, given))
        if tag not in {"img", "br", "hr", "meta", "link", "input"}:
            anchor = given.get("id") or ""
            self._open.append((tag, anchor))
            if anchor:
                self.anchors[anchor] = ""

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.text += data
        for _, anchor in self._open:
            if anchor:
                self.anchors[anchor] += data

    def handle_comment(self, data: str) -> None:
        self.tags.append(("!--", {"data": data}))


def folded(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
