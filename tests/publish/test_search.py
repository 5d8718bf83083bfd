"""The index that is published: made once, made whole, made again to the same bytes."""

import gzip
import json
import shutil
from base64 import b64decode
from datetime import date
from pathlib import Path
from typing import Any

import cbor2
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model import Line, Record
from generator.publish import pagefind, search, segments
from generator.publish.search import FOLDER, Plan, build_search, index_missing
from tests.conftest import tree


def record(name: str, text: str = "Kettles boil water.", *, kind: str = "article") -> Record:
    return Record(
        path=f"articles/{name}",
        title=f"About {name}",
        kind=kind,
        published=date(2024, 3, 1),
        topics=(("tea", "Tea"),),
        names=(),
        lines=(Line(anchor="p1", pieces=((text, False),)),),
    )


CLUB = [record("kettle"), record("teapot", "A teapot keeps tea warm."), record("tea", kind="concept")]


def plan(folder: Path, *, offline: bool = True) -> Plan:
    return Plan(cache=folder / "cache", language="en", offline=offline)


def made(folder: Path, records: list[Record], *, offline: bool = True) -> dict[str, bytes]:
    assert build_search(records, folder / "site", plan(folder, offline=offline)) == ()
    return tree(folder / "site")


def manifest(files: dict[str, bytes]) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(files[f"{FOLDER}/index.json"])
    return data


def test_the_manifest_counts_what_filters_offer(tmp_path: Path) -> None:
    told = manifest(made(tmp_path, CLUB))
    assert told["topics"] == [["tea", "Tea", 2]]
    assert told["years"] == [[2024, 2]]
    assert told["kinds"] == [["article", 2], ["concept", 1]]
    assert sorted(pages for _, pages in told["segments"]) == [1, 2]


def test_every_file_lies_there_as_a_script_with_the_same_bytes(tmp_path: Path) -> None:
    files = made(tmp_path, CLUB)
    plain = {name for name in files if f"{name}.js" in files}
    assert f"{FOLDER}/runtime/engine.js" in plain
    for name in plain:
        script = files[f"{name}.js"].decode()
        opening = f'digestSearchTake("{name.removeprefix(FOLDER + "/")}", "'
        assert script.startswith(opening)
        assert b64decode(script[len(opening) : -4]) == files[name]


def test_without_offline_search_there_are_no_such_scripts(tmp_path: Path) -> None:
    assert {n for n in made(tmp_path, CLUB, offline=False) if n.endswith(".js")} == {
        f"{FOLDER}/runtime/engine.js"
    }


def test_turning_offline_search_on_and_off_leaves_nothing_behind(tmp_path: Path) -> None:
    on = made(tmp_path, CLUB)
    off = made(tmp_path, CLUB, offline=False)
    assert off == made(tmp_path / "other", CLUB, offline=False)
    assert made(tmp_path, CLUB) == on


def test_unchanged_segments_stay_untouched(tmp_path: Path) -> None:
    made(tmp_path, CLUB)
    place = tmp_path / "site" / FOLDER
    before = {path: path.stat().st_mtime_ns for path in place.rglob("*") if path.is_file()}
    made(tmp_path, [*CLUB[:2], record("tea", "Changed.", kind="concept")])
    kept = [p for p, at in before.items() if p.exists() and p.stat().st_mtime_ns == at]
    assert any("/w/" in path.as_posix() for path in kept)
    assert any(not path.exists() for path in before)


def test_a_file_that_another_site_shares_is_never_written_into(tmp_path: Path) -> None:
    made(tmp_path, CLUB)
    manifest = tmp_path / "site" / FOLDER / "index.json"
    shared = tmp_path / "shared.json"
    shared.hardlink_to(manifest)
    before = shared.read_bytes()
    made(tmp_path, CLUB[:2])
    assert shared.read_bytes() == before != manifest.read_bytes()


def test_an_article_without_text_is_found_by_its_title(tmp_path: Path) -> None:
    silent = msgspec.structs.replace(record("silent"), lines=())
    [segment] = segments.segments([silent], made_by="test")
    index = pagefind.run_pagefind(segment.pages, language="en")
    assert index.pages == (segments.page_path(silent),)
    assert made(tmp_path, [silent])


changes = st.lists(
    st.dictionaries(
        st.sampled_from("abcdef"), st.sampled_from(["Kettles.", "Teapots.", "Cups."]), min_size=1
    ),
    min_size=1,
    max_size=3,
)


@given(changes)
@settings(max_examples=10)
def test_step_by_step_or_at_once_the_bytes_are_the_same(
    tmp_path_factory: pytest.TempPathFactory, steps: list[dict[str, str]]
) -> None:
    stepwise, at_once = (tmp_path_factory.mktemp("index") for _ in range(2))
    for step in steps:
        last = [record(name, text) for name, text in sorted(step.items())]
        found = made(stepwise, last)
    assert found == made(at_once, last)


def test_an_index_left_half_made_is_made_again(tmp_path: Path) -> None:
    whole = made(tmp_path, CLUB)
    for mark in (tmp_path / "cache" / FOLDER).glob(f"*/{search._DONE}"):
        mark.unlink()
        next(mark.parent.rglob("*")).touch()
    for file in (tmp_path / "cache" / FOLDER).rglob("meta"):
        file.write_bytes(b"half")
    for mark in (tmp_path / "site" / FOLDER).glob("*/offline"):
        mark.unlink()
    assert made(tmp_path, CLUB) == whole


def test_an_article_that_is_gone_leaves_nothing_in_the_index_or_the_cache(tmp_path: Path) -> None:
    made(tmp_path, [*CLUB, record("secret", "Zanzibar.")])
    files = made(tmp_path, CLUB)
    kept = [*files.values(), *tree(tmp_path / "cache").values()]
    texts = [gzip.decompress(one) if one[:2] == b"\x1f\x8b" else one for one in kept]
    assert not any(b"zanzibar" in text.lower() for text in texts)


def test_without_pagefind_the_site_has_no_search_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, CLUB)
    monkeypatch.setattr(search, "pagefind_version", lambda: "")
    [problem] = build_search(CLUB, tmp_path / "site", plan(tmp_path))
    assert "pip install pagefind_bin" in problem.message
    assert not (tmp_path / "site" / FOLDER).exists()


def test_a_failing_pagefind_is_a_problem_and_no_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pagefind, "_executable", lambda: "/no/such/program")
    [problem] = build_search(CLUB, tmp_path / "site", plan(tmp_path))
    assert "without search" in problem.message


def test_no_articles_need_no_index(tmp_path: Path) -> None:
    assert build_search([], tmp_path / "site", plan(tmp_path)) == ()
    assert not (tmp_path / "site" / FOLDER).exists()


@pytest.mark.parametrize("ending", ["/index.html", ".html"])
def test_the_manifest_says_how_pages_are_named(tmp_path: Path, ending: str) -> None:
    page = tmp_path / "site" / f"{CLUB[0].path}{ending}"
    page.parent.mkdir(parents=True)
    page.write_text("A page.")
    assert manifest(made(tmp_path, CLUB))["flat"] is (ending == ".html")


def test_files_of_words_are_small_and_lose_no_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join(f"word{number}" for number in range(2_000))
    pages = segments.segments([record(f"a{n}", text) for n in range(6)], made_by="test")[0].pages
    small = pagefind.run_pagefind(pages, language="en")
    monkeypatch.setattr(pagefind, "PIECE", 1_000_000)
    large = pagefind.run_pagefind(pages, language="en")
    assert len(_words(small)) == len(_words(large)) >= 2_000
    assert len(small.files) > len(large.files)
    assert sorted(_words(small)) == sorted(_words(large))


def _words(index: pagefind.Index) -> list[str]:
    found = []
    for name, content in index.files.items():
        if name.startswith("w/"):
            [words] = cbor2.loads(gzip.decompress(content)[len(b"pagefind_dcd") :])
            found += [word[0] for word in words]
    return found


def test_what_was_indexed_before_is_published_as_it_is(tmp_path: Path) -> None:
    index_missing(CLUB, plan(tmp_path))
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "cache").rglob("meta")}
    made(tmp_path, CLUB)
    assert before
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "cache").rglob("meta")} == before


def test_a_kept_segment_that_is_not_whole_is_made_again(tmp_path: Path) -> None:
    right = made(tmp_path, CLUB)
    for done in (tmp_path / "cache").rglob("done"):
        (done.parent / "meta").unlink(missing_ok=True)
        done.unlink()
    shutil.rmtree(tmp_path / "site")
    assert made(tmp_path, CLUB) == right
