"""Builds that are killed, and builds at the same time: the published site is whole at every moment."""

import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generator.build import build
from generator.config import Settings, load_settings
from generator.run import Options
from tests.conftest import MakeSite, tree
from tests.test_build import CLUB, TEAPOT, TOWNS

Edit = Callable[[], object]


def command(root: Path) -> list[str]:
    return [sys.executable, "-m", "generator", "build", "--quiet", "--config", str(root / "digest.yml")]


def clean(root: Path, name: str) -> dict[str, bytes]:
    """The site made from the Markdown and the articles as they are, with an empty cache."""
    settings = load_settings(root / "digest.yml")
    built(replace(settings, site=root / name, cache=root / f"{name}-cache"))
    return tree(root / name)


def built(settings: Settings) -> None:
    build(settings, Options(jobs=1), lambda *_: None)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system kills in another way")
def test_a_killed_build_leaves_a_whole_site_and_the_next_completes_it(make_site: MakeSite) -> None:
    root = make_site({f"articles/{n}.md": TEAPOT.replace("Leeds", TOWNS[n % 8]) for n in range(12)})
    site = load_settings(root / "digest.yml").site
    began = time.perf_counter()
    subprocess.run(command(root), check=True)
    whole = time.perf_counter() - began
    chance = random.Random("moments")
    before = tree(site)
    for number in range(4):
        (root / "articles" / f"{number}.md").write_text(TEAPOT.replace("Leeds", f"Bath {number}"))
        process = subprocess.Popen(command(root))
        time.sleep(whole * chance.uniform(0.4, 1.1))
        process.send_signal(signal.SIGKILL)
        process.wait()
        found = tree(site)
        built(load_settings(root / "digest.yml"))
        after = tree(site)
        assert found in (before, after, {}), "the old site or the new one, or the instant between them"
        before = after
    assert tree(site) == clean(root, "clean")


def test_builds_at_the_same_time_wait_for_each_other(make_site: MakeSite) -> None:
    root = make_site(CLUB)
    for text in ("tea", "coffee"):
        (root / "articles" / "kettle.txt").write_text(CLUB["articles/kettle.txt"].replace("coffee", text))
        builds = [subprocess.Popen(command(root)) for _ in range(2)]
        assert [process.wait() for process in builds] == [0, 0]
    assert tree(load_settings(root / "digest.yml").site) == clean(root, "clean")


def test_every_edit_of_the_articles_gives_the_site_of_a_clean_build(make_site: MakeSite) -> None:
    root = make_site({**CLUB, "topics.yml": "", "templates/assets/own.css": "p {}"})
    settings = load_settings(root / "digest.yml")
    articles = root / "articles"
    edits: tuple[Edit, ...] = (
        lambda: (articles / "new.md").write_text(TEAPOT.replace("teapot", "samovar")),
        lambda: (articles / "kettle.txt").rename(articles / "club.txt"),
        lambda: (root / "topics.yml").write_text("topics:\n  kettle-club: {name: The Kettle Club}\n"),
        lambda: (root / "digest.yml").write_text("title: Other\nsummary_sentences: 2\n"),
        lambda: (root / "templates" / "assets" / "own.css").write_text("a {}"),
        (articles / "teapot.md").unlink,
    )
    for number, edit in enumerate(edits):
        built(settings)
        edit()
        settings = load_settings(root / "digest.yml")
        built(settings)
        assert tree(settings.site) == clean(root, f"clean-{number}")
