"""Transcripts as players use them: WebVTT and SubRip cues become paragraphs, speakers labelled."""

import html
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.errors import SourceError
from generator.model import Block, BlockKind, Document
from generator.sources.encoding import decoded
from generator.sources.speakers import find_label
from generator.text import clean, fold

_TIMES = re.compile(
    r"\s{0,9}(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})\s{0,9}-->\s{0,9}(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
)
_VOICE = re.compile(r"<v(?:\.[^\s>]{1,60})?\s+([^>]{1,100})>")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|<[\d:.]{5,20}>|\{\\[^{}]{0,60}\}")
_NEW_SPEAKER = re.compile(r"\s{0,3}(?:>{2,3}|[-–—])\s{0,3}(?=[^\W_]|[\"“'‘\[(])")
_ENDS = (".", "!", "?", "…", ".”", "?”", "!”", '."', '?"', '!"', "。", "！", "？")
_PAUSE = 4.0
"""Seconds of silence that part paragraphs, if a sentence ends there."""
_LONG, _LONGEST = 90, 220
"""Words after which a paragraph ends with the next sentence, and with the next cue."""
_SHOWN_LABEL = 60


class Cue(NamedTuple):
    """What is said from one moment to another, in seconds."""

    start: float
    end: float
    speaker: str
    text: str


class CaptionReader:
    """Reads `.vtt` and `.srt` files."""

    media_type = "text/vtt"
    suffixes = (".vtt", ".srt")

    def read(self, data: bytes, source: str) -> Document:
        """Return the transcript; raises SourceError for what is no text and for a file without cues."""
        text = decoded(data)
        said = _without_repeats(_cues(text))
        blocks = tuple(Block(kind=BlockKind.PARAGRAPH, text=text) for text in _paragraphs(said))
        if not blocks:
            raise SourceError(
                "no cue with its times (`00:00:01.000 --> 00:00:04.000`) found: save it again, "
                "or give its text as .txt"
            )
        title, facts = _head(text)
        return Document(source=source, media_type=self.media_type, title=title, blocks=blocks, metadata=facts)


def _head(text: str) -> tuple[str, dict[str, object]]:
    """Return the title behind WEBVTT, and the language of the header."""
    first, _, rest = text.partition("\n")
    title = first[6:].strip(" -–—:\t") if first.startswith("WEBVTT") else ""
    language = re.match(r"(?:Kind:[^\n]{0,40}\n)?Language:\s{0,3}([A-Za-z]{2})\b", rest)
    return fold(title)[:200], {"language": language[1].lower()} if language else {}


def _cues(text: str) -> Iterator[Cue]:
    """Yield the cues of a file: times on a line, then words up to an empty line."""
    times: re.Match[str] | None = None
    lines: list[str] = []
    for line in (*text.split("\n"), ""):
        found = _TIMES.match(line) if "-->" in line else None
        if (found or not line.strip()) and times:
            yield from _spoken(times, lines)
            times, lines = None, []
        if found:
            times, lines = found, []
        elif times and line.strip():
            lines.append(line)


def _spoken(times: re.Match[str], lines: list[str]) -> Iterator[Cue]:
    start, end = _seconds(*times.groups()[:4]), _seconds(*times.groups()[4:])
    speaker = ""
    for line in lines:
        voice = _VOICE.search(line)
        speaker = fold(clean(html.unescape(voice[1])))[:_SHOWN_LABEL] if voice else speaker
        words = fold(clean(html.unescape(_TAG.sub("", _VOICE.sub("", line)))))
        if words:
            yield Cue(start, end, speaker, words)


def _seconds(hours: str | None, minutes: str, seconds: str, parts: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(parts.ljust(3, "0")) / 1000


def _without_repeats(cues: Iterable[Cue]) -> Iterator[Cue]:
    """Yield the cues without the lines that rolling captions show a second and a third time."""
    before: tuple[str, ...] = ()
    for cue in cues:
        if cue.text not in before:
            yield cue
            before = (*before[-1:], cue.text)


def _paragraphs(cues: Iterable[Cue]) -> Iterator[str]:
    """Yield the paragraphs: a new one for each speaker, after a pause, and where one grows long."""
    words: list[str] = []
    count, end, speaker = 0, 0.0, ""
    for cue in cues:
        text, turns = _turn(cue.text)
        if words and (turns or cue.speaker != speaker or _is_over(words[-1], count, cue.start - end)):
            yield _labelled(speaker, words)
            words, count = [], 0
        words.append(text)
        count += len(text.split())
        end, speaker = cue.end, cue.speaker
    if words:
        yield _labelled(speaker, words)


def _turn(text: str) -> tuple[str, bool]:
    """Return the words of a line without the dash of a new speaker, and whether one begins to speak."""
    sign = _NEW_SPEAKER.match(text)
    label = find_label(text)
    return (text[sign.end() :] if sign else text), sign is not None or label is not None


def _is_over(last: str, count: int, pause: float) -> bool:
    ended = last.endswith(_ENDS)
    return count >= _LONGEST or (ended and (count >= _LONG or pause >= _PAUSE))


def _labelled(speaker: str, words: list[str]) -> str:
    return f"{speaker}: {' '.join(words)}" if speaker else " ".join(words)
