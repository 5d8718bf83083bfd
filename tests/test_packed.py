"""What is packed comes out as it was put in."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.msgpack import Decoder, encode

from generator.corpus.arrays import Lists
from generator.model import Coverage, Covered
from generator.packed import Packed, Runs

NUMBERS = st.integers(min_value=0, max_value=2**32 - 1)
RUNS = st.lists(st.lists(NUMBERS, max_size=3).map(tuple), max_size=6)


@given(RUNS)
def test_runs_are_those_that_were_packed(runs: list[tuple[int, ...]]) -> None:
    packed = Runs.of(runs)
    assert [*packed] == [packed[at] for at in range(len(packed))] == runs
    assert Decoder(Runs).decode(encode(packed)) == packed
    assert packed.lengths() == [len(run) for run in runs]
    assert packed.firsts() == [run[0] if run else 0 for run in runs]
    lists = Lists.of(runs)
    assert lists.packed() == packed
    assert Lists.unpacked(packed).packed() == packed


@given(RUNS, RUNS, st.randoms())
def test_lists_are_put_together_and_taken_in_any_order(
    ones: list[tuple[int, ...]], others: list[tuple[int, ...]], chance: object
) -> None:
    both = [*ones, *others]
    order = sorted(range(len(both)), key=lambda _: chance.random())  # type: ignore[attr-defined]
    found = Lists.of(ones).with_(Lists.of(others)).take(Lists.of([order]).values)
    assert [*found.packed()] == [both[at] for at in order]


def test_coverage_is_made_when_it_is_asked_for() -> None:
    rows = [
        Coverage(article="oak", passages=(0, 3), quotes=(), weight=0.25),
        Coverage(article="elm", passages=(), quotes=(1, 2), weight=1.0),
    ]
    found = Covered.of(rows)
    assert [*found] == rows
    assert (found.first(1), found.first(9), found[1], len(found)) == ((rows[0],), tuple(rows), rows[1], 2)
    assert not Covered()


def test_values_are_decoded_when_they_are_asked_for() -> None:
    encoded = {"oak": encode([1, 2]), "elm": encode([])}
    found = Packed(encoded, Decoder(list[int]).decode, {"oak": b"two", "elm": b"none"})
    assert dict(found) == {"oak": [1, 2], "elm": []}
    assert ("oak" in found, found.get("ash")) == (True, None)
    assert (found.mark("oak"), found.mark("ash")) == (b"two", b"")
