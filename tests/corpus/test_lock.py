import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.corpus.lock import Lock, LockEntry, State, dump_lock, parse_lock, publish, set_right
from generator.corpus.rarity import Sample
from generator.errors import DigestError
from generator.model import TopicKind
from generator.text import slugify

BEES = LockEntry(id="bees", name="Bees", kind=TopicKind.CONCEPT, keys=("bee", "honey bee"))
HIVE = LockEntry(
    id="hive", name="Bienenstöcke", kind=TopicKind.PRODUCT, keys=(), state=State.MERGED, into="bees"
)


def test_the_file_has_one_line_for_each_topic() -> None:
    assert dump_lock(Lock(entries=(BEES, HIVE))).decode() == (
        '{\n  "version": 1,\n  "topics": [\n'
        '    {"id": "bees", "name": "Bees", "kind": "concept", "keys": ["bee", "honey bee"], "state": "active"},\n'
        '    {"id": "hive", "name": "Bienenstöcke", "kind": "product", "keys": [], "state": "merged", "into": "bees"}\n'
        "  ]\n}\n"
    )


def test_the_articles_about_a_topic_are_remembered() -> None:
    lock = Lock(
        entries=(LockEntry(id="bees", name="Bees", kind=TopicKind.CONCEPT, keys=(), articles=("a", "b")),)
    )
    assert parse_lock(dump_lock(lock), "here") == lock


def test_the_sample_is_remembered_in_one_line() -> None:
    lock = Lock(entries=(BEES,), sample=Sample(frozenset({"b", "a"}), 2000))
    assert dump_lock(lock).decode().splitlines()[2] == '  "sample": {"of": 2000, "articles": ["a", "b"]},'
    assert parse_lock(dump_lock(lock), "here") == lock


def test_articles_that_somebody_put_in_another_order_or_twice_are_put_right() -> None:
    data = json.loads(a_lock())
    data["topics"][0]["articles"] = ["b", "a", "b"]
    assert parse_lock(json.dumps(data).encode(), "here").entries[0].articles == ("a", "b")


def test_an_empty_lock_is_a_file_too() -> None:
    assert dump_lock(Lock()).decode() == '{\n  "version": 1,\n  "topics": []\n}\n'
    assert parse_lock(dump_lock(Lock()), "here") == Lock()


def entries(ids: list[str]) -> st.SearchStrategy[Lock]:
    one = st.builds(
        LockEntry,
        id=st.just(""),
        name=st.text(min_size=1, max_size=20).filter(lambda text: bool(text.strip())),
        kind=st.sampled_from(TopicKind),
        keys=st.lists(st.text(max_size=9), unique=True, max_size=3).map(lambda keys: tuple(sorted(keys))),
        state=st.sampled_from([State.ACTIVE, State.EMPTY]),
    )
    return st.lists(one, min_size=len(ids), max_size=len(ids)).map(
        lambda made: Lock(
            entries=tuple(
                LockEntry(id=id_, name=e.name, kind=e.kind, keys=e.keys, state=e.state)
                for id_, e in zip(sorted(ids), made, strict=True)
            )
        )
    )


@given(st.lists(st.text(min_size=1, max_size=9).map(slugify), unique=True, max_size=5).flatmap(entries))
def test_what_is_written_is_what_is_read(lock: Lock) -> None:
    assert parse_lock(dump_lock(lock), "here") == lock


def a_lock(**changes: object) -> bytes:
    topic = {"id": "bees", "name": "Bees", "kind": "concept", "keys": ["bee"], "state": "active", **changes}
    return json.dumps({"version": 1, "topics": [topic]}).encode()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "Expecting value"),
        (b"\xff\xfe", "codec"),
        (b"[" * 100_000, ": is not a lock of topics: "),
        (b"[]", ': is not a lock of topics: it has no list of "topics". Restore'),
        (b'{"topics": []}', "its version is None"),
        (b'{"version": 2, "topics": []}', "its version is 2"),
        (b'{"version": 1, "topics": [3]}', "topic 1 is not an object"),
        (b'{"version": 1, "topics": [], "sample": ["a"]}', 'its "sample" needs a number'),
        (b'{"version": 1, "topics": [], "sample": {"of": true, "articles": []}}', 'its "sample" needs'),
        (b'{"version": 1, "topics": [], "sample": {"of": 9, "articles": [3]}}', 'its "sample" needs'),
        (a_lock(id=""), 'needs an "id"'),
        (a_lock(name=None), 'needs an "id"'),
        (a_lock(keys="bee"), 'needs an "id"'),
        (a_lock(state="merged", into=3), 'needs an "id"'),
        (a_lock(id="../bees"), "cannot be an address"),
        (a_lock(kind="insect"), "insect"),
        (a_lock(state="gone"), "gone"),
        (a_lock(state="merged"), "without being merged"),
        (a_lock(state="merged", into="wasps"), "wasps"),
        (
            b'{"version": 1, "topics": ['
            + b", ".join(json.dumps({"id": id_, "name": "A", "keys": []}).encode() for id_ in "bab")
            + b"]}",
            "the topic 'b' stands in it twice",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_broken_lock_is_refused_with_its_name_the_reason_and_the_way_out(data: bytes, reason: str) -> None:
    with pytest.raises(DigestError) as error:
        parse_lock(data, "topics.lock.json")
    message = str(error.value)
    assert message.startswith("topics.lock.json: ")
    assert reason in message
    assert message.endswith(
        ". Restore it from version control, or delete it: "
        "then the names and addresses of published topics are forgotten and found anew"
    )


def test_a_redirect_to_a_topic_that_is_not_there_is_forgotten() -> None:
    assert publish(Lock(), (), {"old": "gone"}) == Lock()


def test_a_corrected_name_is_set_right_or_goes_into_the_topic_that_has_the_right_one() -> None:
    bee = LockEntry(id="bee", name="Bee's", kind=TopicKind.CONCEPT, keys=("bee's",))
    lock = Lock(entries=(bee, BEES, HIVE))
    merged = LockEntry(
        id="bee", name="Bee's", kind=TopicKind.CONCEPT, keys=(), state=State.MERGED, into="bees"
    )
    assert set_right(lock, [("Bee's", "Bees"), ("Bienenstöcke", "Hives")], "en").entries == (
        merged,
        BEES,
        HIVE,
    )
    right = set_right(lock, [("Bee's", "Mead"), ("Bees", "Mead")], "en")
    assert [(one.id, one.name, one.keys, one.into) for one in right.entries[:2]] == [
        ("bee", "Mead", ("mead",), ""),
        ("bees", "Bees", (), "bee"),
    ]


@pytest.mark.parametrize("base", [b"", b"||||||| before\n"])
def test_where_git_left_a_merge_open_the_topics_of_both_sides_are_known(base: bytes) -> None:
    wasps = LockEntry(id="wasps", name="Wasps", kind=TopicKind.CONCEPT, keys=("wasp",))
    mine, other = (dump_lock(Lock(entries=(one,))).splitlines(keepends=True) for one in (BEES, wasps))
    marked = [b"<<<<<<< HEAD\n", mine[3], base, b"=======\n", other[3], b">>>>>>> theirs\n"]
    file = b"".join([*mine[:3], *marked, *mine[4:]])
    assert parse_lock(file, "here") == Lock(entries=(BEES, wasps))
