from hashlib import sha256
from pathlib import Path

from generator.filetimes import stamp_of
from generator.publish.changes import known_by, sources_now

OLD = (1, 1_000_000_001, 1_000_000_001, 7)


def test_what_was_written_need_not_be_read_where_its_times_can_be_trusted(tmp_path: Path) -> None:
    now = tmp_path / "new.md"
    now.write_text("new")
    new = stamp_of(now.stat())
    fresh = (*new[:1], 1 << 62, *new[2:])  # of a time to come
    times = {"old.md": OLD, "new.md": fresh}
    known = known_by({"old.md": "digest", "new.md": "another", "gone.md": "third", "odd.md": None}, times)
    assert {uri: one.digest for uri, one in known.items()} == {"old.md": "digest"}
    sources = sources_now([("old.md", "nowhere"), ("new.md", str(tmp_path))], known, times)
    assert sources["old.md"] is known["old.md"]
    assert (sources["new.md"].digest, sources["new.md"].stamp) == (sha256(b"new").hexdigest(), None)
