"""What is told of one source file at every build."""

import msgspec
from msgspec import structs

from generator.corpus.facts import Facts
from generator.sources.outcome import Outcome


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one source file, but for what its article says."""

    outcome: Outcome
    """Its article is without its blocks."""
    facts: Facts | None


_decode = msgspec.msgpack.Decoder(Told).decode


def told_of(data: bytes | memoryview) -> Told:
    """Return what was kept, with the article back in its outcome: it is kept once."""
    told = _decode(data)
    if told.facts is None:
        return told
    return Told(outcome=structs.replace(told.outcome, article=told.facts.head), facts=told.facts)
