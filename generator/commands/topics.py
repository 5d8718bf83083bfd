"""The commands on topics: they show and propose; `topics.yml` is changed by its editor alone."""

import difflib
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import click
import yaml

from generator.collecting import collect, load_lock
from generator.commands.common import FILE, common, options_of, progress_of, say, settings_of
from generator.config import SETTINGS_FILE, Settings, load_settings
from generator.corpus.gather import gather
from generator.corpus.lock import LockEntry, State
from generator.corpus.proposals import Proposals, make_proposals, passages_of
from generator.editor import TOPICS_FILE, EditedTopic, load_editor
from generator.errors import DigestError
from generator.model import Corpus, Quote, Topic, TopicKind
from generator.text import fold, headed, plural, slugify

MORE = 1.5
"""Proposals are looked for among so many times as many topics."""
MOST = 20
"""So many proposals of a kind are shown."""
QUOTE = 140
"""So many characters of a sentence are shown."""

_config = click.option(
    "--config",
    type=FILE,
    metavar="FILE",
    help=f"The settings; else {SETTINGS_FILE} here or above.",
)


@click.group(invoke_without_command=True)
@common
@click.pass_context
def topics(context: click.Context, /, **given: object) -> None:
    """List the topics, or propose, rename, merge, pin and forbid them.

    Topics are changed in topics.yml, which only its editor writes: the commands print what to put there.
    """
    if context.invoked_subcommand is None:
        context.invoke(list_topics, **given)
    elif any(given.values()):
        raise click.UsageError(f"put the options after `{context.invoked_subcommand}`")


@topics.command(name="list")
@common
def list_topics(**given: Any) -> None:  # noqa: ANN401 - the common options are of several types
    """List the topics with how much there is of each, and an example."""
    settings = settings_of(given)
    found = collect(settings, options_of(given), progress_of({**given, "quiet": True}))
    corpus = found.gathered.corpus
    for topic in corpus.topics:
        click.echo(f"{topic.id}  {_counted(topic)}  {topic.name} ({topic.kind})")
        if not given.get("quiet"):
            click.echo(f"    {_example(corpus, topic)}")
    for entry in found.gathered.lock.entries:
        if entry.state is State.MERGED:
            click.echo(f"{entry.id}  merged into {entry.into}")


@topics.command()
@common
def propose(**given: Any) -> None:  # noqa: ANN401 - the common options are of several types
    """Print what could be settled in topics.yml, with the evidence, ready to be pasted.

    New topics, parts that a topic could be split into, topics that may be one, and likely
    misspellings of names. Nothing is changed.
    """
    settings = settings_of(given)
    found = collect(settings, options_of(given), progress_of({**given, "quiet": True}))
    corpus = found.gathered.corpus
    editor = load_editor(settings.root)
    wider = gather(
        tuple(corpus.analyses.values()),
        editor=editor,
        lock=found.gathered.lock,
        settings=replace(settings, max_topics=round(len(corpus.topics) * MORE) + 4),
    )
    proposals = make_proposals(corpus, wider.corpus, {topic.id for topic in editor.topics})
    lines = list(_proposed(corpus, wider.corpus, proposals))
    for line in lines:
        click.echo(line)
    copy = "Copy what you agree with into topics.yml, each under its heading: a heading stands there once."
    say(f"# {copy if lines else 'There is nothing to propose.'}", given)


@topics.command()
@click.argument("topic")
@click.argument("name")
@_config
def rename(topic: str, name: str, **given: Any) -> None:  # noqa: ANN401 - options of several types
    """Print how to give TOPIC another NAME; its address stays."""
    settings = load_settings(given["config"])
    before = _published(settings, topic)
    for other in _known(settings).values():
        if other.id != topic and other.name.casefold() == fold(name).casefold():
            click.echo(f"# {fold(name)} is the name of {other.id}, too: merge one into the other instead.")
    entry = replace(
        before, name=_something(name), aliases=tuple(sorted({*before.aliases, before.name} - {name}))
    )
    _print("topics", _entry(topic, _fields(entry)))


@topics.command()
@click.argument("topic")
@_config
def pin(topic: str, **given: Any) -> None:  # noqa: ANN401 - options of several types
    """Print how to keep TOPIC with its name whatever the articles say; a new name makes a new topic."""
    settings = load_settings(given["config"])
    known = _known(settings, merged=True)
    entry = known.get(topic) or known.get(slugify(topic))
    name = _something(topic)
    entry = entry or EditedTopic(id=slugify(topic), name=name)
    _print("topics", _entry(entry.id, _fields(entry)))


@topics.command()
@click.argument("old")
@click.argument("into")
@_config
def merge(old: str, into: str, **given: Any) -> None:  # noqa: ANN401 - options of several types
    """Print how to merge topic OLD into topic INTO; the old address leads to the new one."""
    settings = load_settings(given["config"])
    _published(settings, old)
    _published(settings, into)
    if old == into:
        raise DigestError(f"{old}: give two different topics")
    if old in {topic.id for topic in load_editor(settings.root).topics}:
        click.echo(f"# Take {old} out of the topics there: what goes into another has no entry.")
    _print("merge", _entry(old, into))


@topics.command()
@click.argument("phrase")
@_config
def forbid(phrase: str, **given: Any) -> None:  # noqa: ANN401 - options of several types
    """Print how to keep PHRASE, or the topic of that id, from ever being a topic."""
    known = _known(load_settings(given["config"])).get(phrase)
    _print("never", f"  - {_inline(known.name if known else _something(phrase))}")


def _something(text: str) -> str:
    """Return what was given, folded; raises UsageError if there are no words in it."""
    if not any(map(str.isalnum, text)):
        raise click.UsageError(f"{text!r} has no words: give a name or a phrase")
    return fold(text)


def _known(settings: Settings, *, merged: bool = False) -> dict[str, EditedTopic]:
    """Return the topics of the lock, those that were merged if wanted, and over them the editor's, by id."""
    lock = load_lock(settings.root).entries
    entries = [entry for entry in lock if merged or entry.state is not State.MERGED]
    known = {entry.id: _as_edited(entry) for entry in entries}
    for topic in load_editor(settings.root).topics:
        before = known.get(topic.id, EditedTopic(id=topic.id, name=headed(topic.id)))
        known[topic.id] = replace(topic, name=topic.name or before.name, kind=topic.kind or before.kind)
    return known


def _as_edited(entry: LockEntry) -> EditedTopic:
    return EditedTopic(id=entry.id, name=entry.name, kind=entry.kind)


def _published(settings: Settings, id_: str) -> EditedTopic:
    known = _known(settings)
    if id_ in known:
        return known[id_]
    nearest = difflib.get_close_matches(id_, known, n=1)
    hint = f"did you mean {nearest[0]!r}?" if nearest else "digest topics lists them"
    raise DigestError(f"{id_}: there is no such topic; {hint}")


def _fields(topic: EditedTopic) -> dict[str, object]:
    fields: dict[str, object] = {"name": topic.name}
    if topic.aliases:
        fields["aliases"] = list(topic.aliases)
    if topic.kind and topic.kind is not TopicKind.CONCEPT:
        fields["kind"] = str(topic.kind)
    if topic.parent:
        fields["parent"] = topic.parent
    return fields


def _print(heading: str, entry: str) -> None:
    click.echo(f"# Put this into {TOPICS_FILE}, below the heading if it is there:\n{heading}:\n{entry}")


def _entry(key: str, value: object) -> str:
    """Return a line of a YAML mapping, two spaces in."""
    return f"  {_inline(key)}: {_inline(value)}"


def _inline(value: object) -> str:
    """Return a value as YAML on one line, quoted where it must be."""
    text = yaml.safe_dump([value], default_flow_style=True, allow_unicode=True, sort_keys=False, width=10**6)
    return text.strip()[1:-1]


def _proposed(corpus: Corpus, wider: Corpus, proposals: Proposals) -> Iterable[str]:
    """Yield the lines of a YAML file that says what is proposed, and why in its comments."""
    new = [(topic, "") for topic in proposals.new]
    parts = [(part, whole.id) for part, whole in proposals.parts]
    if new or parts:
        yield "topics:"
    for topic, whole in [*new[:MOST], *parts[:MOST]]:
        yield f"  # {'a part of ' + whole + ': ' if whole else ''}{_counted(topic)}: {_example(wider, topic)}"
        entry = EditedTopic(id=topic.id, name=topic.name, kind=topic.kind, parent=whole)
        yield _entry(topic.id, _fields(entry))
    if proposals.merges:
        yield "merge:"
    for one in proposals.merges[:MOST]:
        every = plural(len(passages_of(one.old)), "passage")
        yield f"  # {one.shared} of its {every} are of {fold(one.into.name)} too"
        yield _entry(one.old.id, one.into.id)
    if proposals.misspellings:
        yield "corrections:"
    for slip in proposals.misspellings[:MOST]:
        yield f"  # {slip.why}: {slip.times[0]} against {slip.times[1]}: {_quoted(corpus, slip.seen)}"
        yield _entry(slip.wrong, slip.right)


def _counted(topic: Topic) -> str:
    articles, passages = len(topic.coverage), len(passages_of(topic))
    return f"{plural(articles, 'article')}, {plural(passages, 'passage')}"


def _example(corpus: Corpus, topic: Topic) -> str:
    if not topic.coverage:
        return "no article speaks of it now"
    most = max(topic.coverage, key=lambda one: (bool(one.quotes), one.weight, one.article))
    return _quoted(corpus, Quote(article=most.article, sentence=next(iter(most.quotes), -1)))


def _quoted(corpus: Corpus, quote: Quote) -> str:
    """Return a sentence on one line, with where it stands."""
    analysis = corpus.analyses[quote.article]
    if quote.sentence < 0:
        return analysis.article.source
    span = analysis.sentences[quote.sentence]
    text = fold(analysis.article.blocks[span.block].text[span.start : span.end])
    short = text if len(text) <= QUOTE else text[: QUOTE - 1].rstrip() + "…"
    return f"“{short}” ({analysis.article.source})"
