"""How articles write something, counted."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Self, TypeVar

from msgspec import Struct

from generator.corpus.evidence import Sight, forms_of
from generator.gazetteer import GIVEN_NAMES
from generator.model import TopicKind


class Tally(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """How articles write something, and as what, counted."""

    named: dict[str, int]
    """In how many places it is written in which form, where that is a name,"""
    plain: dict[str, int]
    """and where it is none."""
    votes: dict[TopicKind, int]
    """In how many places it is what kind of thing."""
    names: int
    """So many sights are of a name,"""
    others: int
    """and so many of none."""

    @classmethod
    def of(cls, sights: Sequence[Sight]) -> Self:
        """Return what some sights come to."""
        named = [sight for sight in sights if sight.named]
        plain = [sight for sight in sights if not sight.named]
        return cls(
            named=dict(forms_of(named)),
            plain=dict(forms_of(plain)),
            votes=dict(_votes(sights)),
            names=len(named),
            others=len(plain),
        )

    def with_(self, more: Self) -> Self:
        """Return what these sights and others come to."""
        return type(self)(
            named=_added(self.named, more.named),
            plain=_added(self.plain, more.plain),
            votes=_added(self.votes, more.votes),
            names=self.names + more.names,
            others=self.others + more.others,
        )

    @property
    def forms(self) -> Counter[str]:
        """In how many places it is written in which form."""
        return Counter(_added(self.named, self.plain))

    @property
    def is_named(self) -> bool:
        """Tell whether it is a name in most places."""
        return sum(self.named.values()) > sum(self.plain.values())


_Key = TypeVar("_Key")


def _added(some: Mapping[_Key, int], others: Mapping[_Key, int]) -> dict[_Key, int]:
    return {key: some.get(key, 0) + others.get(key, 0) for key in {**some, **others}}


def _votes(sights: Iterable[Sight]) -> Counter[TopicKind]:
    votes: Counter[TopicKind] = Counter()
    for sight in sights:
        if sight.named or not _is_somebody(sight.phrase.text):
            votes[sight.phrase.kind] += len(sight.phrase.spans)
    return votes


def _is_somebody(text: str) -> bool:
    """Tell whether a phrase is written as a person's name, as in a title, where it says nothing of a kind."""
    words = text.split()
    return len(words) > 1 and words[0].casefold() in GIVEN_NAMES and all(word[0].isupper() for word in words)


def kind_of(votes: Counter[TopicKind], *, author: bool = False) -> TopicKind:
    """Return the kind that most of the evidence speaks for; where little does, a concept, or who writes."""
    kinds = [kind for kind in votes if kind is not TopicKind.CONCEPT]
    best = min(kinds, key=lambda kind: (-votes[kind], kind), default=TopicKind.CONCEPT)
    found = best if votes[best] * 3 >= votes.total() else TopicKind.CONCEPT
    return TopicKind.PERSON if author and found is TopicKind.CONCEPT else found
