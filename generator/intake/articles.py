"""What becomes a file in the articles folder: its name, its header, and what is already there."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

import yaml

from generator.errors import SourceError
from generator.intake.markdown import as_markdown
from generator.model import Block, Publish
from generator.sources.front_matter import split_header
from generator.sources.tracking import untracked
from generator.text import clean, fold, slugify

HASH = "content_hash"
_SUFFIX = ".md"
_HEAD = 20_000
_LONGEST_NAME = 60


class State(StrEnum):
    """What taking an article in means for the folder."""

    NEW = "new"
    SAME = "unchanged"
    CHANGED = "changed"
    EDITED = "edited"
    """Changed, and the text that is there was edited since it was taken in: nobody may write over it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An article from elsewhere, with what is known of it."""

    title: str
    blocks: tuple[Block, ...]
    source: str
    """What it came from: an address or a file's name."""
    url: str = ""
    facts: Mapping[str, object] | None = None
    """Values for the header, by key; empty ones are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What to do with an article: the file it belongs in, and the text of that file."""

    state: State
    path: Path
    text: str
    before: str = ""
    """The text that is there, if it would change."""


class Shelf:
    """The articles that are there, by the address they came from."""

    def __init__(self, folder: Path) -> None:
        """Look at the headers of the Markdown files in the folder."""
        self._folder = folder
        self._by_url: dict[str, Path] = {}
        for path in sorted(folder.rglob(f"*{_SUFFIX}")) if folder.is_dir() else ():
            url = _url_of(path)
            if url:
                self._by_url.setdefault(same_address(url), path)

    def has(self, url: str) -> bool:
        """Tell whether an article from this address is there."""
        return same_address(url) in self._by_url

    def decide(self, found: Found, *, publish: Publish, retrieved: str) -> Decision:
        """Return what is to be done with an article that was found on the day `retrieved`."""
        body = as_markdown(found.blocks)
        header = _header(found, body, publish=publish, retrieved=retrieved)
        text = f"---\n{header}---\n\n{body}"
        path = self._by_url.get(same_address(found.url)) if found.url else None
        path = path or self._free_path(found)
        if not path.exists():
            return Decision(state=State.NEW, path=path, text=text)
        before = path.read_text(encoding="utf-8", errors="replace")
        if _hash_of(before) == _hash_of(text):
            return Decision(state=State.SAME, path=path, text=before)
        state = State.EDITED if is_edited(before) else State.CHANGED
        return Decision(state=state, path=path, text=_with_own_lines(text, before), before=before)

    def put(self, decision: Decision, found: Found) -> None:
        """Write the file of a decision, whole or not at all."""
        path = decision.path
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.part")
        temporary.write_text(decision.text, encoding="utf-8", newline="\n")
        temporary.replace(path)
        if found.url:
            self._by_url.setdefault(same_address(found.url), path)

    def _free_path(self, found: Found) -> Path:
        """Return the path that day and title make, or, if another article has it, the source too."""
        day = str((found.facts or {}).get("date") or "")[:10]
        name = slugify(f"{day} {found.title}" if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else found.title)
        plain = name[:_LONGEST_NAME].rstrip("-")
        path = self._folder / f"{plain}{_SUFFIX}"
        if not path.exists() or _origin_of(path) == _origin(found):
            return path
        return self._folder / f"{plain}-{_short_hash(_origin(found))}{_SUFFIX}"


def same_address(url: str) -> str:
    """Return what is equal for two addresses that lead to one article."""
    bare = untracked(url).partition("#")[0]
    host, slash, path = re.sub(r"^https?://(?:www\.)?", "", bare, flags=re.IGNORECASE).partition("/")
    return f"{host.lower()}{slash}{path}".rstrip("/")


def _header(found: Found, body: str, *, publish: Publish, retrieved: str) -> str:
    facts = dict(found.facts or {})
    values = {
        "title": found.title,
        "date": facts.pop("date", ""),
        **facts,
        "url": found.url,
        "source": "" if found.url else found.source,
        "publish": str(publish),
        "retrieved": retrieved,
        HASH: content_hash(found.title, body),
    }
    return "".join(_line(key, value) for key, value in values.items() if value not in ("", None, (), []))


def _line(key: str, value: object) -> str:
    """Return a line of a header; a list stands on one line too."""
    if isinstance(value, list | tuple):
        listed = yaml.safe_dump(_simple(value), default_flow_style=True, allow_unicode=True, width=10_000)
        return f"{key}: {listed}"
    return str(yaml.safe_dump({key: _simple(value)}, allow_unicode=True, width=10_000))


def _simple(value: object) -> object:
    if isinstance(value, list | tuple):
        return [fold(clean(str(one))) for one in value]
    text = fold(clean(str(value)))
    try:
        return value if isinstance(value, bool) else date.fromisoformat(text)
    except ValueError:
        return text


def content_hash(title: str, body: str) -> str:
    """Return a hash of what an article says, whatever its header holds beside its title."""
    return hashlib.sha256(f"{fold(clean(title))}\n{body}".encode()).hexdigest()[:16]


def is_edited(text: str) -> bool:
    """Tell whether the title or the body of a file is no longer what was taken in, or never was."""
    head, _, body = text.partition("\n---\n")
    try:
        title = str(split_header(f"{head}\n---\n").metadata.get("title") or "")
    except SourceError:
        return True
    return content_hash(title, body.removeprefix("\n")) != _hash_of(text)


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:6]


def _origin(found: Found) -> str:
    return same_address(found.url) if found.url else found.source


def _origin_of(path: Path) -> str:
    header = _metadata(path)
    return same_address(str(header["url"])) if header.get("url") else str(header.get("source") or "")


def _url_of(path: Path) -> str:
    return str(_metadata(path).get("url") or "")


def _metadata(path: Path) -> Mapping[str, object]:
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD).decode("utf-8", "replace")
        return split_header(head).metadata
    except (OSError, SourceError):
        return {}


def _hash_of(text: str) -> str:
    match = re.search(rf"^{HASH}: '?([0-9a-f]{{16}})'?$", text[:_HEAD], re.MULTILINE)
    return match[1] if match else ""


def _with_own_lines(text: str, before: str) -> str:
    """Return the new text with the lines that the editor added to the old header."""
    ours = set(re.findall(r"^(\w+):", text.split("\n---\n", 1)[0], re.MULTILINE))
    old = before.split("\n---\n", 1)[0].split("\n")[1:] if before.startswith("---\n") else []
    own = [line for line in old if (key := re.match(r"(\w+):", line)) and key[1] not in ours]
    kept = [line for line in old if line.startswith(("publish:", "private:"))]
    text = re.sub(r"^publish: .*$", lambda _: kept[0], text, count=1, flags=re.MULTILINE) if kept else text
    return text.replace("---\n", "---\n" + "".join(f"{line}\n" for line in own), 1) if own else text
