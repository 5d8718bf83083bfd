"""The page of one topic: in brief, its sources, and what each article says."""

from collections.abc import Iterator, Sequence

from generator.model import Analysis, Coverage, Publish, Topic
from generator.pages.cards import DOT, Desk
from generator.pages.feeds import has_feed
from generator.pages.filters import Markdown, escape, path
from generator.pages.page_head import topic_head
from generator.pages.plots import Timeline, spark, timeline
from generator.pages.saying import in_words, say, spoken
from generator.pages.showing import runs
from generator.pages.site import Shelf
from generator.pages.views import Chip, Passages, TopicView
from generator.wording import Wording

WITH_PASSAGES = 30
BY_TITLE = 200
_PASSAGE_WORDS = 80
_FULL, _STOPS = 6, frozenset(".!。！।۔")
"""A full sentence has so many words, and one of these ends it."""


def topic_view(shelf: Shelf, topic: Topic) -> TopicView:
    """Return the view of one topic's page."""
    desk = Desk(shelf=shelf, base="../")
    wording = desk.wording
    over_time = timeline((shelf.article(one).published for one in topic.coverage.articles), wording)
    references = tuple(dict.fromkeys(quote.article for quote in topic.summary))
    number = {article: position for position, article in enumerate(references, 1)}
    said = wording.text("topic_described", len(topic.coverage), topic=topic.name)
    further = topic.coverage.articles[WITH_PASSAGES : WITH_PASSAGES + BY_TITLE]
    return TopicView(
        head=topic_head(shelf, topic, said),
        name=escape(topic.name),
        trail=tuple(_trail(desk, topic)),
        facts=_facts(topic, over_time, wording),
        plot=spark(over_time),
        aliases=in_words(wording, other_names(topic.name, topic.aliases)),
        summary=tuple(desk.sentence(q.article, q.sentence, number[q.article]) for q in topic.summary),
        references=tuple(desk.card(article) for article in references),
        dated=any(shelf.article(article).published for article in references),
        passages=tuple(passages(desk, one) for one in topic.coverage.first(WITH_PASSAGES)),
        further=tuple(desk.title(one) for one in further),
        omitted=max(0, len(topic.coverage) - WITH_PASSAGES - BY_TITLE),
        feed=path(f"{topic.id}/feed.xml") if has_feed(shelf, topic) else Markdown(""),
        narrower=tuple(desk.chip(child) for child in shelf.narrower.get(topic.id, ())),
        related=tuple(desk.chip(one) for one in _related(shelf, topic)),
    )


def other_names(name: str, aliases: Sequence[str]) -> Iterator[str]:
    """Yield what else it is called, but for what only adds a version, a word or an ending to another one."""
    names = {one.casefold() for one in (name, *aliases)}
    for text in aliases:
        folded = text.casefold()
        added = (folded[len(one) :] for one in names if folded != one and folded.startswith(one))
        if not any(len(rest) <= ENDING or not rest[0].isalpha() for rest in added):
            yield text


ENDING = 2
"""Letters of an ending at most: `Golang` says more than `Go`."""


def _related(shelf: Shelf, topic: Topic) -> Iterator[Topic]:
    """Yield the related topics that the page does not name already as broader or narrower."""
    named = {topic.parent, *(child.id for child in shelf.narrower.get(topic.id, ()))}
    return (shelf.topics[one] for one in topic.related if one in shelf.topics and one not in named)


def _trail(desk: Desk, topic: Topic) -> Iterator[Chip]:
    return map(desk.chip, broader(desk.shelf, topic))


def broader(shelf: Shelf, topic: Topic) -> list[Topic]:
    """Return the broader topics of a topic, the broadest first; of a circle, each once."""
    found: list[Topic] = []
    seen = {topic.id}
    parent = shelf.topics.get(topic.parent)
    while parent and parent.id not in seen:
        seen.add(parent.id)
        found.insert(0, parent)
        parent = shelf.topics.get(parent.parent)
    return found


def _facts(topic: Topic, over_time: Timeline | None, wording: Wording) -> Markdown:
    count = say(wording, "count_articles", len(topic.coverage))
    return Markdown(f"{count}{DOT}{spoken(over_time.span())}") if over_time else count


def passages(desk: Desk, coverage: Coverage) -> Passages:
    """Return what an article says about a topic, in whole sentences, at most about 80 words.

    Where its text is not published in full, these are the chosen sentences and nothing else.
    """
    analysis = desk.shelf.analysis(coverage.article)
    chosen = coverage.quotes or first_sentence(analysis, coverage)
    if analysis.article.publish is Publish.FULL:
        chosen = grown(analysis, chosen, _PASSAGE_WORDS)
    found = runs(analysis, chosen)
    return Passages(
        card=desk.card(coverage.article),
        paragraphs=tuple(desk.sentences(coverage.article, first, last) for first, last in found),
    )


def first_sentence(analysis: Analysis, coverage: Coverage) -> tuple[int, ...]:
    """Return a sentence of the first passage, if it may be shown and there is one.

    It is the first that sums the article up, else the first full sentence, else the first.
    """
    if analysis.article.publish is not Publish.FULL or not coverage.passages:
        return ()
    passage = analysis.passages[coverage.passages[0]]
    inside = [n for n, s in enumerate(analysis.sentences) if passage.first <= s.block < passage.last]
    return tuple(sorted(inside, key=lambda n: (n not in analysis.summary, not _is_full(analysis, n), n))[:1])


def _is_full(analysis: Analysis, position: int) -> bool:
    """Tell whether a sentence has words enough and an end: `Yeah...` says nothing of any topic."""
    span = analysis.sentences[position]
    text = analysis.article.blocks[span.block].text[span.start : span.end]
    return len(text.split()) >= _FULL and text.rstrip("”\"’')]»")[-1:] in _STOPS and not text.endswith("...")


def grown(analysis: Analysis, chosen: tuple[int, ...], words: int) -> tuple[int, ...]:
    """Return the sentences with their neighbours in the same paragraph, as long as `words` suffice."""
    kept = set(chosen)
    room = words - sum(_length(analysis, position) for position in kept)
    for step in (1, -1):
        for start in chosen:
            position = start + step
            while _neighbours(analysis, position, start):
                if position not in kept:
                    room -= _length(analysis, position)
                    if room < 0:
                        return tuple(sorted(kept))
                    kept.add(position)
                position += step
    return tuple(sorted(kept))


def _neighbours(analysis: Analysis, position: int, other: int) -> bool:
    within = 0 <= position < len(analysis.sentences)
    return within and analysis.sentences[position].block == analysis.sentences[other].block


def _length(analysis: Analysis, position: int) -> int:
    span = analysis.sentences[position]
    return len(analysis.article.blocks[span.block].text[span.start : span.end].split())
