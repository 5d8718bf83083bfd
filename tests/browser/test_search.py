"""Search as a reader uses it: over http, and in pages opened as files."""

import json
import re
import shutil
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from generator.build import build
from generator.config import load_settings
from generator.run import Options
from generator.scaffold import new_site
from tests.test_unspaced import BRIDGE, RIVER

HALVING = "2024-04-20-the-fourth-bitcoin-halving"
DATES = "[...document.querySelectorAll('.dp-find-hit time')].map(time => time.dateTime)"
NEWEST_FIRST = f"""async () => {{
  for (let turn = 0; turn < 500; turn += 1) {{
    const dates = {DATES};
    if (dates.length > 1 && String(dates) === String(dates.toSorted().reverse())) return dates;
    await new Promise((done) => setTimeout(done, 20));
  }}
  return [];
}}"""
"""The dates once they are in order; none if they never are."""
BOTH = pytest.mark.parametrize("start", ["http", "file"], indirect=True)


@pytest.fixture
def start(request: pytest.FixtureRequest, site: str, site_folder: Path) -> str:
    """The address of the first page."""
    return f"{site}/" if request.param == "http" else f"file://{site_folder}/index.html"


def hits(page: Page) -> Locator:
    return page.locator(".dp-find-hit")


def search(page: Page, words: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(words, delay=20)


def answered(page: Page) -> None:
    """Wait until what is shown answers all that was typed."""
    expect(page.locator(".dp-find-body")).to_have_attribute("aria-busy", "false")


@BOTH
def test_a_key_opens_search_and_escape_closes_it(start: str, page: Page) -> None:
    page.goto(start)
    for key in ("/", "s", "Control+k", "Meta+k"):
        page.keyboard.press(key)
        expect(page.get_by_role("searchbox", name="Search")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator("body")).to_be_focused()  # when it is closed: it is hidden a moment before


def test_the_button_opens_search_and_has_the_focus_again(site: str, page: Page) -> None:
    page.goto(site)
    button = page.get_by_role("button", name="Search", exact=True)
    button.click()
    expect(page.get_by_role("dialog", name="Search")).to_be_visible()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()


@BOTH
def test_a_hit_opens_at_its_paragraph_by_the_keyboard_alone(start: str, page: Page) -> None:
    page.goto(start)
    search(page, "subsidy fourth halving")
    expect(hits(page).first).to_contain_text("Halving")
    expect(hits(page).first.locator("mark").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(hits(page).first.locator("a").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(hits(page).first.locator("a").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("searchbox", name="Search")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"#[ps]\d+$"))
    expect(page.locator("h1")).to_have_count(1)
    anchor = page.url.partition("#")[2]
    expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()


@BOTH
def test_enter_opens_the_first_hit(start: str, page: Page) -> None:
    page.goto(start)
    search(page, "fourth bitcoin halving")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"articles/{HALVING}/"))
    expect(page.locator("h1")).to_have_text(re.compile("Halving"))


@BOTH
def test_filters_narrow_and_order_the_results(start: str, page: Page) -> None:
    page.goto(start)
    search(page, "robots")
    expect(hits(page).first).to_be_visible()
    page.get_by_label("Kind").select_option("article")
    expect(page.locator(".dp-find-facts", has_text="Topic")).to_have_count(0)
    page.get_by_label("Order").select_option("date")
    dates = page.evaluate(NEWEST_FIRST)
    assert dates
    year = dates[-1][:4]
    page.get_by_label("Year").select_option(year)
    expect(page.locator(f".dp-find-hit time:not([datetime^='{year}'])")).to_have_count(0)
    expect(hits(page).first).to_be_visible()


@BOTH
def test_a_topic_alone_lists_its_articles(start: str, site_folder: Path, page: Page) -> None:
    data = json.loads((site_folder / "digest.json").read_bytes())
    topic = next(one for one in data["topics"] if one["id"] == "bitcoin")
    page.goto(start)
    page.keyboard.press("/")
    page.get_by_label("Topic").select_option("bitcoin")
    expect(hits(page)).to_have_count(len(topic["articles"]))


@BOTH
def test_a_page_of_the_editors_own_is_found_at_its_heading(start: str, page: Page) -> None:
    page.goto(start)
    search(page, "lighthouse friday")
    page.get_by_label("Kind").select_option("page")
    expect(hits(page).first).to_contain_text("About us")
    hits(page).first.locator("li a").first.click()
    page.wait_for_url(re.compile(r"about/(index\.html)?#where-to-write$"))
    expect(page.locator("h1")).to_have_text(re.compile("About us"))


@BOTH
def test_nothing_found_says_so_and_shows_a_way_on(start: str, page: Page) -> None:
    page.goto(start)
    search(page, "zyzzyvas")
    expect(page.get_by_text("Nothing found for “zyzzyvas”.")).to_be_visible()
    page.get_by_role("dialog").get_by_role("link", name="topics").click()
    expect(page.locator("h1")).to_contain_text("Topics")


@pytest.mark.parametrize("query", ["notary", "theology", "internships"])
@BOTH
def test_a_word_is_not_found_where_only_its_beginning_is_a_word(start: str, page: Page, query: str) -> None:
    """The demo says *not*, *the* and *in* on most pages."""
    page.goto(start)
    search(page, query)
    expect(page.locator(".dp-find-status")).to_have_text(f"Nothing found for “{query}”.")


@BOTH
def test_a_word_is_found_by_its_first_letters_and_with_a_wrong_ending(start: str, page: Page) -> None:
    page.goto(start)
    search(page, "robo")
    for query in ("robo", "robotz"):
        page.get_by_role("searchbox", name="Search").fill(query)
        answered(page)
        expect(page.locator(".dp-find-hit mark").first).to_have_text(re.compile("^robot", re.IGNORECASE))


@BOTH
def test_filters_that_leave_nothing_can_be_dropped(start: str, page: Page) -> None:
    page.goto(start)
    search(page, "halving")
    page.get_by_label("Kind").select_option("product")
    page.get_by_role("button", name="Search without filters").click()
    expect(hits(page).first).to_be_visible()


@BOTH
def test_all_results_have_an_address_of_their_own(start: str, page: Page) -> None:
    page.goto(start)
    search(page, "the open model")
    every = page.locator(".dp-find-all")
    expect(every).to_have_attribute("href", re.compile(r"\+model$"))
    every.click()
    page.wait_for_url(re.compile(r"search/(index\.html)?\?q=the\+open\+model"))
    expect(page.locator("#dp-search").get_by_role("searchbox")).to_have_value("the open model")
    expect(hits(page).nth(6)).to_be_visible()
    page.locator("#dp-search").get_by_label("Order").select_option("date")
    page.wait_for_url(re.compile(r"&sort=date"))
    page.reload()
    expect(page.locator("#dp-search").get_by_label("Order")).to_have_value("date")
    expect(hits(page).first).to_be_visible()


@BOTH
def test_a_topic_that_is_asked_for_by_its_name_comes_first(start: str, page: Page) -> None:
    page.goto(start)
    search(page, "bitcoin")
    expect(hits(page).first.locator(".dp-find-title")).to_have_text("Bitcoin")
    for asked, topic in (("open-source", "Open source"), ("Bitcoins", "Bitcoin")):
        page.get_by_role("searchbox", name="Search").fill(asked)
        expect(hits(page).first.locator(".dp-find-title")).to_have_text(topic)


def test_a_query_is_text_and_never_markup(site: str, page: Page) -> None:
    page.goto(f"{site}/search/?q=%3Czyzzyvas%3E&year=%22%3E")
    expect(page.get_by_text("Nothing found for “<zyzzyvas>”.")).to_be_visible()
    expect(page.locator("zyzzyvas")).to_have_count(0)


@pytest.mark.parametrize("width", [320, 1280])
@BOTH
def test_search_fits_every_width_and_scheme(start: str, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        page.goto(start)
        search(page, "robots")
        expect(hits(page).first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("document.querySelector('.dp-find').scrollWidth") <= width
        ink, paper = (
            page.evaluate(f"getComputedStyle(document.querySelector('.dp-find')).{name}")
            for name in ("color", "backgroundColor")
        )
        assert contrast(ink, paper) > 7


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 reckons it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_search_goes_on_after_instant_navigation(site: str, page: Page) -> None:
    page.goto(f"{site}/topics/", wait_until="networkidle")
    page.evaluate("globalThis.sameDocument = true")
    page.locator(".md-tabs a", has_text="Articles").click()
    expect(page.locator("h1")).to_contain_text("Articles")
    expect(page.locator(".dp-find-open")).to_have_count(1)
    search(page, "fourth bitcoin halving")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(re.compile("Halving"))
    search(page, "robots")
    page.keyboard.press("ArrowDown")
    expect(hits(page).first.locator("a").first).to_be_focused()
    expect(page.get_by_role("dialog")).to_have_count(1)
    assert page.evaluate("globalThis.sameDocument")


def test_all_results_may_be_asked_for_from_all_results(site: str, page: Page) -> None:
    page.goto(f"{site}/search/?q=the+open+model", wait_until="networkidle")
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("dialog").get_by_role("searchbox").fill("robots")
    every = page.locator(".dp-find-all")
    expect(every).to_have_attribute("href", re.compile("q=robots$"))
    every.click()
    expect(page.locator("#dp-search").get_by_role("searchbox")).to_have_value("robots")
    page.go_back()
    expect(page.locator("#dp-search").get_by_role("searchbox")).to_have_value("the open model")


def test_back_from_a_hit_shows_the_results_again(site: str, page: Page) -> None:
    page.goto(f"{site}/search/?q=robots&sort=date", wait_until="networkidle")
    title = hits(page).nth(1).locator("a").first
    name = title.inner_text()
    title.click()
    expect(page.locator("h1")).to_contain_text(name)
    page.go_back()
    expect(page.locator("#dp-search").get_by_label("Order")).to_have_value("date")
    expect(hits(page).nth(1)).to_contain_text(name)
    page.go_forward()
    expect(page.locator("h1")).to_contain_text(name)


def test_links_between_pages_work_from_a_disk(site_folder: Path, page: Page) -> None:
    page.goto(f"file://{site_folder}/index.html")
    page.locator("article a[href*='topics/']").first.click()
    expect(page.locator("h1")).to_have_count(1)
    page.locator(".md-tabs a", has_text="Archive").click()
    expect(page.locator("h1")).to_contain_text("Archive")
    page.locator("article a[href*='#'], article a[href*='articles/']").first.click()
    expect(page.locator(".md-content")).to_be_visible()


def test_search_finds_its_pages_without_folder_addresses(
    tmp_path: Path, page: Page, site_folder: Path
) -> None:
    root = tmp_path / "flat"
    new_site(root, title="Flat")
    shutil.copy(site_folder.parent / "articles" / f"{HALVING}.md", root / "articles")
    engine = root / "mkdocs.yml"
    engine.write_text(engine.read_text().replace("use_directory_urls: true", "use_directory_urls: false"))
    build(load_settings(root / "digest.yml"), Options(), lambda *_: None)
    page.goto(f"file://{root}/site/index.html")
    search(page, "halving subsidy")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"articles/{HALVING}\.html"))
    expect(page.locator("h1")).to_have_count(1)


@pytest.fixture(scope="module")
def river(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of two articles in Chinese."""
    root = tmp_path_factory.mktemp("chinese") / "river"
    new_site(root, title="River")
    shutil.rmtree(root / "articles")
    (root / "articles").mkdir()
    for name, text in (("river", RIVER), ("bridge", BRIDGE)):
        (root / "articles" / f"{name}.md").write_text(text, encoding="utf-8")
    build(load_settings(root / "digest.yml"), Options(), lambda *_: None)
    return root


@pytest.mark.parametrize(
    "words, first, marked",
    [
        pytest.param("水车", "河边的木水车", "水车", id="the end of a phrase"),
        pytest.param("橡木石桥", "洪水之后的石桥", "石桥", id="two phrases without a space"),
        pytest.param('"修理木水车"', "河边的木水车", "修理木水车", id="a phrase in quotation marks"),
    ],
)
def test_chinese_is_found_by_any_part_of_a_phrase(
    river: Path, page: Page, words: str, first: str, marked: str
) -> None:
    page.goto(f"file://{river}/site/index.html")
    search(page, words)
    answered(page)
    hit = hits(page).filter(has_text=first).first
    expect(hit).to_be_visible()
    assert marked in "".join(hit.locator("mark").all_inner_texts())
    assert " " not in hit.locator("li").first.inner_text().strip("… ")


def test_where_a_theme_has_a_search_of_its_own_ours_keeps_away(
    tmp_path: Path, page: Page, site_folder: Path
) -> None:
    own = '<header></header><div data-md-component="search"></div><p>Their search.</p>'
    script = (site_folder / "assets" / "digest.js").as_uri()
    (tmp_path / "theirs.html").write_text(f'<!doctype html>{own}<script src="{script}"></script>')
    page.goto((tmp_path / "theirs.html").as_uri())
    page.keyboard.press("/")
    expect(page.get_by_text("Their search.")).to_be_visible()
    expect(page.locator(".dp-find-open, dialog")).to_have_count(0)
