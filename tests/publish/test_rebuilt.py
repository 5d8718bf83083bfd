"""Whatever was edited, the next build makes the site that a build from nothing makes, byte for byte."""

import shutil
from pathlib import Path

import pytest
from hypothesis import Phase, example, given
from hypothesis import settings as trials
from hypothesis import strategies as st

from generator.build import build
from generator.config import LOCK_FILE, RECORD_FILE, load_settings
from generator.run import Options, Result
from tests.conftest import tree
from tests.test_build import CLUB, TEAPOT

NAMES = ("brass", "cast-iron", "copper", "glass", "saved/winter", "teapot")
MADE_OF = ("Copper", "Glass", "Cast iron", "Enamel")
TALK = (
    "The Kettle Club tried {of} kettles in Leeds. {of} kettles keep their heat, said Ada Marsh.",
    "A gooseneck kettle of {of} pours slowly. The Kettle Club likes a gooseneck kettle for coffee.",
    "Nobody in Hull mends {of} kettles any more, so the Kettle Club learnt to mend them.",
    "Every kettle of the Kettle Club is tried in Leeds on the first day of the month by Ada Marsh.",
    "See [the other teapot](teapot.md) and [this one](glass.md) of {of}, in the house of Ada Marsh.",
)
PHASES = (Phase.explicit,) if trials().derandomize else tuple(Phase)
"""Each example takes seconds: one is tried always, and many by the profile `explore`, which has the time."""
ONE = [
    [
        ("write", "copper", TEAPOT.replace("Cast iron", "Copper")),
        ("rename", "glass", "brass"),
        ("template", "search.md.j2", "Find it."),
        ("damage", "pages.msgpack", ""),
    ],
    [
        ("template", "article.md.j2", "# {{ view.title }}\n"),
        ("lose", "docs/topics/index.md", ""),
        ("lose", "docs/articles/copper.md", ""),
    ],
    [
        ("remove", "teapot", ""),
        ("topics", "topics.yml", "topics:\n  leeds: {name: The town of Leeds}\n"),
        ("settings", "digest.yml", "title: Ours\n"),
    ],
    [("words", "en", "in_brief: At a glance\nhome: Start\n")],
    [
        ("settings", "digest.yml", "title: Ours\nsite_language: de\n"),
        ("words", "de", "related: Siehe auch\n"),
    ],
]

articles = st.builds(
    lambda of, parts, head: (
        f"---\ntitle: {of} kettles\n{head}---\n" + "\n\n".join(parts).format(of=of) + "\n"
    ),
    st.sampled_from(MADE_OF),
    st.lists(st.sampled_from(TALK), min_size=1, max_size=4),
    st.sampled_from(["", "date: 2024-02-03\n", "publish: digest\n", "private: true\n", "slug: brass\n"]),
)
names = st.sampled_from(NAMES)
orders = st.sampled_from(
    [
        "",
        "never: [Ada Marsh]\n",
        "topics:\n  leeds: {name: The town of Leeds}\n",
        "merge: {gooseneck-kettle: kettle-club}\n",
        "corrections: {Ada Marsh: Ada March}\n",
    ]
)
options = st.sampled_from(
    [
        "title: Mine\n",
        "title: Ours\n",
        "title: Mine\nsummary_sentences: 1\n",
        "title: Mine\npublish: excerpt\n",
        "title: Mine\nsite_language: de\n",
        "title: Mine\nlanguage: fr\n",
    ]
)
words = st.sampled_from(["", "in_brief: At a glance\n", "topics: Things\ndate: '{year}, {month} {day}'\n"])
edits = st.one_of(
    st.tuples(st.just("write"), names, articles),
    st.tuples(st.just("write"), names, articles),
    st.tuples(st.just("rename"), names, names),
    st.tuples(st.just("remove"), names, st.just("")),
    st.tuples(st.just("topics"), st.just("topics.yml"), orders),
    st.tuples(st.just("settings"), st.just("digest.yml"), options),
    st.tuples(st.just("template"), st.just("search.md.j2"), st.sampled_from(["Find it.", "Look it up."])),
    st.tuples(
        st.just("template"),
        st.sampled_from(["article.md.j2", "topic.md.j2"]),
        st.sampled_from(["# {{ view.head.title }}\n", "{{ view.related }}\n"]),
    ),
    st.tuples(st.just("lose"), st.builds("docs/articles/{}.md".format, names), st.just("")),
    st.tuples(
        st.just("damage"), st.sampled_from(["pages*.msgpack", "standing.msgpack", "sites/*"]), st.just("")
    ),
    st.tuples(st.just("words"), st.sampled_from(["en", "de", "da"]), words),
    st.tuples(st.just("intro"), st.just("docs/intro.md"), st.sampled_from(["Hello.\n", "# Welcome\n"])),
    st.tuples(st.just("cache"), st.just(""), st.just("")),
)
Edit = tuple[str, str, str]


def apply(root: Path, edit: Edit) -> None:
    kind, name, text = edit
    article = root / "articles" / f"{name}.md"
    if kind == "write":
        write(article, text)
    elif kind == "rename" and article.exists():
        article.rename(root / "articles" / f"{text}.md")
    elif kind == "remove":
        article.unlink(missing_ok=True)
    elif kind == "template":
        write(root / "templates" / "pages" / name, f"---\ntitle: Search\n---\n{text}\n")
    elif kind == "words":
        write(root / "templates" / "words" / f"{name}.yml", text)
    elif kind == "lose":
        (root / name).unlink(missing_ok=True)
    elif kind == "damage":
        damage(load_settings(root / "digest.yml").cache, name)
    elif kind == "cache":
        shutil.rmtree(load_settings(root / "digest.yml").cache, ignore_errors=True)
    elif kind in {"topics", "settings", "intro"}:
        write(root / name, text)


def damage(cache: Path, pattern: str) -> None:
    """Turn over one byte in the middle of each file."""
    for path in cache.glob(pattern):
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 255
        path.write_bytes(content)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def built(root: Path) -> Result:
    return build(load_settings(root / "digest.yml"), Options(jobs=1), lambda *_: None)


def from_nothing(root: Path, folder: Path) -> Path:
    """A copy of all that a person keeps, the two locks too; nothing else that a build has made."""
    for name in (
        "articles",
        "templates",
        "digest.yml",
        "topics.yml",
        LOCK_FILE,
        RECORD_FILE,
        "docs/intro.md",
    ):
        source, target = root / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)
        elif source.exists():
            shutil.copy(source, target)
    return folder


@given(steps=st.lists(st.lists(edits, min_size=1, max_size=4), min_size=1, max_size=3))
@example(steps=ONE)
@trials(max_examples=40, phases=PHASES)
def test_whatever_was_edited_a_rebuild_is_a_build_from_nothing(
    tmp_path_factory: pytest.TempPathFactory, steps: list[list[Edit]]
) -> None:
    folder = tmp_path_factory.mktemp("rebuilt")
    root = folder / "site"
    for name, text in CLUB.items():
        write(root / name, text)
    write(root / "articles" / "glass.md", TEAPOT.replace("cast-iron", "glass"))
    write(root / "digest.yml", "title: Mine\n")
    built(root)
    for number, step in enumerate(steps):
        for edit in step:
            apply(root, edit)
        told = built(root)
        clean = from_nothing(root, folder / f"clean {number}")
        again = built(clean)
        assert tree(root / "site") == tree(clean / "site")
        assert tree(root / "docs") == tree(clean / "docs")
        assert (told.problems, told.published) == (again.problems, again.published)
        shutil.rmtree(clean)
