"""From the articles folder to the collection: read, analysed, gathered; nothing is written but the cache."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module
from itertools import chain
from pathlib import Path

import msgspec
from msgspec import Struct

from generator import cache
from generator.ahead import Seen
from generator.config import LOCK_FILE, Settings, site_language
from generator.corpus.facts import Facts, Rest, mark_of_all, rest_of
from generator.corpus.gather import Gathered, gather
from generator.corpus.lock import Lock, parse_lock, set_right
from generator.corpus.shelf import Fetched
from generator.editor import Editor, load_editor
from generator.errors import DigestError
from generator.executors import executor
from generator.ledger import Inputs, may_be_private
from generator.memory import FILE as MEMORY_FILE
from generator.memory import Memory
from generator.mirror import bring
from generator.model import Analysis, Article, Problem, Severity
from generator.parallel import available_cores, away
from generator.remote import shown
from generator.run import Options, Progress
from generator.shared import pull, push
from generator.sources.discover import SourceFile, carried, find_sources
from generator.sources.identity import settle_ids
from generator.sources.outcome import Outcome
from generator.stamps import hashes_of
from generator.theming import two_tongues
from generator.told import Telling, Told, rest_in
from generator.ways import Way
from generator.wording import Wording, load_wording


class Work(Struct, frozen=True, kw_only=True):
    """What came of the source files, one for each."""

    told: Sequence[Told]
    analyses: Sequence[Analysis]
    """Fetched when they are asked for; only those of files that hold an article may be."""
    gone: Callable[[], Iterator[Facts]]
    """Returns the facts of articles that the cache still holds and no file has any more."""
    keys: Sequence[str]
    """Under which the cache keeps what came of them."""
    fresh: bool
    """Some are new there."""


class Collected(Struct, frozen=True, kw_only=True):
    """The collection, read and gathered, before anything is written."""

    inputs: Inputs
    gathered: Gathered
    lock: Lock
    """As it was before."""
    sources: int
    """Source files found."""
    private: tuple[SourceFile, ...]
    failed: frozenset[str]
    """Source files that could not be read."""
    problems: tuple[Problem, ...]
    """Those that the site may name, sorted."""
    hidden: tuple[Problem, ...]
    """Those of private articles, and of files that may be meant to be private."""
    wording: Wording
    """The words that the site speaks around the articles."""


def brought(settings: Settings, progress: Progress) -> tuple[Problem, ...]:
    """Bring the articles here if they lie at an address; return what was left out. Raises DigestError."""
    if not settings.articles_at:
        return ()
    progress("Bringing articles", 0, 0)
    most = settings.max_megabytes * 1_000_000
    return away(partial(bring, settings.articles_at, settings.cache, max_bytes=most))


def collect(
    settings: Settings,
    options: Options,
    progress: Progress,
    *,
    left: tuple[Problem, ...] | None = None,
    seen: Seen | None = None,
) -> Collected:
    """Read, analyse and gather the articles; write nothing but the cache. Raises DigestError.

    `left` is what was left out when the articles were brought here, if they were; `seen` is what somebody
    just found in their folder.
    """
    left = brought(settings, progress) if left is None else left
    wording = load_wording(site_language(settings), settings.root)
    editor = load_editor(settings.root)
    lock = load_lock(settings.root)
    seen = seen or _seen(settings)
    files, odd = seen.found
    unreadable = tuple(sorted({*left, *odd}))
    work = work_on(seen, settings, editor, options, progress)
    outcomes = tuple(one.outcome for one in work.told)
    articles, clashes = settle_ids(outcomes)
    kept = {article.source for article in articles}
    places = [at for at, one in enumerate(outcomes) if one.article and one.source in kept]
    progress("Finding topics", 0, 0)
    analyses = work.analyses  # which are asked for longer than the facts that came with them
    memory = Memory(settings.cache / MEMORY_FILE, version=cache.code_version())
    gathered = gather(
        Fetched(len(places), lambda at: analyses[places[at]], at_hand=0),
        facts=[facts for at in places if (facts := work.told[at].facts)],
        editor=editor,
        lock=set_right(lock, editor.corrections, settings.language or "en"),
        settings=settings,
        publish_new=options.publish_new,
        jobs=options.jobs or available_cores(),
        memory=memory,
        gone=work.gone,
    )
    memory.save()
    if work.fresh:
        cache.keep_only(settings.cache, work.keys)
    told, hidden = _problems(files, outcomes)
    problems = {
        *unreadable,
        *told,
        *clashes,
        *gathered.problems,
        *_emptiness(settings, seen),
        *two_tongues(settings),
    }
    return Collected(
        inputs=Inputs(
            files=files,
            outcomes=outcomes,
            words={facts.head.source: facts.words for one in work.told if (facts := one.facts)},
            unreadable=unreadable,
            clashes=clashes,
        ),
        gathered=gathered,
        lock=lock,
        sources=len(files) + sum(problem.severity is Severity.ERROR for problem in unreadable),
        private=tuple(file for file, one in zip(files, outcomes, strict=True) if one.private),
        failed=frozenset(
            [problem.where for problem in unreadable]
            + [one.source for one in outcomes if not one.private and not one.article]
        ),
        problems=tuple(sorted(problems)),
        hidden=hidden,
        wording=wording,
    )


def _emptiness(settings: Settings, seen: Seen) -> tuple[Problem, ...]:
    """Return what is said of a folder without articles: all that was published is taken for withdrawn."""
    if any(seen.found):
        return ()
    message = "no article lies in this folder: put some there, or name another folder"
    where = shown(settings.articles_at) or f"{settings.articles.name}/"
    return (Problem(where=where, message=message, severity=Severity.WARNING),)


def _problems(
    files: Sequence[SourceFile], outcomes: Sequence[Outcome]
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Return the problems of the files that the site may name, and those of the others."""
    told: list[Problem] = []
    hidden: list[Problem] = []
    for file, one in zip(files, outcomes, strict=True):
        silent = one.private or (one.article is None and may_be_private(file))
        (hidden if silent else told).extend(one.problems)
    return tuple(told), tuple(hidden)


def _seen(settings: Settings) -> Seen:
    """Look at the folder of the articles. Raises DigestError."""
    return Seen(find_sources(settings.articles, max_bytes=settings.max_megabytes * 1_000_000))


def find_originals(settings: Settings, options: Options, progress: Progress) -> tuple[Article, ...]:
    """Return the articles that come from an address, without blocks; private ones left out.

    Raises DigestError.
    """
    brought(settings, progress)
    work = work_on(_seen(settings), settings, load_editor(settings.root), options, progress)
    articles, _ = settle_ids([one.outcome for one in work.told])
    return tuple(article for article in articles if article.url)


def work_on(seen: Seen, settings: Settings, editor: Editor, options: Options, progress: Progress) -> Work:
    """Read and analyse every file, taking from the cache what has not changed; what is new goes there.

    What is not asked for any more stays there.

    Raises DigestError if the cache cannot be written.
    """
    files, way = seen.found[0], Way.of(settings, editor)
    keys = [
        way.key(file.source, content) if content else ""
        for file, content in zip(files, hashes_of(files, settings.cache), strict=True)
    ]
    kept = _Kept(files, keys, way, settings.cache)
    telling = Telling(kept.rest)
    known = _known(settings, [key for key in keys if key], telling)
    missing = [at for at, key in enumerate(keys) if key not in known]
    done = seen.ahead() if missing else {}
    ready = [(at, done[keys[at]]) for at in missing if keys[at] in done]
    left = [at for at in missing if keys[at] not in done]
    made = chain(ready, zip(left, _spread([files[at] for at in left], way, options), strict=True))
    fresh: dict[int, Told] = {}
    for at, entry in _saved(made, keys, settings.cache):
        fresh[at] = telling.new(entry.told, entry.apart)
        if not keys[at]:
            kept.loose[at] = entry.whole
        progress("Reading articles", len(files) - len(missing) + len(fresh), len(files))
    if settings.cache_at and missing:
        away(push, settings.cache_at, settings.cache, [keys[at] for at in missing if keys[at]])
    told = [fresh[at] if at in fresh else known[key] for at, key in enumerate(keys)]
    kept.marks = [one.facts.mark if one.facts else b"" for one in told]
    used = [key for key in keys if key]
    return Work(
        told=told,
        analyses=Fetched(len(files), kept.analysis),
        gone=partial(_gone, settings.cache, used, telling),
        keys=used,
        fresh=bool(missing),
    )


def _gone(folder: Path, used: Sequence[str], telling: Telling) -> Iterator[Facts]:
    for key, data in cache.load_others(folder, used).items():
        with suppress(ValueError):  # of another version of this program
            if facts := telling.kept(key, data).facts:
                yield facts


class _Kept:
    """What is kept of the files: fetched when it is asked for, and made again where the cache lost it."""

    def __init__(self, files: Sequence[SourceFile], keys: Sequence[str], way: Way, folder: Path) -> None:
        self._files, self._keys, self._way = files, keys, way
        self._whole = cache.Whole(folder)
        self._decode = msgspec.msgpack.Decoder(Analysis).decode
        self.loose: dict[int, bytes] = {}
        """The analyses of files that have no key."""
        self.marks: Sequence[bytes] = ()
        """Of each analysis."""

    def analysis(self, at: int) -> Analysis:
        """Return the analysis of a file. Raises DigestError if it is lost, and the file has changed."""
        there = self.loose[at] if at in self.loose else self._whole.read(self._keys[at])
        return self._decode(there or self._again(at))

    def rest(self, key: str) -> Rest:
        """Return what is kept apart under a key. Raises DigestError in the same way."""
        there = self._whole.apart(key)
        return rest_in(there) if there else rest_of(self.analysis(self._keys.index(key)))

    def _again(self, at: int) -> bytes:
        analysis = _work_on_one(self._files[at], way=self._way).whole
        if mark_of_all(analysis) != self.marks[at]:
            name = self._files[at].source
            raise DigestError(f"{name}: changed while the site was being built; run again")
        return analysis


AT_ONCE = 256
"""So many results are written to the cache at a time."""


def _saved(
    made: Iterable[tuple[int, cache.Entry]], keys: Sequence[str], folder: Path
) -> Iterator[tuple[int, cache.Entry]]:
    """Yield results as they are made, by the places of their files; those that have a key go to the cache."""
    waiting: dict[str, cache.Entry] = {}
    for at, entry in made:
        if keys[at]:
            waiting[keys[at]] = entry
        if len(waiting) == AT_ONCE:
            cache.save(folder, waiting)
            waiting.clear()
        yield at, entry
    if waiting:
        cache.save(folder, waiting)


def _known(settings: Settings, keys: Sequence[str], telling: Telling) -> dict[str, Told]:
    """Return what is told of the results that the cache holds, or the one that machines share."""
    known = cache.load_as(telling.kept, settings.cache, keys)
    missing = [key for key in keys if key not in known]
    if settings.cache_at and missing:
        away(pull, settings.cache_at, settings.cache, missing)
        known |= cache.load_as(telling.kept, settings.cache, missing)
    return known


def _spread(files: Sequence[SourceFile], way: Way, options: Options) -> Iterator[cache.Entry]:
    """Yield what comes of each file, in order; no cluster is asked if there is nothing to do."""
    if files:
        import_module("generator.reading")  # once, before processes share the work
        work, limit = partial(_work_on_one, way=way), way.rules.max_bytes + 1
        with executor(options.executor, jobs=options.jobs or available_cores()) as where:
            yield from where.map(work, (carried(file, limit=limit) for file in files) if where.far else files)


def _work_on_one(file: SourceFile, *, way: Way) -> cache.Entry:
    """Read and analyse a file; what does so is loaded when there is one."""
    from generator.reading import work_on_one  # noqa: PLC0415

    return work_on_one(file, way=way)


def load_lock(folder: Path) -> Lock:
    """Return a folder's memory of every published topic; empty before the first build. Raises DigestError."""
    path = folder / LOCK_FILE
    return parse_lock(path.read_bytes(), str(path)) if path.exists() else Lock()
