"""The whole generator on small collections."""

import json
import random
import shutil
import signal
import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.config import LOCK_FILE, RECORD_FILE, RECORD_FOLDER
from tests.conftest import MakeSite, pages_of, tree

KETTLE = """The Kettle Club Meets

3 March 2024

The Kettle Club met in Leeds to compare electric kettles. Ada Marsh brought a gooseneck kettle.

Gooseneck Kettles

A gooseneck kettle pours slowly and exactly. The Kettle Club likes a gooseneck kettle for coffee.
Electric kettles boil a litre in three minutes, and the club measured every one of them.
"""
TEAPOT = """---
title: The teapot and the kettle
date: 2024-05-01
authors: [Ada Marsh]
---
The Kettle Club also looks at teapots. A teapot keeps tea warm, and a gooseneck kettle fills it.

## Cast iron

A cast-iron teapot keeps tea warm for an hour. Ada Marsh measured it for the Kettle Club in Leeds.
"""
PAGE = """<!doctype html><html lang="en"><head><title>Kettles in winter</title>
<meta name="author" content="Ada Marsh"></head><body><nav>Home About</nav><article>
<h1>Kettles in winter</h1><p>In winter the Kettle Club meets at home, and electric kettles work all day long
to keep everybody warm and awake.</p><p>A gooseneck kettle is slower than other electric kettles, as the
members of the Kettle Club in Leeds found when they timed one through the whole of a January evening.</p>
</article><footer>Imprint</footer></body></html>"""
TOWNS = ("Leeds", "York", "Hull", "Ripon", "Whitby", "Selby", "Otley", "Malton")
CLUB = {
    "articles/kettle.txt": KETTLE,
    "articles/teapot.md": TEAPOT,
    "articles/saved/winter.html": PAGE,
}


@pytest.mark.parametrize(
    "target", ["/2024/05/01/the-teapot/", "2024-05-01-the-teapot", "/posts/2024-05-01-the-teapot.md"]
)
def test_the_links_that_authors_made_lead_to_the_article_here(make_site: MakeSite, target: str) -> None:
    """By whatever form of address *Mentioned in* knows them."""
    posts = {
        "articles/posts/2024-05-01-the-teapot.md": TEAPOT,
        "articles/posts/kettle.md": f"Of [pots]({target}) too.",
    }
    root = make_site(posts)
    pages_of(root)
    article = (root / "docs" / "articles" / "posts-kettle.md").read_text("utf-8")
    assert "[pots](../articles/posts-2024-05-01-the-teapot.md)" in article


@pytest.mark.parametrize(
    "header, target",
    [
        ("permalink: /pots/of-tea/", "/pots/of-tea/"),
        ("aliases: [/old/tea, pots/2.html]", "/pots/2"),
        ('url: "/2023/pots/"', "/2023/pots/#lids"),
        ("redirect_from: https://example.org/tea", "/tea/"),
        ("date: 2024-05-01", "/2024/05/01/a-fine-teapot.html"),
        ("slug: pots-of-tea", "/notes/pots-of-tea/"),
        ("draft_of: nothing", "/notes/a-fine-teapot/"),
    ],
)
def test_links_lead_to_an_article_by_where_it_stood_on_its_own_site(
    make_site: MakeSite, header: str, target: str
) -> None:
    teapot = f"---\ntitle: A teapot\n{header}\n---\n{TEAPOT}"
    kettle = f"Of [pots]({target}) too, and of [tags](/tags/a-fine-teapot/)."
    root = make_site({"articles/a-fine-teapot.md": teapot, "articles/kettle.md": kettle})
    pages_of(root)
    article = (root / "docs" / "articles" / "kettle.md").read_text("utf-8")
    assert "[pots](../articles/" in article
    assert "[tags](../articles/" not in article


def test_a_name_that_two_articles_bear_tells_neither(make_site: MakeSite) -> None:
    pots = {f"articles/{month}/2024-{month}-01-a-fine-teapot.md": TEAPOT for month in ("05", "06")}
    root = make_site({**pots, "articles/kettle.md": "Of [pots](/notes/a-fine-teapot/) too."})
    pages_of(root)
    assert "[pots]" not in (root / "docs" / "articles" / "kettle.md").read_text("utf-8")


def test_three_formats_become_one_digest(make_site: MakeSite) -> None:
    root = make_site(CLUB)
    result = pages_of(root)
    assert result.problems == ()
    assert (result.sources, result.published) == (3, 3)
    data = json.loads((root / "docs" / "digest.json").read_bytes())
    assert [article["id"] for article in data["articles"]] == ["kettle", "saved-winter", "teapot"]
    assert {"Kettle Club"} <= {topic["name"] for topic in data["topics"]}


def test_a_second_build_writes_nothing(make_site: MakeSite) -> None:
    root = make_site(CLUB)
    pages_of(root)
    before = {path: path.stat().st_mtime_ns for path in (root / "docs").rglob("*.md")}
    report = pages_of(root).report
    assert (report.written, report.removed, report.refused) == ((), (), ())
    assert before == {path: path.stat().st_mtime_ns for path in (root / "docs").rglob("*.md")}


def test_a_removed_article_leaves_nothing_behind(make_site: MakeSite) -> None:
    root = make_site(CLUB)
    pages_of(root)
    (root / "articles" / "teapot.md").unlink()
    assert "articles/teapot.md" in pages_of(root).report.removed
    assert not any(b"articles/teapot" in content for content in tree(root / "docs").values())


def test_a_private_article_appears_nowhere(make_site: MakeSite) -> None:
    secret = TEAPOT.replace("title:", "private: maybe\ntitle:").replace("teapot", "zanzibarite")
    root = make_site({**CLUB, "articles/zanzibarite.md": secret})
    result = pages_of(root)
    assert result.private == 1
    assert [problem.where.partition(":")[0] for problem in result.problems] == ["zanzibarite.md"]
    assert not any(b"zanzibarite" in content.lower() for content in tree(root / "docs").values())
    assert "zanzibarite" not in (root / LOCK_FILE).read_text()


def test_a_broken_article_that_may_be_private_is_named_to_the_editor_only(make_site: MakeSite) -> None:
    root = make_site({**CLUB, "articles/zanzibarite.md": "---\ntitle: [\nprivate: true\n---\nText.\n"})
    result = pages_of(root)
    assert [problem.where.partition(":")[0] for problem in result.problems] == ["zanzibarite.md"]
    assert not any(b"zanzibarite" in content for content in tree(root / "docs").values())


def test_a_broken_article_is_named_and_the_others_are_published(make_site: MakeSite) -> None:
    root = make_site({**CLUB, "articles/broken.md": "---\ntitle: [\n---\nText.\n", "articles/empty.txt": ""})
    result = pages_of(root)
    assert result.published == 3
    assert {problem.where.partition(":")[0] for problem in result.problems} == {"broken.md", "empty.txt"}


def test_two_articles_with_one_id_are_never_mixed_up(make_site: MakeSite) -> None:
    root = make_site({**CLUB, "articles/kettle.md": TEAPOT})
    result = pages_of(root)
    assert result.published == 3
    [problem] = result.problems
    assert "kettle.md" in problem.message + problem.where
    assert "kettle.txt" in problem.message + problem.where


def test_the_result_does_not_depend_on_the_order_in_which_files_are_found(make_site: MakeSite) -> None:
    root = make_site({})
    names = sorted(CLUB)
    trees = []
    for seed in range(3):
        random.Random(seed).shuffle(names)
        for name in names:
            path = root / name
            path.unlink(missing_ok=True)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(CLUB[name])
        (root / LOCK_FILE).unlink(missing_ok=True)
        pages_of(root)
        trees.append(tree(root / "docs"))
    assert trees[0] == trees[1] == trees[2]


def test_the_result_does_not_depend_on_the_number_of_processes(make_site: MakeSite) -> None:
    many = {f"articles/{n:03}.md": f"# Day {n}\n\nThe {TOWNS[n % 8]} Club met.\n" for n in range(110)}
    root = make_site(many)
    pages_of(root, jobs=1)
    alone = [tree(root / "docs"), tree(root / RECORD_FOLDER), (root / RECORD_FILE).read_bytes()]
    (root / ".digest" / "articles.sqlite").unlink()
    (root / LOCK_FILE).unlink()
    (root / RECORD_FILE).unlink()
    shutil.rmtree(root / RECORD_FOLDER)
    pages_of(root, jobs=2)
    assert [tree(root / "docs"), tree(root / RECORD_FOLDER), (root / RECORD_FILE).read_bytes()] == alone


def test_the_cache_changes_nothing_but_the_time(make_site: MakeSite) -> None:
    root = make_site(CLUB)
    pages_of(root)
    cached = tree(root / "docs")
    (root / ".digest" / "articles.sqlite").write_bytes(b"damaged" * 999)
    assert pages_of(root).report.written == ()
    assert tree(root / "docs") == cached


def test_where_there_is_room_for_more_topics_the_pages_are_those_of_a_build_from_nothing(
    make_site: MakeSite,
) -> None:
    def told(town: str) -> str:
        return TEAPOT.replace("Leeds", town)

    root = make_site(
        {**CLUB, **{f"articles/{town}.md": told(town) for town in TOWNS}, "digest.yml": "max_topics: 90\n"}
    )
    pages_of(root)
    for name, text in (("late.md", told("Hull")), ("York.md", KETTLE), ("kettle.txt", ""), ("a.md", TEAPOT)):
        (root / "articles" / name).write_text(text)
        again = shutil.copytree(
            root, root.with_name("again"), ignore=shutil.ignore_patterns("docs", ".digest")
        )
        pages_of(root)
        pages_of(again)
        assert tree(root / "docs") == tree(again / "docs")
        shutil.rmtree(again)


words = st.sampled_from(
    "the kettle club in Leeds boils Ada Marsh tea. A teapot is warm!\n\n## *[x](y) <b>".split(" ")
)


@given(texts=st.lists(st.lists(words, min_size=1, max_size=60).map(" ".join), min_size=1, max_size=3))
@settings(max_examples=15, deadline=None)
def test_every_sentence_of_every_summary_stands_in_its_source(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    root = tmp_path_factory.mktemp("site")
    (root / "articles").mkdir()
    (root / "digest.yml").write_text("")
    for number, text in enumerate(texts):
        (root / "articles" / f"{number}.txt").write_text(f"Title {number}\n\n{text}")
    pages_of(root)
    data = json.loads((root / "docs" / "digest.json").read_bytes())
    sources = {
        a["id"]: " ".join((root / "articles" / a["source"]).read_text().split()) for a in data["articles"]
    }
    for article in data["articles"]:
        assert all(sentence["text"] in sources[article["id"]] for sentence in article["summary"])
    for topic in data["topics"]:
        assert all(sentence["text"] in sources[sentence["article"]] for sentence in topic["summary"])


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system kills in another way")
def test_a_build_killed_at_any_moment_is_completed_by_the_next(make_site: MakeSite) -> None:
    root = make_site(
        {f"articles/{n}.md": TEAPOT.replace("Kettle Club", f"{TOWNS[n % 8]} Club") for n in range(40)}
    )
    command = [sys.executable, "-m", "generator", "pages", "--quiet", "--config", str(root / "digest.yml")]
    for delay in (0.4, 0.7, 0.9, 1.1, 1.3):
        process = subprocess.Popen(command)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert pages_of(root).report.refused == ()
    completed = tree(root / "docs")
    (root / "docs").rename(root / "completed")
    (root / LOCK_FILE).unlink()
    pages_of(root)
    assert tree(root / "docs") == completed


def test_a_folder_without_articles_is_named_for_all_that_was_published_counts_as_withdrawn(
    make_site: MakeSite,
) -> None:
    root = make_site({"articles/_draft.md": "One."})
    report = pages_of(root)
    assert [(p.where, p.severity.value, p.message) for p in report.problems] == [
        ("articles/", "warning", "no article lies in this folder: put some there, or name another folder")
    ]
