"""What becomes a file in the articles folder: its name, its header, and what is already there."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

import yaml

from generator.errors import DigestError, SourceError
from generator.intake.markdown import as_markdown
from generator.model import Block, Problem, Publish
from generator.sources.encoding import decoded
from generator.sources.formats import format_of
from generator.sources.front_matter import split_header
from generator.sources.tracking import untracked
from generator.text import clean, fold, slugify

HASH = "content_hash"
_SUFFIX, _MARKDOWN = ".md", "text/markdown"
_HEAD = 20_000
_LONGEST_NAME = 60
_END = "\n---\n"
_KEY = re.compile(r"""["']?([^\s"'#:-][^"':]*)["']?\s*:(?:\s|$)""")


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
    """What it came from: another address that led to it, or a file's name."""
    url: str = ""
    facts: Mapping[str, object] | None = None
    """Values for the header, by key; empty ones are left out."""
    publish: Publish = Publish.FULL
    """How much its own header lets anybody show."""
    warnings: tuple[Problem, ...] = ()
    """What of its own header cannot be taken over."""


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
        for path in sorted(_markdown_in(folder)):
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
        path = self._known_path(found) or self._free_path(found, content_hash(found.title, body))
        if not path.exists():
            return Decision(state=State.NEW, path=path, text=text)
        before = _text_of(path)
        if _hash_of(before) == _hash_of(text) and not _is_hidden_since(found, before):
            return Decision(state=State.SAME, path=path, text=before)
        state = State.EDITED if is_edited(before) else State.CHANGED
        return Decision(state=state, path=path, text=_with_own_header(text, before), before=before)

    def put(self, decision: Decision, found: Found) -> None:
        """Write the file of a decision, whole or not at all. Raises DigestError if it cannot be."""
        path = decision.path
        temporary = path.with_name(f".{path.name}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_text(decision.text, encoding="utf-8", newline="\n")
            temporary.replace(path)
        except OSError as error:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise DigestError(
                f"{path}: cannot be written: {error.strerror or error}; free space or rights, then run again"
            ) from error
        if found.url:
            self._by_url.setdefault(same_address(found.url), path)

    def _known_path(self, found: Found) -> Path | None:
        """Return the path of the article from this address, or from one that led to it."""
        addresses = [one for one in (found.url, found.source) if "://" in one]
        return next((path for one in addresses if (path := self._by_url.get(same_address(one)))), None)

    def _free_path(self, found: Found, hash_: str) -> Path:
        """Return the path that day and title make, or, if another article has it, the source too.

        What has no address and says the same is the same, by whatever path it was named.
        """
        day = str((found.facts or {}).get("date") or "")[:10]
        name = slugify(f"{day} {found.title}" if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else found.title)
        plain = name[:_LONGEST_NAME].rstrip("-")
        path = self._folder / f"{plain}{_SUFFIX}"
        if not path.exists() or _origin_of(path) == _origin(found):
            return path
        if path.is_file() and not found.url and not _url_of(path) and _hash_of(_text_of(path)) == hash_:
            return path
        return self._folder / f"{plain}-{_short_hash(_origin(found))}{_SUFFIX}"


def same_address(url: str) -> str:
    """Return what is equal for two addresses that lead to one article."""
    bare = untracked(url).partition("#")[0]
    host, slash, path = re.sub(r"^https?://(?:www\.)?", "", bare, flags=re.IGNORECASE).partition("/")
    return f"{host.lower()}{slash}{path}".rstrip("/")


def _header(found: Found, body: str, *, publish: Publish, retrieved: str) -> str:
    facts = dict(found.facts or {})
    allowed = max(publish, found.publish, key=list(Publish).index)
    values = {
        "title": found.title,
        "date": facts.pop("date", ""),
        **facts,
        "url": found.url,
        "source": "" if found.url else found.source,
        "publish": str(allowed),
        "retrieved": retrieved,
        HASH: content_hash(found.title, body),
    }
    return "".join(_line(key, value) for key, value in values.items() if value not in ("", None, (), [], {}))


def _line(key: str, value: object) -> str:
    """Return a line of a header; a list and a mapping stand on one line too."""
    if isinstance(value, list | tuple | dict):
        listed = yaml.safe_dump(_simple(value), default_flow_style=True, allow_unicode=True, width=10_000)
        return f"{key}: {listed}"
    return str(yaml.safe_dump({key: _simple(value)}, allow_unicode=True, width=10_000))


def _simple(value: object) -> object:
    if isinstance(value, list | tuple):
        return [fold(clean(str(one))) for one in value]
    if isinstance(value, dict):
        return {fold(clean(str(key))): fold(clean(str(one))) for key, one in value.items()}
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
            return split_header(decoded(stream.read(_HEAD))).metadata
    except (OSError, SourceError):
        return {}


def _hash_of(text: str) -> str:
    match = re.search(rf"^{HASH}: '?([0-9a-f]{{16}})'?$", text[:_HEAD], re.MULTILINE)
    return match[1] if match else ""


def _markdown_in(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*") if folder.is_dir() else ():
        form = format_of(path.name)
        if form and form.media_type == _MARKDOWN:
            yield path


def _text_of(path: Path) -> str:
    """Return the text of an article that is there. Raises DigestError."""
    try:
        return path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise DigestError(
            f"{path}: cannot be read: {error.strerror or error}; allow it, or move what is in the way"
        ) from error


def _is_hidden_since(found: Found, before: str) -> bool:
    """Tell whether it is private where it came from, and the article that is there says nothing of that."""
    return bool((found.facts or {}).get("private")) and "private" not in _entries(before)


def _with_own_header(text: str, before: str) -> str:
    """Return the new text under the header that is there: the editor may have written any line of it."""
    old, new = _entries(before), _entries(text)
    if not old:
        return text
    taken = {**new, **old, **{key: new[key] for key in ("title", "retrieved", HASH)}}
    header = "".join(taken[key] for key in dict.fromkeys((*old, *new)))
    return f"---\n{header}---\n{text.partition(_END)[2]}"


def _entries(text: str) -> dict[str, str]:
    """Return the lines of a header that is in YAML by the key of each, comments by their place."""
    entries: dict[str, str] = {}
    if text.startswith("---\n") and _END in text:
        key = ""
        for place, line in enumerate(text.partition(_END)[0].splitlines()[1:]):
            match = _KEY.match(line)
            key = match[1] if match else f"# {place}" if line[:1] == "#" else key
            entries[key] = f"{entries.get(key, '')}{line}\n"
    return entries
