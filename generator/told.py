"""What is told of one source file at every build."""

from collections.abc import Callable

import msgspec
from msgspec import structs

from generator.corpus.facts import Facts, Rest
from generator.corpus.far import Far
from generator.sources.outcome import Outcome


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one source file, but for what its article says."""

    outcome: Outcome
    """Its article is without its blocks."""
    facts: Facts | None


Bytes = bytes | memoryview


class Telling:
    """Tells what was kept of files; what is kept apart of each is brought when it is asked for."""

    def __init__(self, bring: Callable[[str], Rest]) -> None:
        """Take what brings it by its key."""
        self._bring = bring
        self._far = Far(bring, "")
        self._decode = msgspec.msgpack.Decoder(Told, dec_hook=lambda *_: self._far).decode

    def kept(self, key: str, data: Bytes) -> Told:
        """Return what was kept under a key."""
        return self._told(data, Far(self._bring, key))

    def new(self, data: Bytes, apart: Bytes) -> Told:
        """Return what was just found, with what is to be kept apart of it."""
        return self._told(data, Far.at_hand(rest_in(apart) if apart else None))

    def _told(self, data: Bytes, far: Far) -> Told:
        """Return what data tell, with the article back in its outcome: it is kept once."""
        self._far = far
        told = self._decode(data)
        if told.facts is None:
            return told
        return Told(outcome=structs.replace(told.outcome, article=told.facts.head), facts=told.facts)


rest_in = msgspec.msgpack.Decoder(Rest).decode


def as_bytes(told: Told) -> tuple[bytes, bytes]:
    """Return what is told of a file as bytes, and what is kept apart of it."""
    return _near(told), msgspec.msgpack.encode(told.facts.far.rest) if told.facts else b""


_near = msgspec.msgpack.Encoder(enc_hook=lambda _: None).encode
"""Leaves out what is far."""
