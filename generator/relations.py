"""What articles are related to: kept in columns, and told when it is asked for."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Raw, Struct
from msgspec.msgpack import Decoder, encode

from generator.model import Related


class Near(Struct, frozen=True, array_like=True, gc=False):
    """What one article is related to, column by column."""

    articles: tuple[str, ...]
    why: Raw
    """Of each: the phrases that both share, and the passages."""
    scores: tuple[float, ...]

    def each(self) -> Iterator[Related]:
        """Yield one after another."""
        for article, (because, here, there), score in zip(
            self.articles, _why(self.why), self.scores, strict=True
        ):
            yield Related(article=article, score=score, because=because, here=here, there=there)


def packed(related: Sequence[Related]) -> bytes:
    """Return what an article is related to as bytes."""
    why = [(one.because, one.here, one.there) for one in related]
    return encode(([one.article for one in related], why, [one.score for one in related]))


class Nearness(Mapping[str, tuple[Related, ...]]):
    """What articles are related to, by id."""

    def __init__(self, encoded: Mapping[str, Raw | bytes]) -> None:
        """Take what was packed of each."""
        self._encoded = encoded

    @classmethod
    def of(cls, related: Mapping[str, Sequence[Related]]) -> "Nearness":
        """Return the same, packed if it is not."""
        if isinstance(related, Nearness):
            return related
        return cls({article: packed(some) for article, some in related.items()})

    def __len__(self) -> int:
        return len(self._encoded)

    def __iter__(self) -> Iterator[str]:
        return iter(self._encoded)

    def __contains__(self, article: object) -> bool:
        return article in self._encoded

    def __getitem__(self, article: str) -> tuple[Related, ...]:
        return tuple(_near(self._encoded[article]).each())

    def near(self, article: str) -> Near:
        """Return what an article is related to, in columns."""
        return _near(self.packed(article))

    def packed(self, article: str) -> bytes:
        """Return what an article is related to as it is kept."""
        return bytes(self._encoded.get(article, _NOTHING))


_NOTHING = packed(())
_near = Decoder(Near).decode
_why = Decoder(tuple[tuple[tuple[str, ...], int, int], ...]).decode
