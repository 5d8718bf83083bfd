"""Reading: one file to what is kept of it; whoever needs this loads all readers' common ground."""

from msgspec import structs
from msgspec.msgpack import encode

from generator.analysis.analyse import analyse
from generator.cache import Entry
from generator.corpus.facts import facts_of
from generator.sources.discover import SourceFile
from generator.sources.read import read_article
from generator.told import Told, as_bytes
from generator.ways import Way


def work_on_one(file: SourceFile, *, way: Way) -> Entry:
    """Return what is told of a file, and its analysis, if it has one."""
    outcome = read_article(file, way.rules)
    analysis = analyse(outcome.article, summary_sentences=way.sentences) if outcome.article else None
    encoded = encode(analysis) if analysis else b""
    facts = facts_of(analysis, encoded) if analysis else None
    told = Told(outcome=structs.replace(outcome, article=None), facts=facts)
    near, apart = as_bytes(told)
    return Entry(near, encoded, apart)
