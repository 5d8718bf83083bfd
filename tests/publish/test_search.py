"""The index that is published: made once, made whole, made again to the same bytes."""

import gzip
import json
import re
import sys
from base64 import b64decode
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import cbor2
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model import Findable, Line, Record
from generator.publish import cbor, index_files, pagefind, search, segments, slots
from generator.publish.assembly import NOTHING, put_together, renewed
from generator.publish.search import FOLDER, Contents, Plan, build_search, index_missing, listed
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
    assert build_search(Contents.of(records), folder / "site", plan(folder, offline=offline)) == ()
    return tree(folder / "site")


def manifest(files: dict[str, bytes]) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(files[f"{FOLDER}/index.json"])
    return data


def test_the_manifest_counts_what_filters_offer(tmp_path: Path) -> None:
    told = manifest(made(tmp_path, CLUB))
    assert told["topics"] == [["tea", "Tea", 2]]
    assert told["years"] == [[2024, 2]]
    assert told["kinds"] == [["article", 2], ["concept", 1]]
    assert sorted(pages for _, _, pages, _ in told["segments"]) == [1, 2]


def handed_over(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return what all scripts of an index hand over, by path; none is handed over twice."""
    scripts = b"\n".join(content for name, content in files.items() if name.endswith(".js"))
    found = re.findall(rb'^digestSearchTake\("([^"]+)", "([^"]*)"\);$', scripts, re.MULTILINE)
    assert len(found) == len(dict(found))
    return {f"{FOLDER}/{path.decode()}": b64decode(base64) for path, base64 in found}


def told_by(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of an index that are read over http."""
    return {
        name: content
        for name, content in files.items()
        if name.endswith("/engine.js") or not name.endswith((".js", "/offline", "/online"))
    }


def test_every_file_lies_in_a_script_with_the_same_bytes(tmp_path: Path) -> None:
    files = made(tmp_path, CLUB)
    assert f"{FOLDER}/runtime/engine.js" in handed_over(files)
    assert handed_over(files) == told_by(files)


def test_some_pages_share_a_script(tmp_path: Path) -> None:
    files = made(tmp_path, [record(f"kettle-{number}") for number in range(500)])
    pages = [name for name in files if re.search(r"/p/\d+$", name)]
    scripts = [name for name in files if re.search(r"/p/\d+\.js$", name)]
    assert len(pages) == 500
    assert 5 * len(scripts) < len(pages)
    assert handed_over(files) == told_by(files)


def test_without_offline_search_there_are_no_such_scripts(tmp_path: Path) -> None:
    assert {n for n in made(tmp_path, CLUB, offline=False) if n.endswith(".js")} == {
        f"{FOLDER}/runtime/engine.js"
    }


def test_turning_offline_search_on_and_off_leaves_nothing_behind(tmp_path: Path) -> None:
    on = made(tmp_path, CLUB)
    off = made(tmp_path, CLUB, offline=False)
    assert off == made(tmp_path / "other", CLUB, offline=False)
    assert made(tmp_path, CLUB) == on


def test_in_another_language_the_browser_gets_the_code_of_that_language(tmp_path: Path) -> None:
    made(tmp_path, CLUB)
    for folder, site in (("cache", "site"), ("new cache", "new site")):
        french = Plan(cache=tmp_path / folder, language="fr", offline=True)
        build_search(Contents.of(CLUB), tmp_path / site, french)
    assert tree(tmp_path / "site") == tree(tmp_path / "new site")


def test_unchanged_segments_stay_untouched(tmp_path: Path) -> None:
    made(tmp_path, CLUB)
    place = tmp_path / "site" / FOLDER
    before = {path: path.stat().st_mtime_ns for path in place.rglob("*") if path.is_file()}
    made(tmp_path, [*CLUB[:2], record("tea", "Changed.", kind="concept")])
    kept = [p for p, at in before.items() if p.exists() and p.stat().st_mtime_ns == at]
    assert any("/w/" in path.as_posix() for path in kept)
    assert any(not path.exists() for path in before)


def test_an_article_that_comes_to_another_topic_changes_no_segment(tmp_path: Path) -> None:
    before = made(tmp_path, CLUB)
    moved = msgspec.structs.replace(CLUB[0], topics=(("lids", "Lids"), ("tea", "Tea")))
    after = made(tmp_path, [moved, *CLUB[1:]])
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert {path.split("/")[1] for path in changed} == {"index.json", "index.json.js", "pages"}
    assert after == made(tmp_path / "other", [moved, *CLUB[1:]])


def test_the_catalogue_tells_day_kind_and_topics_of_every_hit(tmp_path: Path) -> None:
    silent = msgspec.structs.replace(record("a"), title="…", lines=(), topics=())
    files = made(tmp_path, [silent, *CLUB])
    hits: dict[str, list[str]] = {}
    for slot, _, _, catalogue in manifest(files)["segments"]:
        rows = json.loads(gzip.decompress(files[f"{FOLDER}/pages/{catalogue}"]))
        pages = _plain(files[f"{FOLDER}/{slot}/meta"])[1]
        fragments = {name: gzip.decompress(files[f"{FOLDER}/{slot}/p/{name}"]) for name, _ in pages}
        hits |= {json.loads(one[12:])["url"]: rows[name] for name, one in fragments.items()}
    assert hits == {
        "/2024-03-01/article/articles/kettle.html": ["2024-03-01", "article", "tea"],
        "/2024-03-01/article/articles/teapot.html": ["2024-03-01", "article", "tea"],
        "/2024-03-01/concept/articles/tea.html": ["2024-03-01", "concept", "tea"],
    }


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
    path = segments.page_path(silent)
    found = pagefind.run_pagefind([(path, segments.page_html(silent))], language="en")
    assert found.postings.keys() == {path}
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
    for number, file in enumerate(sorted((tmp_path / "cache" / FOLDER).iterdir())):
        file.write_bytes(file.read_bytes()[: -number - 1])
    for mark in (tmp_path / "site" / FOLDER).glob("*/offline"):
        mark.unlink()
    assert made(tmp_path, CLUB) == whole


def test_an_article_that_is_gone_leaves_nothing_in_the_index_or_the_cache(tmp_path: Path) -> None:
    made(tmp_path, [*CLUB, record("secret", "Zanzibar.")])
    files = made(tmp_path, CLUB)
    texts = [gzip.decompress(one) if one[:2] == b"\x1f\x8b" else one for one in files.values()]
    texts += tree(tmp_path / "cache").values()
    assert not any(b"zanzibar" in text.lower() for text in texts)


def test_contents_of_other_kinds_may_be_indexed_and_listed_beforehand(tmp_path: Path) -> None:
    own = [msgspec.structs.replace(record("x"), path="index", kind="page", published=None)]
    together = made(tmp_path / "together", [*CLUB, *own])
    apart, site = plan(tmp_path / "apart"), tmp_path / "apart" / "site"
    for some in (CLUB[:2], CLUB[2:], []):
        index_missing(Contents.of(some), apart, site)
    others = listed(Contents.of(CLUB[:2]).together(Contents.of(CLUB[2:])), apart)
    assert build_search(Contents.of(own), site, apart, others) == ()
    assert tree(site) == together
    assert build_search(Contents.of([]), site, apart, others) == ()
    assert tree(site) == made(tmp_path / "together", CLUB)


def test_without_pagefind_the_site_has_no_search_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, CLUB)
    monkeypatch.setattr(search, "pagefind_version", lambda: "")
    [problem] = build_search(Contents.of(CLUB), tmp_path / "site", plan(tmp_path))
    assert "pip install pagefind_bin" in problem.message
    assert not (tmp_path / "site" / FOLDER).exists()


@pytest.mark.parametrize(
    "program, told",
    [
        ("/no/such/program", "could not run"),
        (sys.executable, "ended before"),  # Python has no such option
    ],
)
def test_a_failing_pagefind_is_a_problem_and_no_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, told: str
) -> None:
    monkeypatch.setattr(pagefind, "_executable", lambda: program)
    [problem] = build_search(Contents.of(CLUB), tmp_path / "site", plan(tmp_path))
    assert "without search" in problem.message
    assert told in problem.message


def test_no_articles_need_no_index(tmp_path: Path) -> None:
    assert build_search(Contents.of([]), tmp_path / "site", plan(tmp_path)) == ()
    assert not (tmp_path / "site" / FOLDER).exists()


@pytest.mark.parametrize("ending", ["/index.html", ".html"])
def test_the_manifest_says_how_pages_are_named(tmp_path: Path, ending: str) -> None:
    page = tmp_path / "site" / f"{CLUB[0].path}{ending}"
    page.parent.mkdir(parents=True)
    page.write_text("A page.")
    assert manifest(made(tmp_path, CLUB))["flat"] is (ending == ".html")


TEXTS = (
    "Kettles boil water, and kettle lids keep it hot.",
    "Teapots of café société; a CAFÉ and a cafe, naïve kettles.",
    "Water boils. The kettle club met in Leeds on Tuesday.",
    "水が沸く。 Wasser für Übergänge, Uebergang.",
)
NAMED = [
    record("plain", TEXTS[0]),
    msgspec.structs.replace(record("named", TEXTS[1]), names=("Kettle, the", "Pot"), title="Café pots"),
    msgspec.structs.replace(record("bare", TEXTS[2]), topics=(), published=None),
    record("far", TEXTS[3]),
    record("long", " ".join(f"word{number} kettle" for number in range(300))),
]


@pytest.mark.parametrize("text", [":arrow_right:\ufe0f", "kettle-\u0301"])
def test_a_sign_that_only_changes_others_is_no_word(tmp_path: Path, text: str) -> None:
    """Pagefind indexes what is left of it without its accents, which is nothing."""
    files = made(tmp_path, [record("kettle", text), *CLUB[1:]])
    for path, content in files.items():
        if path.endswith("/meta"):
            assert all(first and last for first, last, _ in _plain(content)[2])


def test_a_page_without_words_is_left_out_and_an_index_is_a_page_as_others(tmp_path: Path) -> None:
    silent = msgspec.structs.replace(record("none"), title="…", lines=(), topics=())
    index = msgspec.structs.replace(record("x"), path="index", kind="page", published=None)
    slots_ = slots.Slots(tmp_path, made_by="test", language="en")
    parts = segments.segments(map(Findable.of, [silent, index]), made_by="test")
    contents = Contents.of([silent, index])
    found = [sorted(change.fresh) for change in slots_.changes(parts, contents.html)]
    again = [sorted(change.fresh) for change in slots_.changes(parts, contents.html)]
    assert found == again
    assert sum(path.startswith("p/") for files in found for path in files) == 1


def at_once(records: list[Record]) -> dict[str, Any]:
    """Everything that Pagefind says of the pages when it is given all of them."""
    pages = [(segments.page_path(one), segments.page_html(one)) for one in records]
    return dict(pagefind.run_pagefind(pages, language="en").postings)


def one_by_one(records: list[Record]) -> dict[str, Any]:
    return {path: posting for one in records for path, posting in at_once([one]).items()}


def test_pages_indexed_one_by_one_say_what_they_say_together() -> None:
    assert at_once(NAMED) == one_by_one(NAMED)


def test_the_index_is_what_pagefind_makes_of_all_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    outputs: list[dict[str, Any]] = []
    read = pagefind._read

    def reading(files: Mapping[str, bytes]) -> pagefind.Indexed:
        outputs.append(_theirs(files))
        return read(files)

    monkeypatch.setattr(pagefind, "_read", reading)
    found = at_once(NAMED)
    [theirs] = outputs
    files = put_together(NOTHING, renewed(NOTHING, theirs["pages"], found)).fresh
    meta = _plain(files["meta"])
    assert (meta[0], meta[3:]) == (theirs["version"], [[], [], list(pagefind.FIELDS)])
    assert [length for _, length in meta[1]] == theirs["lengths"]
    ours = [word for _, _, name in meta[2] for word in _plain(files[f"w/{name}"])[0]]
    assert [[word, pages, sorted(forms)] for word, pages, forms in ours] == theirs["words"]
    before = ""
    for first, last, name in meta[2]:
        [words] = _plain(files[f"w/{name}"])
        assert before < first
        assert words[0][0].startswith(first)
        assert words[-1][0] == last
        before = last


def _theirs(files: Mapping[str, bytes]) -> dict[str, Any]:
    """What lies in Pagefind's own files; fields are numbered as ours are, since some page has each."""
    [meta] = [_plain(content) for path, content in files.items() if path.endswith(".pf_meta")]
    assert sorted(meta[5]) == sorted(pagefind.FIELDS)
    number = [pagefind.FIELDS.index(name) for name in meta[5]]

    def named(pages: list[Any]) -> list[Any]:
        return [[n, text, [-1 - number[-1 - at] if at < 0 else at for at in some]] for n, text, some in pages]

    words = [
        [word, named(pages), sorted([form, named(its)] for form, its in forms)]
        for _, _, name in meta[2]
        for word, pages, forms in _plain(files[f"index/{name}.pf_index"])[0]
    ]
    fragments = [files[f"fragment/{name}.pf_fragment"] for name, _ in meta[1]]
    return {
        "version": meta[0],
        "words": words,
        "lengths": [length for _, length in meta[1]],
        "pages": [json.loads(gzip.decompress(one)[12:])["url"].lstrip("/") for one in fragments],
    }


def _plain(content: bytes) -> Any:  # noqa: ANN401 (nested lists, as CBOR has them)
    return cbor2.loads(gzip.decompress(content)[len(b"pagefind_dcd") :])


@pytest.mark.parametrize("value", [0, 23, 24, 255, 256, 65_535, 65_536, 1 << 32])
def test_numbers_are_packed_as_cbor_packs_them(value: int) -> None:
    assert cbor.head(0, value) == cbor2.dumps(value)


def test_files_of_words_are_small(monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join(f"word{number}" for number in range(2_000))
    postings = at_once([record(f"a{n}", text) for n in range(6)])
    small = put_together(NOTHING, renewed(NOTHING, list(postings), postings)).fresh
    monkeypatch.setattr(index_files, "PIECE", 1_000_000)
    assert len(small) > len(put_together(NOTHING, renewed(NOTHING, list(postings), postings)).fresh)


def test_only_pages_that_changed_are_indexed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path, CLUB)
    given: list[str] = []
    run = pagefind.run_pagefind

    def watched(pages: list[tuple[str, str]], *, language: str) -> pagefind.Indexed:
        given.extend(path for path, _ in pages)
        return run(pages, language=language)

    monkeypatch.setattr(slots, "run_pagefind", watched)
    changed = [record("kettle", "Another text."), *CLUB[1:], record("new")]
    assert made(tmp_path, changed) == made(tmp_path / "other", changed)
    pages = ["2024-03-01/article/articles/kettle.html", "2024-03-01/article/articles/new.html"]
    assert [path for path in given if path != "any.html"][:2] == pages


def test_what_was_indexed_before_is_published_as_it_is(tmp_path: Path) -> None:
    index_missing(Contents.of(CLUB), plan(tmp_path))
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "cache").rglob("*.slot")}
    made(tmp_path, CLUB)
    assert len(before) == 3
    assert {path: path.stat().st_mtime_ns for path in before} == before


@pytest.mark.parametrize("offline", [True, False])
def test_segments_that_lie_ready_are_those_that_would_be_made(tmp_path: Path, offline: bool) -> None:  # noqa: FBT001
    fresh = made(tmp_path / "fresh", CLUB, offline=offline)
    ready = tmp_path / "cache" / FOLDER / "ready"
    index_missing(Contents.of(CLUB), plan(tmp_path, offline=offline), tmp_path / "site")
    assert len(list(ready.iterdir())) == 2
    assert made(tmp_path, CLUB, offline=offline) == fresh
    assert not ready.exists()
    index_missing(Contents.of(CLUB), plan(tmp_path, offline=offline), tmp_path / "site")
    assert not ready.exists()


def test_segments_that_were_half_made_or_in_another_form_are_made_again(tmp_path: Path) -> None:
    fresh = made(tmp_path / "fresh", CLUB)
    index_missing(Contents.of(CLUB), plan(tmp_path, offline=False), tmp_path / "site")
    for folder in (tmp_path / "cache" / FOLDER / "ready").iterdir():
        (folder / "meta").write_bytes(b"half")
    assert made(tmp_path, CLUB) == fresh
    index_missing(Contents.of(CLUB[:2]), plan(tmp_path), tmp_path / "site")
    assert made(tmp_path, CLUB) == fresh


def dated(name: str, text: str) -> Record:
    """A page whose place among others its name decides."""
    return msgspec.structs.replace(record(name, text), published=date(2024, 1, 1 + ord(name) % 28))


texts = st.lists(st.sampled_from([f"word{number}" for number in range(30)]), min_size=1, max_size=12).map(
    " ".join
)
many_changes = st.lists(
    st.dictionaries(st.sampled_from("abcdefghijklmnop"), texts, min_size=4), min_size=2, max_size=4
)


@given(many_changes)
@settings(max_examples=15)
def test_segments_of_many_files_are_the_same_step_by_step(
    tmp_path_factory: pytest.TempPathFactory, steps: list[dict[str, str]]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index_files, "PIECE", 6)
        patch.setattr(index_files, "_NAMES", (1, 32))  # so that several files want one name
        patch.setattr(segments, "FULL", 5)
        patch.setattr(slots, "_HELD", 2)
        stepwise, at_once = (tmp_path_factory.mktemp("index") for _ in range(2))
        for step in steps:
            last = [dated(name, text) for name, text in sorted(step.items())]
            index_missing(Contents.of(last), plan(stepwise), stepwise / "site")
            found = made(stepwise, last)
        assert found == made(at_once, last)


def written_again(tmp_path: Path, before: list[Record], after: list[Record]) -> list[str]:
    """Return the files of words and pages that a change writes, without the scripts."""
    made(tmp_path, before)
    place = tmp_path / "site" / FOLDER
    numbers = {path: path.stat().st_ino for path in place.rglob("*") if path.is_file()}
    made(tmp_path, after)
    new = [path for path in place.rglob("*") if path.is_file() and numbers.get(path) != path.stat().st_ino]
    return sorted(path.parent.name for path in new if path.parent.name in "pw" and path.suffix != ".js")


WORDS = [f"w{number:03}" for number in range(400)]
LIBRARY = [record(f"book{n}", " ".join(WORDS[n * 20 : n * 20 + 40])) for n in range(18)]


def test_another_name_of_a_page_writes_its_file_and_those_of_few_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_files, "PIECE", 20)
    named = [msgspec.structs.replace(LIBRARY[0], names=("Zebra",)), *LIBRARY[1:]]
    again = written_again(tmp_path, LIBRARY, named)
    assert again.count("p") == 1
    assert 1 <= again.count("w") <= 4


def test_one_more_page_writes_no_other_page_again(tmp_path: Path) -> None:
    more = [record("atlas", "Maps of w001."), *LIBRARY]
    assert written_again(tmp_path, LIBRARY, more).count("p") == 1


def test_a_site_that_a_cache_is_ahead_of_gets_all_that_it_lacks(tmp_path: Path) -> None:
    made(tmp_path, LIBRARY)
    more = [*LIBRARY, record("zoo", "Animals.")]
    index_missing(Contents.of(more), plan(tmp_path))  # for another site, say
    assert made(tmp_path, more) == made(tmp_path / "other", more)
    assert made(tmp_path, LIBRARY) == made(tmp_path / "third", LIBRARY)
