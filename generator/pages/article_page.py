"""The page of one article: in brief, its text by its publish policy, and what is close to it."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby

from msgspec import structs
from msgspec.structs import replace

from generator.model import NOTE, Analysis, Backlink, Block, BlockKind, MarkKind, Related
from generator.pages.blocks import Ink, Inked, anchored, labelled, render_blocks
from generator.pages.cards import Desk, full_byline, place, shown_title
from generator.pages.filters import Markdown, escape, link, path, url
from generator.pages.fragments import text_fragment
from generator.pages.inline import (
    Layer,
    corrected,
    corrections_made,
    fix_layers,
    key_layer,
    link_layer,
    weave,
)
from generator.pages.page_head import article_head
from generator.pages.saying import in_words, named, say
from generator.pages.showing import Showing, runs
from generator.pages.site import Shelf, sentences_in
from generator.pages.story_box import story_box
from generator.pages.views import ArticleView, MentionCard, RelatedCard, Sentence
from generator.wording import Wording

GAP = Markdown('<span class="dp-gap">&#91;…&#93;</span>')
"""Stands for words left out."""
_OUTLINE = 3
"""So many headings make a table of contents worth its place."""


def article_view(shelf: Shelf, article: str) -> ArticleView:
    """Return the view of one article's page."""
    desk = Desk(shelf=shelf, base="../")
    analysis = shelf.analysis(article)
    it, showing = analysis.article, shelf.showing[article]
    wording = desk.wording
    ink = _ink(shelf, analysis, wording)
    inked = _inked(desk, analysis, showing)
    return ArticleView(
        head=article_head(shelf, it, _description(analysis)),
        title=weave(it.title, fix_layers(it.title, it.corrections, wording)) or escape(it.id),
        byline=full_byline(wording, it),
        summary=tuple(_own(desk, article, sentence) for sentence in analysis.summary),
        topics=tuple(desk.chip(topic) for topic in shelf.topics_of.get(article, ())),
        text=render_blocks(inked[: showing.blocks], ink),
        cut=showing.blocks < len(it.blocks),
        quoted=_quoted(analysis, showing, inked, ink),
        original=url(it.url),
        original_name=named(wording, place(it)) or say(wording, "the_original"),
        corrections=_corrections(analysis, showing, wording),
        story=story_box(desk, article),
        related=tuple(_related(desk, article, one) for one in shelf.site.corpus.related.get(article, ())),
        mentioned=_mentioned(desk, shelf.site.corpus.backlinks.get(article, ())),
        language=desk.foreign(it),
        outline=_headings(it.blocks[: showing.blocks]) >= _OUTLINE,
    )


def _ink(shelf: Shelf, analysis: Analysis, wording: Wording) -> Ink:
    it, showing = analysis.article, shelf.showing[analysis.article.id]
    shown = list(zip(it.blocks[: showing.blocks], showing.anchors, strict=False))
    notes = {f"{NOTE}{one.number}": anchor for one, anchor in shown if one.kind is BlockKind.NOTE}
    back = {
        mark.target: anchor for one, anchor in reversed(shown) for mark in one.marks if mark.target in notes
    }
    return Ink(
        corrections=it.corrections,
        links=_links(shelf, analysis) | {target: path(f"#{anchor}") for target, anchor in notes.items()},
        wording=wording,
        back={int(target.removeprefix(NOTE)): anchor for target, anchor in back.items()},
    )


def _own(desk: Desk, article: str, sentence: int) -> Sentence:
    """Return a sentence of the page's own article, which leads to its place below."""
    anchor = desk.shelf.showing[article].anchor(desk.shelf.analysis(article).sentences[sentence].block)
    return replace(desk.sentence(article, sentence), href=path(f"#{anchor}"))


def _description(analysis: Analysis) -> str:
    if not analysis.summary:
        return shown_title(analysis.article)
    span = analysis.sentences[analysis.summary[0]]
    sentence = analysis.article.blocks[span.block].text[span.start : span.end]
    return corrected(sentence, analysis.article.corrections)


def _headings(blocks: tuple[Block, ...]) -> int:
    return sum(block.kind is BlockKind.HEADING for block in blocks)


def _links(shelf: Shelf, analysis: Analysis) -> dict[str, Markdown]:
    """Return where the article's relative links lead: only other articles of the collection."""
    written = {
        mark.target
        for block in analysis.article.blocks
        for marks in (block.marks, *(cell.marks for row in block.rows for cell in row))
        for mark in marks
        if mark.kind is MarkKind.LINK
    }
    found = ((target, shelf.linked(analysis.article.source, target)) for target in sorted(written))
    return {target: path(f"../articles/{article}.md") for target, article in found if article}


def _inked(desk: Desk, analysis: Analysis, showing: Showing) -> list[Inked]:
    layers = _layers(desk, analysis)
    level = 1
    found = []
    for position, block in enumerate(analysis.article.blocks):
        shown = block
        if block.kind is BlockKind.HEADING:
            level = max(2, min(block.level, level + 1))
            shown = structs.replace(block, level=level)
        found.append(
            Inked(block=shown, anchor=showing.anchors[position], layers=tuple(layers.get(position, ())))
        )
    return found


def _layers(desk: Desk, analysis: Analysis) -> dict[int, list[Layer]]:
    """Return, by block, the marks of the summary's sentences and the links to topics."""
    found: defaultdict[int, list[Layer]] = defaultdict(list)
    for position in analysis.summary:
        span = analysis.sentences[position]
        found[span.block].append(key_layer(span.start, span.end))
    for mention in desk.shelf.site.corpus.mentions.get(analysis.article.id, ()):
        span = mention.span
        layer = link_layer(span.start, span.end, desk.topic_href(mention.topic), "{ .dp-topic }")
        found[span.block].append(layer)
    return found


def _quoted(analysis: Analysis, showing: Showing, inked: list[Inked], ink: Ink) -> Markdown:
    parts = (_quoted_block(analysis, group, inked, ink) for group in showing.quoted)
    return Markdown("\n\n".join(parts))


def _quoted_block(analysis: Analysis, group: tuple[int, ...], inked: list[Inked], ink: Ink) -> str:
    sentences = analysis.sentences
    it = inked[sentences[group[0]].block]
    layers = ink.layers(it)
    shown = [
        ink.line(it.block.text, layers, sentences[first].start, sentences[last].end)
        for first, last in runs(analysis, group)
    ]
    begun = sentences[group[0]].start > 0
    ends = sentences[group[-1]].end >= len(it.block.text)
    line = f" {GAP} ".join(shown)
    quote = Markdown(f"{f'{GAP}&nbsp;' if begun else ''}{line}{'' if ends else f'&nbsp;{GAP}'}")
    original = text_fragment(analysis, group[0])
    there = f" {link(say(ink.wording, 'in_original'), original, 'dp-context')}" if original else ""
    return anchored(labelled(quote, it.block.speaker) + there, it.anchor)


def _corrections(analysis: Analysis, showing: Showing, wording: Wording) -> Markdown:
    it = analysis.article
    texts = [it.title, *(it.blocks[position].text for position in sorted(showing.present))]
    made = corrections_made(texts, it.corrections)
    told = {old: say(wording, "correction", new=new, old=old) for old, new in made}
    return in_words(wording, told, told.__getitem__)


def _related(desk: Desk, article: str, related: Related) -> RelatedCard:
    shelf = desk.shelf
    here_anchor = shelf.showing[article].passages[related.here]
    there_anchor = shelf.showing[related.article].passages[related.there]
    return RelatedCard(
        card=desk.card(related.article),
        because=in_words(desk.wording, related.because),
        here=Markdown(f"#{here_anchor}" if here_anchor else ""),
        there=desk.article_href(related.article, there_anchor) if there_anchor else Markdown(""),
    )


def _mentioned(desk: Desk, backlinks: tuple[Backlink, ...]) -> tuple[MentionCard, ...]:
    return tuple(
        MentionCard(card=desk.card(article), sentences=tuple(_linking(desk, list(links))))
        for article, links in groupby(backlinks, lambda one: one.article)
    )


def _linking(desk: Desk, links: list[Backlink]) -> Iterator[Sentence]:
    for link_ in links:
        analysis = desk.shelf.analysis(link_.article)
        yield from (desk.sentence(link_.article, s) for s in sentences_in(analysis, link_.span))
