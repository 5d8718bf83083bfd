"""Gathering: from the analyses of all articles to topics, relations and links."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

from msgspec.msgpack import decode, encode
from msgspec.structs import replace

from generator.config import Settings
from generator.copies import meanwhile
from generator.corpus.bylines import names_of_authors, with_names
from generator.corpus.describing import Named
from generator.corpus.editing import Settled
from generator.corpus.evidence import Collection, keys_of, scan
from generator.corpus.facts import Facts, facts_of
from generator.corpus.fixtures import without_fixtures
from generator.corpus.lock import Lock, LockEntry, State, publish
from generator.corpus.mentions import find_all_mentions
from generator.corpus.profile import SMALL
from generator.corpus.relating import Found, relate
from generator.corpus.selecting import Orders
from generator.corpus.shelf import AT_HAND, Shelf, arranged, fetch_all
from generator.corpus.spreading import find_spread
from generator.corpus.topics import find_topics
from generator.editor import TOPICS_FILE, Editor
from generator.memory import Memory
from generator.model import Analysis, Article, Corpus, Problem, Severity, Topic
from generator.text import slugify, spaced


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The collection, and what is to be remembered and told."""

    corpus: Corpus
    articles: Mapping[str, Article]
    """By id, each without its blocks."""
    summaries: Mapping[str, tuple[int, ...]]
    """By id: those that are not what the article alone would give."""
    lock: Lock
    problems: tuple[Problem, ...]


def gather(  # noqa: PLR0913 - all but the first are named
    analyses: Sequence[Analysis],
    *,
    editor: Editor,
    lock: Lock,
    settings: Settings,
    publish_new: bool = True,
    jobs: int = 1,
    facts: Sequence[Facts] | None = None,
    memory: Memory | None = None,
    gone: Callable[[], Iterable[Facts]] = tuple,
) -> Gathered:
    """Return the corpus of these analyses, whatever their order, and the lock that remembers it.

    The analyses may be fetched one by one: none is held. `facts` are theirs, where they are known.
    What `memory` holds of earlier runs saves time and changes nothing; so do the facts of articles that
    were there in the last one and are `gone`.

    Every topic in the lock keeps its id, and its name unless the editor changes it. Gathering the same
    articles again with the lock that this returns changes nothing. With `publish_new` False no other
    topic is published. The result does not depend on `jobs`, the number of processes.
    """
    given = facts or tuple(map(facts_of, analyses))
    names = names_of_authors(given)
    given = [replace(one, head=with_names(one.head, names)) for one in given] if names else given
    order = sorted(range(len(given)), key=lambda at: given[at].head.id)
    shelf = arranged(analyses, given, order, names)
    given = [given[at] for at in order]
    memory = memory or Memory()
    if memory.is_new and len(order) <= AT_HAND:
        fetch_all(shelf.analyses)  # before this process is copied: every copy asks for nearly all of them
    spread = find_spread(given, memory, gone)
    collection = Collection(shelf.analyses, without_fixtures(given), shelf.marks, spread, lock.sample)
    orders = Orders(editor, lock, settings, publish_new=publish_new, jobs=jobs, memory=memory)
    _ = collection.links, collection.ranks, collection.sampled, collection.all_marks  # which both ask for
    work = partial(_relations, collection, orders)
    with meanwhile(work, jobs=jobs) as coming:
        named, settled = find_topics(collection, orders)
        mentions = find_all_mentions(collection, named, memory, jobs=jobs)
        found, used = decode(coming.wait(), type=tuple[Found, dict[bytes, bytes]])
    memory.take(used)
    relations = found.told(article.id for article in collection.heads)
    there = {one.topic.id for one in named}
    before = Lock(entries=lock.entries, sample=collection.sample)
    corpus = Corpus(
        analyses=Shelf([article.id for article in collection.heads], collection.analyses),
        topics=tuple(one.topic for one in named),
        related=relations.related,
        mentions=mentions,
        backlinks=relations.backlinks,
        redirects={old: into for old, into in settled.redirects.items() if into in there},
        stories=relations.stories,
    )
    unsaid = chain(_unsaid(editor, settled, there), _mismerged(collection, orders, settled, corpus.topics))
    return Gathered(
        corpus=corpus,
        articles={article.id: article for article in collection.heads},
        summaries={collection.heads[at].id: summary for at, summary in shelf.summaries.items()},
        lock=publish(before, _entries(named, large=len(analyses) >= SMALL), settled.redirects),
        problems=(*settled.problems, *unsaid) if publish_new else settled.problems,
    )


def _unsaid(editor: Editor, settled: Settled, there: Container[str]) -> Iterator[Problem]:
    """Yield a problem for each topic that the editor wants and no article names: it has no page."""
    for topic in editor.topics:
        if topic.id not in there and topic.id not in settled.redirects:
            name = settled.known[topic.id].name
            yield Problem(
                where=f"{TOPICS_FILE}: topics: {topic.id}",
                message=f"no article names {name!r}, so it has no page yet; add how articles write it "
                "to its aliases, or take it out",
                severity=Severity.WARNING,
            )


def _mismerged(
    collection: Collection, orders: Orders, settled: Settled, topics: Iterable[Topic]
) -> Iterator[Problem]:
    """Yield a problem for each merge of what was never a topic and nobody names: its id is a slip."""
    there = {entry.id for entry in orders.lock.entries if entry.name != entry.id or not entry.into}
    there |= {slugify(name) for topic in topics for name in (topic.name, *topic.aliases)}
    there |= {slugify(name) for head in collection.heads for name in (*head.topics, *head.tags)}
    languages = {head.language for head in collection.heads}
    for old, into in orders.editor.merge:
        keys = keys_of([spaced(old)], languages)
        if old in there or old not in settled.redirects or any(collection.columns.places(keys) >= 0):
            continue
        if not scan(collection, keys):
            yield Problem(
                where=f"{TOPICS_FILE}: merge: {old}",
                message=f"there is no topic {old!r}, and no article names it, so nothing comes to {into!r}; "
                "write the id of a topic (its address after /topics/), or take it out",
                severity=Severity.WARNING,
            )


def _relations(collection: Collection, orders: Orders) -> bytes:
    """Return what the articles are to one another, and what of the memory was used for that."""
    limit, memory = orders.settings.related_articles, orders.memory
    return encode((relate(collection, limit=limit, memory=memory, jobs=orders.jobs), memory.used()))


def _entries(named: Sequence[Named], *, large: bool) -> Iterator[LockEntry]:
    """Yield what the lock remembers of topics; which articles they hold, only in a large collection."""
    for one in named:
        topic = one.topic
        yield LockEntry(
            id=topic.id,
            name=topic.name,
            kind=topic.kind,
            keys=topic.keys,
            state=State.ACTIVE if topic.coverage else State.EMPTY,
            articles=tuple(sorted(topic.coverage.articles)) if large else (),
        )
