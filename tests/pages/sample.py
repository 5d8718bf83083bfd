"""A small collection made by hand: every kind of block, every policy, and text that means harm."""

import re
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from pathlib import Path

from generator.config import Settings
from generator.history import Change, Difference, Fate, History, Kind, Piece, Remembered
from generator.model import (
    Analysis,
    Article,
    Backlink,
    Block,
    BlockKind,
    Corpus,
    Coverage,
    Covered,
    Mark,
    MarkKind,
    Mention,
    Passage,
    Phrase,
    Problem,
    Publish,
    Quote,
    Related,
    RichText,
    Severity,
    Span,
    Topic,
    TopicKind,
)
from generator.pages.site import Site

SPEAKING = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE})


def para(text: str, *marks: Mark, speaker: str = "") -> Block:
    return Block(kind=BlockKind.PARAGRAPH, text=text, marks=marks, speaker=speaker)


def heading(text: str, level: int = 2) -> Block:
    return Block(kind=BlockKind.HEADING, text=text, level=level)


def item(text: str, level: int = 1, number: int = 0) -> Block:
    return Block(kind=BlockKind.ITEM, text=text, level=level, number=number)


def mark(text: str, part: str, kind: MarkKind = MarkKind.LINK, target: str = "") -> Mark:
    start = text.index(part)
    return Mark(kind=kind, start=start, end=start + len(part), target=target)


def marked(text: str, *parts: tuple[str, MarkKind, str]) -> Block:
    found = [mark(text, part, kind, target) for part, kind, target in parts]
    return para(text, *sorted(found, key=lambda one: (one.start, -one.end, one.kind)))


def article(id_: str, title: str, blocks: Iterable[Block], **more: object) -> Article:
    values: dict[str, object] = {
        "id": id_,
        "title": title,
        "blocks": tuple(blocks),
        "language": "en",
        "published": None,
        "authors": (),
        "url": "",
        "site": "",
        "source": f"{id_}.md",
        "publish": Publish.FULL,
    }
    return Article(**{**values, **more})  # type: ignore[arg-type]


def analysis(it: Article, summary: tuple[int, ...] = (0,), phrases: tuple[str, ...] = ()) -> Analysis:
    return Analysis(
        article=it,
        sentences=tuple(span for n, block in enumerate(it.blocks) for span in _sentences(n, block)),
        phrases=tuple(
            Phrase(key=text.lower(), text=text, kind=TopicKind.CONCEPT, weight=1.0, spans=())
            for text in phrases
        ),
        entities=(),
        passages=_passages(it),
        summary=summary,
    )


def _sentences(number: int, block: Block) -> Iterable[Span]:
    if block.kind in SPEAKING:
        for found in re.finditer(r"\S.*?[.?!](?=\s|$)|\S.*$", block.text):
            yield Span(block=number, start=found.start(), end=found.end())


def _passages(it: Article) -> tuple[Passage, ...]:
    heads = [n for n, block in enumerate(it.blocks) if block.kind is BlockKind.HEADING]
    cuts = [-1, *heads, len(it.blocks)]
    return tuple(
        Passage(article=it.id, heading=left, first=left + 1, last=right)
        for left, right in pairwise(cuts)
        if left + 1 < right
    )


TIDES = article(
    "how-a-tide-mill-works",
    "How a Tide Mill Works",
    [
        marked(
            "A tide mill grinds corn with the sea. Twice a day the flood fills a pond, and a gate keeps the "
            "water there. When the tide has gone out far enough, the miller lets the pond run over the wheel.",
            ("tide mill", MarkKind.STRONG, ""),
            ("gate", MarkKind.EMPHASIS, ""),
        ),
        heading("The pond"),
        marked(
            "The pond has to be large, because the wheel turns for only a few hours. At Rosny it covers three "
            "hectares. Its keeper, El Verne, wrote that “the moon is a punctual employer”.",
            ("Rosny", MarkKind.LINK, "https://example.org/mills/rosny?view=map&lang=en"),
        ),
        item("A low dam keeps the pond apart from the river."),
        item("Sea gates open by themselves when the flood comes.", 2),
        item("They close when it turns.", 2),
        item("A sluice leads to the wheel."),
        item("Open the sluice.", number=1),
        item("Wait until the wheel turns evenly.", number=2),
        item("Lower the stone.", number=3),
        heading("What it yields", 4),
        para("A good mill of this kind ground about a ton of flour a day. That fed a town of two thousand."),
        Block(
            kind=BlockKind.TABLE,
            rows=(
                (RichText(text="Mill"), RichText(text="Pond (ha)"), RichText(text="Wheels | stones")),
                (
                    RichText(text="Rosny", marks=(Mark(kind=MarkKind.STRONG, start=0, end=5),)),
                    RichText(text="3"),
                    RichText(text="1 | 2"),
                ),
                (RichText(text="Carew"), RichText(text="9"), RichText(text="")),
            ),
        ),
        Block(
            kind=BlockKind.QUOTE,
            level=1,
            text="The hours of a tide miller wander round the clock with the moon.",
        ),
        Block(kind=BlockKind.QUOTE, level=2, text="He sleeps when the sea lets him."),
        Block(
            kind=BlockKind.CODE,
            language="python",
            text="def head(tide, pond):\n\treturn pond - tide  # metres\n\n    \n```",
        ),
        Block(
            kind=BlockKind.IMAGE,
            text="The wheel house at low water",
            target="https://example.org/wheel house.jpg",
        ),
        marked(
            "The same idea drives the lagoon that Swansea never built, told in the story of the lagoon.",
            ("the story of the lagoon", MarkKind.LINK, "the-lagoon-that-was-not-built.md#cost"),
        ),
    ],
    published=date(2024, 3, 9),
    authors=("Ada Fenn", "Jory Penrose"),
    url="https://example.org/journal/tide-mills",
    site="The Mill Journal",
    corrections=(("El Verne", "L. Verne"),),
)
LAGOON = article(
    "the-lagoon-that-was-not-built",
    "The Lagoon That Was Not Built",
    [
        para(
            "Swansea Bay was to have a wall of nine and a half kilometres. Behind it, sixteen turbines would "
            "have made power from every tide. The tide is certain, but the price of its power was not."
        ),
        para(
            "The promoters asked for a price fixed for ninety years. Ministers compared it with wind at sea, "
            "which had become cheaper every year. They refused in June 2018."
        ),
        heading("What the models said"),
        para(
            "The sums were done again and again. Each new model of the bay moved the silt elsewhere. Nobody "
            "could say what the mud would do in the thirtieth year. A tide mill of 1200 would have told them "
            "to dig it out by hand."
        ),
        heading("What is left"),
        para("There are drawings, and a model in a museum. The bay is as it was."),
    ],
    published=date(2024, 11, 2),
    authors=("Ada Fenn",),
    url="https://example.org/journal/lagoon",
    site="The Mill Journal",
    publish=Publish.EXCERPT,
)
WIND = article(
    "wind-at-sea",
    "Wind at Sea Became Cheap",
    [
        para(
            "In ten years the price of wind power at sea fell by two thirds. Larger turbines did most of it. "
            "One turn of a blade now heats a house for a day."
        ),
        para(
            "Cheap money did the rest. When interest rose, auctions failed. Tidal power, which costs nearly "
            "everything at the start, feels interest more than wind does."
        ),
    ],
    published=date(2023, 5, 21),
    url="https://www.example.net/wind",
    publish=Publish.DIGEST,
)
TALK = article(
    "a-talk-about-silt",
    "A Talk About Silt",
    [
        para("Today we speak about mud. It is more interesting than it looks.", speaker="Host"),
        para(
            "Silt is what a river gives up when it slows. Every pond of a tide mill fills with it.",
            speaker="Ms Lode",
        ),
        para("And who digs it out?", speaker="Host"),
        para("The miller does. In summer, with a spade.", speaker="Ms Lode"),
    ],
    published=date(2024, 11, 20),
    source="talks/silt.txt",
)
GERMAN = article(
    "die-gezeitenmuehle",
    "Die Gezeitenmühle",
    [
        para(
            "Eine Gezeitenmühle mahlt mit dem Meer. Sie arbeitet zweimal am Tag, ob es hell ist oder nicht."
        ),
    ],
    language="de",
    published=date(2022, 1, 5),
)
HARMFUL = article(
    "notes-on-nothing",
    "<script>alert('title')</script> & “notes”",
    [
        para("<script>alert(1)</script> {{ 7*7 }} {% raw %} {: onclick=alert(2) } ![x](javascript:alert(3)) *stars*."),
        para('# Not a heading. --8<-- "/etc/passwd" [^1]: no note. :smile: $x$ ==mark== ~~gone~~ ++ctrl++.'),
        heading("</h2><img src=x onerror=alert(4)>"),
        item("- 1. [x] not a task."),
        marked("A link to nowhere stays words.", ("link", MarkKind.LINK, "javascript:alert(5)")),
        Block(kind=BlockKind.CODE, language='x" onload="', text='</code></pre><script>alert(6)</script>\n--8<-- "x"'),
        Block(kind=BlockKind.IMAGE, text="</p><img src=x>", target="javascript:alert(7)"),
    ],
    url='https://example.org/"><script>alert(8)</script>',
    site="<b>site</b>",
    authors=("{{ author }}",),
    source="notes-.md",
)  # fmt: skip
UNDATED = article(
    "words-of-the-shore",
    "Words of the Shore",
    [
        heading("Ebb"),
        para("The ebb is the tide going out. Millers lived by it."),
        heading("Neap"),
        para("A neap tide is a small one, at the half moon. A neap fills a pond to the knee."),
        heading("Spring"),
        para(
            "A spring tide has nothing to do with spring. It comes at new and full moon, and fills the pond."
        ),
    ],
)
UNDATED_ID = UNDATED.id

ANALYSES = (
    analysis(TIDES, (0, 3, 12), ("tide mill", "mill pond")),
    analysis(LAGOON, (0, 2, 8), ("tidal lagoon", "price of power")),
    analysis(WIND, (0, 5), ("wind power", "price of power")),
    analysis(TALK, (2, 3), ("silt", "tide mill")),
    analysis(GERMAN, (0,), ("Gezeitenmühle",)),
    analysis(HARMFUL, (0,), ("*star* | {{ phrase }}",)),
    analysis(UNDATED, (0, 4), ("neap tide", "spring tide")),
)


def topic(id_: str, name: str, coverage: tuple[Coverage, ...], **more: object) -> Topic:
    values: dict[str, object] = {
        "id": id_,
        "name": name,
        "kind": TopicKind.CONCEPT,
        "aliases": (),
        "keys": (name.lower(),),
        "parent": "",
        "coverage": Covered.of(coverage),
        "summary": (),
        "related": (),
    }
    return Topic(**{**values, **more})  # type: ignore[arg-type]


def covers(id_: str, passages: tuple[int, ...], quotes: tuple[int, ...], weight: float = 1.0) -> Coverage:
    return Coverage(article=id_, passages=passages, quotes=quotes, weight=weight)


def quotes(*pairs: tuple[Article, int]) -> tuple[Quote, ...]:
    return tuple(Quote(article=it.id, sentence=position) for it, position in pairs)


TOPICS = (
    topic("coal", "Coal", (), aliases=("pit coal",)),
    topic(
        "power",
        "Power",
        (
            covers(LAGOON.id, (0,), (1, 2), 3.0),
            covers(WIND.id, (0,), (0, 5), 2.0),
        ),
        summary=quotes((WIND, 0), (WIND, 5), (LAGOON, 1), (LAGOON, 2)),
        related=("tide-mills",),
    ),
    topic(
        "silt",
        "Silt & mud",
        (
            covers(TALK.id, (0,), (2, 3), 3.0),
            covers(LAGOON.id, (1,), (7, 8), 1.0),
            covers(HARMFUL.id, (0,), (0,), 0.1),
        ),
        summary=quotes((TALK, 2), (LAGOON, 8)),
        related=("tide-mills", "power"),
    ),
    topic(
        "tide-mills",
        "Tide mills",
        (
            covers(TALK.id, (0,), (3,), 1.0),
            covers(LAGOON.id, (1,), (9,), 0.5),
            covers(TIDES.id, (0, 1), (0, 4), 5.0),
            covers(GERMAN.id, (0,), (0,), 4.0),
        ),
        aliases=("Gezeitenmühle", "tidal mill"),
        parent="tides",
        summary=quotes((GERMAN, 0), (TIDES, 0), (TIDES, 4), (LAGOON, 9), (TALK, 3)),
        related=("silt", "tides", "power"),
    ),
    topic(
        "tides",
        "Tides",
        (
            covers(TIDES.id, (0,), (1, 2), 2.0),
            covers(UNDATED.id, (0, 1, 2), (0, 2, 5), 5.0),
        ),
        summary=quotes((TIDES, 1), (UNDATED, 2), (UNDATED, 5)),
        related=("tide-mills",),
    ),
)
RELATED = {
    TIDES.id: (
        Related(article=TALK.id, score=0.41, because=("tide mill", "pond"), here=1, there=0),
        Related(article=LAGOON.id, score=0.3, because=("tide",), here=0, there=2),
    ),
    LAGOON.id: (Related(article=WIND.id, score=0.5, because=("price of power",), here=0, there=0),),
    WIND.id: (Related(article=LAGOON.id, score=0.5, because=("price of power",), here=0, there=0),),
    TALK.id: (Related(article=TIDES.id, score=0.41, because=("tide mill", "silt", "pond"), here=0, there=1),),
    HARMFUL.id: (Related(article=TIDES.id, score=0.1, because=("*star* | {{ phrase }}",), here=0, there=0),),
}


def mention(it: Article, block: int, words: str, id_: str) -> Mention:
    start = it.blocks[block].text.index(words)
    return Mention(span=Span(block=block, start=start, end=start + len(words)), topic=id_)


MENTIONS = {
    TIDES.id: (mention(TIDES, 0, "tide mill", "tide-mills"),),
    LAGOON.id: (mention(LAGOON, 3, "tide mill", "tide-mills"),),
    TALK.id: (mention(TALK, 1, "tide mill", "tide-mills"),),
}
_LINK = len(TIDES.blocks) - 1
BACKLINKS = {
    LAGOON.id: (
        Backlink(article=TIDES.id, span=Span(block=_LINK, start=0, end=len(TIDES.blocks[_LINK].text))),
    )
}
PROBLEMS = (
    Problem(where="broken.html", message="holds no text; remove it.", severity=Severity.ERROR),
    Problem(where="notes-.md:3", message="has no date; add `date:`.", severity=Severity.WARNING),
)


_DAY, _LATER = date(2024, 11, 25), date(2024, 12, 2)
_EDITED = (
    (Piece.SKIPPED, ""),
    (Piece.SAME, " grinds corn with"),
    (Piece.GONE, " <b>wind</b>"),
    (Piece.ADDED, " {{ water }} & _tides_"),
    (Piece.SAME, "."),
)
HISTORY = History(
    articles=(
        Remembered(id="hidden-fears", state=Fate.PRIVATE),
        Remembered(id="how-a-tide-mill-works", title="How a Tide Mill Works", source="x.md", text="1"),
        Remembered(id="mill", title="Mill", state=Fate.MOVED, into="how-a-tide-mill-works"),
        Remembered(id="old-news", title="Old news", state=Fate.WITHDRAWN),
    ),
    changes=(
        Change(day=_DAY, kind=Kind.BEGUN, count=7),
        Change(
            day=_LATER,
            kind=Kind.REVISED,
            id="how-a-tide-mill-works",
            was="How a *Mill* Works",
            difference=Difference(
                paragraphs=(_EDITED, ((Piece.ADDED, "<script>alert(1)</script>"),)), more=2
            ),
        ),
        Change(day=_LATER, kind=Kind.MOVED, id="mill", into="how-a-tide-mill-works"),
        Change(day=_LATER, kind=Kind.WITHDRAWN, id="hidden-fears"),
        Change(day=_LATER, kind=Kind.WITHDRAWN, id="old-news"),
        Change(day=_LATER, kind=Kind.TOPIC_NEW, id="silt", name="Silt & mud"),
        Change(day=_LATER, kind=Kind.TOPIC_RENAMED, id="power", name="Power", was="Might"),
        Change(day=_LATER, kind=Kind.TOPIC_MERGED, id="mud", name="Mud", into="silt"),
        Change(day=_LATER, kind=Kind.TOPIC_GONE, id="tin", name="Tin"),
    ),
    archive=("1999", "2024"),
)


def sample_site(root: Path, **settings: object) -> Site:
    """Return the sample; `root` is the folder of the site, whose `templates` would win."""
    return Site(
        corpus=Corpus(
            analyses={one.article.id: one for one in sorted(ANALYSES, key=lambda one: one.article.id)},
            topics=TOPICS,
            related=RELATED,
            mentions=MENTIONS,
            backlinks=BACKLINKS,
            redirects={"mud": "silt", "pit-coal": "coal"},
        ),
        settings=Settings(
            title="Mills & Tides",
            description="Notes on the oldest engine of the sea.",
            url="https://mills.example/",
            excerpt_words=40,
            root=root,
            **settings,  # type: ignore[arg-type]
        ),
        problems=PROBLEMS,
        intro="What the sea does for nothing, **collected**.",
        history=HISTORY,
        retired=("tin",),
    )
