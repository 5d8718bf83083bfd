"""A small collection on mills, bees and type, written for the tests of the corpus."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from msgspec.structs import replace

from generator.analysis.analyse import analyse
from generator.config import Settings
from generator.corpus.gather import Gathered, gather
from generator.corpus.lock import Lock
from generator.editor import Editor
from generator.model import Analysis, Article, Block, BlockKind, Mark, MarkKind, Publish, Topic

TEXTS: Mapping[str, tuple[str, ...]] = {
    "tide mills": (
        "# The pond",
        "A tide mill fills its pond when the sea is high. The tide mill at Eling in Hampshire still grinds flour.",
        "# The wheel",
        "When the sea has fallen, the pond drives the water wheel. A water wheel of oak lasts for forty years.",
        "Millers at a tide mill worked at night as often as by day, because the moon set the hours.",
    ),
    "wind mills": (
        "A wind mill turns its cap into the wind. Ada Merrow repaired the cap of the mill at Thaxted in Essex.",
        "# The stones",
        "French burr is the stone for wheat. Ada Merrow dresses each burr with a steel pick, and Merrow takes a day.",
        "The water wheel is older than the wind mill by a thousand years, and quieter.",
    ),
    "honey": (
        "# Heather",
        "Heather honey sets like jelly. Honey bees fly to the heather in August, and honey bees work it until dusk.",
        "# Clover",
        "Clover honey is pale. A colony of honey bees gathers it in June, where clover honey is still to be had.",
    ),
    "swarms": (
        "Honey bees swarm in May. A swarm of honey bees hangs in a tree until its scouts have found a hollow.",
        "# The scouts",
        "Scouts dance for the hollow that they like. Thomas Seeley at Cornell University counted the dances.",
        "Seeley found that honey bees seldom choose badly. The scouts that lost stop dancing.",
    ),
    "type": (
        "# Punches",
        "A punch is cut in steel. Matthew Carter cut the last punches for a serif typeface by hand.",
        "# Screens",
        "Matthew Carter drew Verdana for screens. A serif typeface needs more pixels than Verdana, said Carter.",
    ),
    "letters": (
        "A serif typeface is easier on paper. Verdana is wider than any serif typeface of its day.",
        "# Water",
        "Paper was made where a water wheel could beat the rags. The water wheel beat them for a day.",
    ),
}


def an_article(id_: str, texts: Sequence[str], **values: object) -> Article:
    """An article; a text that begins with `# ` is a heading, one with `> ` a quotation, one with `- ` an item of a list."""
    article = Article(
        id=id_,
        title=str(values.pop("title", id_.replace("-", " ").capitalize())),
        blocks=tuple(_block(text) for text in texts),
        language="en",
        published=date(2024, 1, 1),
        authors=(),
        url="",
        site="",
        source=f"{id_}.md",
        publish=Publish.FULL,
    )
    return replace(article, **values)


def _block(text: str) -> Block:
    if text.startswith("# "):
        return Block(kind=BlockKind.HEADING, text=text[2:], level=2)
    if text.startswith("> "):
        return Block(kind=BlockKind.QUOTE, text=text[2:], level=1)
    if text.startswith("- "):
        return Block(kind=BlockKind.ITEM, text=text[2:], level=1)
    return Block(kind=BlockKind.PARAGRAPH, text=text)


def linked(text: str, words: str, target: str) -> Block:
    """A paragraph with a link on some of its words."""
    start = text.index(words)
    mark = Mark(kind=MarkKind.LINK, start=start, end=start + len(words), target=target)
    return Block(kind=BlockKind.PARAGRAPH, text=text, marks=(mark,))


def an_analysis(id_: str, *texts: str, **values: object) -> Analysis:
    return analyse(an_article(id_, texts, **values), summary_sentences=2)


@cache
def library() -> tuple[Analysis, ...]:
    """The six articles, a month apart."""
    return tuple(
        an_analysis(name.replace(" ", "-"), *texts, published=date(2024, month, 1))
        for month, (name, texts) in enumerate(TEXTS.items(), 1)
    )


def gathered(
    analyses: Sequence[Analysis] | None = None,
    *,
    editor: Editor | None = None,
    lock: Lock | None = None,
    publish_new: bool = True,
    **settings: int,
) -> Gathered:
    return gather(
        library() if analyses is None else analyses,
        editor=editor or Editor(),
        lock=lock or Lock(),
        settings=Settings(**settings),  # type: ignore[arg-type]
        publish_new=publish_new,
    )


def by_id(found: Gathered) -> dict[str, Topic]:
    return {topic.id: topic for topic in found.corpus.topics}


def covering(topic: Topic) -> set[str]:
    return {one.article for one in topic.coverage}
