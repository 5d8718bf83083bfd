"""The texts as they were last published: what the next revision of an article is compared with.

Beside the record lies a folder with a file for each article whose text the site shows whole, a paragraph a
line. Of other articles there is none: what a page does not show, its changes do not show either.
"""

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from generator.history import Fate, History
from generator.model import Article, Block, Publish

LARGEST = 200_000
"""A longer text, in characters, is not kept: that it was revised is noted, and not what changed."""
_HASH = 32
_SUFFIX = ".txt"


def lines_of(article: Article) -> tuple[str, ...]:
    """Return an article's title and its paragraphs, each on one line."""
    return (_line(article.title), *(_line(_said(block)) for block in article.blocks))


def hash_of(lines: Iterable[str]) -> str:
    """Return what tells one text from another."""
    return sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()[:_HASH]


def is_kept(article: Article) -> bool:
    """Return whether the text of an article is kept."""
    return article.publish is Publish.FULL and sum(len(_said(block)) for block in article.blocks) <= LARGEST


def read_text(folder: Path, article: str, text: str) -> tuple[str, ...] | None:
    """Return the kept lines of an article, if they are those with that hash."""
    try:
        data = (folder / f"{article}{_SUFFIX}").read_bytes()
    except OSError:
        return None
    lines = tuple(data.decode("utf-8", "replace").removesuffix("\n").split("\n"))
    return lines if hash_of(lines) == text else None


class Texts(NamedTuple):
    """The articles as they are to be published, by id."""

    heads: Mapping[str, Article]
    """Their blocks need not be there."""
    whole: Mapping[str, Article]
    """With their blocks; each may have to be fetched."""

    def may_be_kept(self, id_: str) -> bool:
        """Tell whether the text of an article may be kept, if it is not too long."""
        return id_ in self.heads and self.heads[id_].publish is Publish.FULL


Share = Callable[[Callable[[str], None], Sequence[str]], Iterable[None]]
"""As `map`: it says who writes the texts."""


def keep_texts(
    folder: Path, history: History, changed: Collection[str], texts: Texts, share: Share = map
) -> None:
    """Let the folder hold the text of every published article that is kept, and of no other one.

    Only those that `changed` or are missing are written; files that are no article's stay. Raises OSError.
    """
    there = set(os.listdir(folder)) if folder.is_dir() else set()  # noqa: PTH208 (so many files)
    wanted = []
    for one in history.articles:
        name, head = f"{one.id}{_SUFFIX}", texts.heads.get(one.id)
        if head is None and one.state is Fate.PUBLISHED:
            continue  # it could not be read this time
        if head and head.publish is Publish.FULL and name in there and one.id not in changed:
            continue
        if name in there or texts.may_be_kept(one.id):
            wanted.append(one.id)
    for _ in share(partial(_keep, folder, texts), wanted):
        pass


def _keep(folder: Path, texts: Texts, id_: str) -> None:
    """Write the text of an article, or remove it where it is not to be kept."""
    path, article = folder / f"{id_}{_SUFFIX}", texts.whole[id_] if texts.may_be_kept(id_) else None
    if article is None or not is_kept(article):
        path.unlink(missing_ok=True)
        return
    folder.mkdir(parents=True, exist_ok=True)
    _write(path, lines_of(article))


def _write(path: Path, lines: tuple[str, ...]) -> None:
    path.write_bytes(("\n".join(lines) + "\n").encode("utf-8", "replace"))


def _said(block: Block) -> str:
    rows = " / ".join(" | ".join(cell.text for cell in row) for row in block.rows)
    return f"{block.speaker}: {block.text}" if block.speaker else block.text or rows or block.target


def _line(text: str) -> str:
    return " ".join(text.split())
