"""Whether originals are still there: asked politely, remembered, and told with a way out."""

import json
from datetime import date
from pathlib import Path

import pytest

from generator.errors import DigestError
from generator.intake.originals import archived, due, dump_originals, parse_originals
from generator.model import LinkHealth, Original
from tests.intake.server import Answer, Server, page
from tests.intake.test_commands import run, site

__all__ = ["site"]
DAY = date(2024, 2, 27)


def original(health: LinkHealth, day: int) -> Original:
    return Original(health=health, checked=date(2024, 2, day))


def an_article(site: Path, name: str, url: str, header: str = "") -> None:
    text = f"---\nurl: {url}\n{header}---\nThe mill was quiet that day, and the miller read a book.\n"
    (site / "articles" / f"{name}.md").write_text(text, encoding="utf-8")


def remembered(site: Path) -> dict[str, str]:
    found = json.loads((site / "links.lock.json").read_text(encoding="utf-8"))
    return {url.rpartition("/")[2]: one["health"] for url, one in found.items()}


def test_dead_originals_are_named_with_an_archive_to_look_in(site: Path, server: Server) -> None:
    server.answers = {
        "/here": Answer(page("Here")),
        "/old": Answer(status=301, headers=(("Location", "/here"),)),
        "/gone": Answer(b"x", status=410),
        "/ill": Answer(b"x", status=503),
        "/robots.txt": Answer(b"User-agent: *\nDisallow: /closed", kind="text/plain"),
    }
    for name in ("here", "old", "gone", "ill", "closed", "never"):
        an_article(site, name, f"{server.url}/{name}", "date: 2024-02-27\n")
    an_article(site, "lost", "http://nowhere.invalid/lost")
    an_article(site, "secret", f"{server.url}/secret", "private: true\n")
    result = run("check", "--links", "--allow-local")
    assert result.exit_code == 0
    assert f"gone.md: {server.url}/gone is dead (the server answers 410" in result.output
    assert f"https://web.archive.org/web/20240227/{server.url}/gone" in result.output
    assert f"leads to {server.url}/here" in result.output
    assert (
        "7 originals: 1 alive, 1 moved, 3 dead, 2 no answer, 0 not asked yet (7 asked now)" in result.output
    )
    assert "secret" not in result.output
    assert "/secret" not in server.paths()
    assert remembered(site) == {
        "here": "alive", "old": "moved", "gone": "dead", "never": "dead", "lost": "dead",
        "ill": "no answer", "closed": "no answer",
    }  # fmt: skip
    assert run("check", "--links", "--allow-local", "--strict").exit_code == 1


def test_an_answer_is_remembered_and_shown_among_the_sources(site: Path, server: Server) -> None:
    server.answers["/a"] = Answer(page("A"))
    an_article(site, "a", f"{server.url}/a")
    assert json.loads(run("sources", "--json").output)[0]["link"] == "not asked"
    run("check", "--links", "--allow-local")
    asked = len(server.asked)
    assert "1 alive" in run("check", "--links", "--allow-local").output
    assert len(server.asked) == asked
    assert json.loads(run("sources", "--json").output)[0]["link"].startswith("alive on 20")
    assert "original alive on" in run("sources").output


def test_no_more_are_asked_at_once_than_wanted_and_the_others_the_next_time(
    site: Path, server: Server
) -> None:
    for name in "abcde":
        an_article(site, name, f"{server.url}/{name}")
        server.answers[f"/{name}"] = Answer(page(name))
    for done in (2, 4, 5):
        shown = run("check", "--links", "--allow-local", "--most", "2").output
        assert f"{done} alive" in shown
        assert f"{5 - done} not asked yet" in shown


def test_what_went_is_forgotten(site: Path, server: Server) -> None:
    server.answers["/a"] = Answer(page("A"))
    an_article(site, "a", f"{server.url}/a")
    run("check", "--links", "--allow-local")
    (site / "articles" / "a.md").unlink()
    run("check", "--links", "--allow-local")
    assert remembered(site) == {}


@pytest.mark.parametrize(
    "health, days, asked",
    [
        (LinkHealth.ALIVE, 29, False),
        (LinkHealth.ALIVE, 30, True),
        (LinkHealth.DEAD, 7, True),
        (LinkHealth.UNSURE, 1, False),
        (LinkHealth.UNSURE, 2, True),
    ],
)
def test_an_answer_holds_for_a_time(health: LinkHealth, days: int, *, asked: bool) -> None:
    known = {"https://example.org/a": Original(health=health, checked=DAY)}
    today = date.fromordinal(DAY.toordinal() + days)
    assert bool(due(known, known, today=today, most=9)) is asked


def test_servers_take_turns_and_those_never_asked_come_first() -> None:
    urls = ["https://a.org/1", "https://a.org/2", "https://a.org/3", "https://b.org/1", "https://b.org/2"]
    known = {"https://b.org/2": original(LinkHealth.DEAD, 1)}
    assert due(urls, known, today=DAY, most=4) == (
        "https://a.org/1", "https://b.org/1", "https://a.org/2", "https://a.org/3",
    )  # fmt: skip


def test_what_is_remembered_comes_back_and_damage_is_named() -> None:
    known = {"https://example.org/a": original(LinkHealth.MOVED, 3)}
    assert parse_originals(dump_originals(known), "x") == known
    with pytest.raises(DigestError, match="x: is damaged"):
        parse_originals(b"{", "x")


def test_an_archive_is_offered_for_the_day_of_the_article_or_the_newest() -> None:
    assert (
        archived("https://example.org/a?b", DAY)
        == "https://web.archive.org/web/20240227/https://example.org/a?b"
    )
    assert archived("https://example.org/a", None) == "https://web.archive.org/web/2/https://example.org/a"
