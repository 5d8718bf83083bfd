"""The demo site as a reader meets it, in a real browser."""

import json
import re
from itertools import pairwise
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

PAGES = (
    "/",
    "/topics/",
    "/topics/bitcoin/",
    "/articles/",
    "/articles/sentences-that-vote/",
    "/articles/again-pocket-and-the-unread-pile/",
    "/archive/",
    "/archive/2024/",
    "/search/",
    "/404.html",
    "/about/",
)


def digest(site: str) -> dict[str, list[dict[str, object]]]:
    with urlopen(f"{site}/digest.json") as answer:  # the address is the fixture's own
        data: dict[str, list[dict[str, object]]] = json.load(answer)
        return data


def come_to_rest(page: Page) -> None:
    """Wait as a reader does: Material notes the place in the history a moment after the last scroll.

    Who goes on before that moment has the place of one page noted for the other. The browser's own
    timers keep their order however busy the machine is, so the wait is one of them.
    """
    page.evaluate(
        "new Promise(done => setTimeout(() => requestAnimationFrame(() => setTimeout(done, 500)), 0))"
    )


@pytest.mark.parametrize("path", PAGES)
def test_every_kind_of_page_is_quiet_asks_no_other_host_and_never_scrolls_sideways(
    site: str, page: Page, path: str
) -> None:
    page.goto(site + path, wait_until="networkidle")
    expect(page.locator("h1")).to_have_count(1)
    for width in (320, 768, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", ["/", "/articles/sentences-that-vote/"])
def test_a_short_sentence_written_from_right_to_left_stands_at_the_right(
    site: str, page: Page, path: str
) -> None:
    page.goto(site + path)
    gap = page.evaluate(
        """() => {
          const link = document.querySelector(".dp-brief li .dp-sentence");
          link.textContent = "القهوة شراب الضيوف.";
          return link.closest("li").getBoundingClientRect().right - link.getBoundingClientRect().right;
        }"""
    )
    assert abs(gap) <= 1


def test_a_story_shows_its_tellings_and_marks_this_one(site: str, page: Page) -> None:
    page.goto(f"{site}/articles/again-pocket-and-the-unread-pile/")
    tellings = page.locator(".dp-story li")
    expect(tellings).to_have_count(2)
    expect(tellings.filter(has_text="this page")).to_have_count(1)
    expect(tellings.filter(has_text="this page")).to_contain_text("Once more")


def test_a_wrong_address_leads_on(site: str, page: Page) -> None:
    page.goto(f"{site}/404.html")
    page.locator("article a", has_text="Topics").click()
    expect(page.locator("h1")).to_contain_text("Topics")


@pytest.mark.parametrize("width", [1240, 1600])
def test_the_header_ends_where_the_column_below_it_ends(site: str, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{site}/articles/sentences-that-vote/")
    ends = [
        page.locator(part).first.evaluate("part => Math.round(part.getBoundingClientRect().right)")
        for part in (".dp-find-open", ".md-sidebar--secondary .md-nav__link:visible")
    ]
    assert ends[0] == ends[1] < width


def test_every_summary_sentence_is_marked_in_the_paragraph_it_links_to(site: str, page: Page) -> None:
    for article in digest(site)["articles"]:
        if article["publish"] != "full":
            continue
        page.goto(f"{site}/{article['url']}")
        summary = article["summary"]
        assert isinstance(summary, list)
        for sentence in summary:
            place = page.locator(f"#{sentence['anchor']}")
            expect(page.locator(f"a[href$='#{sentence['anchor']}']").first).to_be_visible()
            marked = " ".join(" ".join(place.locator("mark").all_inner_texts()).split())
            assert marked


def test_a_quotation_on_a_topic_leads_to_its_paragraph(site: str, page: Page) -> None:
    page.goto(f"{site}/topics/bitcoin/")
    reference = page.locator("article a[href*='#p']").first
    target = reference.get_attribute("href")
    assert target
    reference.click()
    page.wait_for_url(f"**#{target.partition('#')[2]}")
    expect(page.locator(f"#{target.partition('#')[2]}")).to_be_in_viewport()


def test_every_quotation_of_every_topic_resolves(site: str, page: Page) -> None:
    anchors: dict[str, set[str]] = {}
    urls = {article["id"]: article["url"] for article in digest(site)["articles"]}
    for topic in digest(site)["topics"]:
        assert isinstance(topic["summary"], list)
        for sentence in topic["summary"]:
            anchors.setdefault(sentence["article"], set()).add(sentence["anchor"])
    for article, wanted in anchors.items():
        page.goto(f"{site}/{urls[article]}")
        assert all(page.locator(f"#{anchor}").count() == 1 for anchor in wanted)


def test_the_dark_scheme_follows_the_system(site: str, page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(site)
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"


def test_the_dark_colours_are_the_same_without_scripts(site: str, page: Page) -> None:
    assert page.context.browser
    context = page.context.browser.new_context(java_script_enabled=False)
    names = "paper ink quiet rule accent accent-strong tint shade".split()
    style = "(body, names) => names.map(name => getComputedStyle(body).getPropertyValue('--dp-' + name))"
    seen = []
    for tab in (page, context.new_page()):
        tab.emulate_media(color_scheme="dark")
        tab.goto(site)
        seen.append(tab.locator("body").evaluate(style, names))
    context.close()
    assert seen[0] == seen[1]


def test_corrections_show_the_right_name_and_the_original_on_hover(site: str, page: Page) -> None:
    page.goto(f"{site}/articles/panel-recap-weights-robots-and-coins/")
    fix = page.get_by_text("Nakamoto", exact=True).first
    assert "Nakomoto" in (fix.get_attribute("title") or "")


def test_pages_read_without_script(site: str, page: Page) -> None:
    context = page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    tab = context.new_page()
    for path in PAGES:
        tab.goto(site + path)
        expect(tab.locator("h1")).to_be_visible()
    context.close()


def test_a_paragraph_gives_its_address_to_mouse_and_keyboard(site: str, page: Page) -> None:
    page.goto(f"{site}/articles/sentences-that-vote/", wait_until="networkidle")
    sign = page.locator("#p4 > .dp-anchor")
    expect(sign).to_have_css("opacity", "0")
    page.locator("#p4").hover()
    expect(sign).to_have_css("opacity", "1")
    sign.press("Enter")
    page.wait_for_url("**/articles/sentences-that-vote/#p4")
    assert (sign.get_attribute("data-clipboard-text") or "").endswith("/articles/sentences-that-vote/#p4")


@pytest.mark.parametrize("width", [320, 640])
def test_the_sign_of_a_paragraph_fits_into_the_margin(site: str, page: Page, width: int) -> None:
    """Else a page that is written from right to left, where the margin is at the right, scrolls sideways."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{site}/articles/lidar-or-cameras/")
    page.locator("#p4 > .dp-anchor").wait_for(state="attached")
    assert page.evaluate("document.querySelector('#p4 > .dp-anchor').getBoundingClientRect().left") >= 0


def test_paragraphs_give_their_address_after_instant_navigation(site: str, page: Page) -> None:
    page.goto(f"{site}/articles/", wait_until="networkidle")
    page.evaluate("globalThis.sameDocument = true")
    page.locator("article a[href*='/articles/sentences-that-vote/']").first.click()
    sign = page.locator("#p4 > .dp-anchor")
    expect(sign).to_have_count(1)
    assert (sign.get_attribute("data-clipboard-text") or "").endswith("/articles/sentences-that-vote/#p4")
    assert page.evaluate("globalThis.sameDocument")


def test_paragraphs_of_a_page_opened_as_a_file_give_their_address(site_folder: Path, page: Page) -> None:
    page.goto((site_folder / "articles" / "sentences-that-vote" / "index.html").as_uri())
    sign = page.locator("#p4 > .dp-anchor")
    expect(sign).to_have_count(1)
    assert (sign.get_attribute("data-clipboard-text") or "").endswith("/sentences-that-vote/index.html#p4")


def test_on_a_narrow_screen_whatever_has_the_focus_is_seen(site: str, page: Page) -> None:
    """The links of the drawer come before those of the page: it comes out for them."""
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{site}/articles/sentences-that-vote/", wait_until="networkidle")
    seen = []
    for _ in range(12):
        page.keyboard.press("Tab")
        page.wait_for_timeout(50)
        seen.append(
            page.evaluate(
                "[document.activeElement.getBoundingClientRect().left, document.activeElement.textContent]"
            )
        )
    assert all(left >= 0 for left, _ in seen)
    assert "Archive" in [told.strip() for _, told in seen]
    assert page.evaluate("document.querySelector('.md-sidebar--primary').getBoundingClientRect().left") < 0


def test_a_link_shows_a_preview_of_its_page(site: str, page: Page) -> None:
    page.goto(f"{site}/topics/bitcoin/", wait_until="networkidle")
    sentence = page.locator("article .dp-brief li").first
    said = sentence.evaluate("item => [...item.childNodes].find(node => node.nodeType === 3).data.trim()")
    sentence.locator(".dp-ref").hover()
    expect(page.locator(".md-tooltip2--active")).to_contain_text(said)


def test_lists_in_a_text_stand_no_further_in_than_their_signs_need(site: str, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{site}/articles/shapes/")
    lefts = page.evaluate(
        """() => [...document.querySelectorAll("article > :is(h1, ul), article > ul li li")].map(
            (one) => (one.querySelector(":scope > li") ?? one).getBoundingClientRect().left)"""
    )
    assert len(lefts) == 4
    assert all(0 < after - before <= 32 for before, after in pairwise(lefts))


def test_the_whole_of_a_wide_table_is_reached_by_the_keyboard(site: str, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{site}/articles/shapes/", wait_until="networkidle")
    table = page.locator(".dp-table")
    table.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert table.evaluate("one => one.scrollLeft") > 30
    assert table.evaluate("one => one.scrollWidth - one.querySelector('table').offsetWidth") == 0


def test_code_keeps_its_address(site: str, page: Page) -> None:
    page.goto(f"{site}/articles/sentences-that-vote/#p3", wait_until="networkidle")
    expect(page.locator("pre > #p3")).to_be_in_viewport()


def test_back_and_forward_keep_the_place(site: str, page: Page) -> None:
    page.goto(f"{site}/topics/bitcoin/", wait_until="networkidle")
    reference = page.locator("article a[href*='#p']").first
    anchor = (reference.get_attribute("href") or "").partition("#")[2]
    reference.click()
    page.wait_for_url(f"**#{anchor}")
    expect(page.locator(f"#{anchor}")).to_be_in_viewport()
    come_to_rest(page)
    page.go_back()
    page.wait_for_url("**/topics/bitcoin/")
    expect(page.locator("h1")).to_have_text(re.compile("Bitcoin"))
    come_to_rest(page)
    page.go_forward()
    page.wait_for_url(f"**#{anchor}")
    expect(page.locator(f"#{anchor}")).to_be_in_viewport()


def test_what_is_quoted_looks_quoted_and_names_its_source(site: str, page: Page) -> None:
    page.goto(f"{site}/topics/bitcoin/")
    passages = page.locator("h3.dp-source")
    assert passages.count() == page.locator("h3.dp-source + p.dp-meta time").count() > 0
    assert page.locator("article blockquote").count() >= passages.count()


COLOURS = re.compile(r"--dp-[\w-]+(?=: #)")


def test_a_page_prints_alike_from_a_dark_screen(site: str, page: Page) -> None:
    names = sorted(set(COLOURS.findall(urlopen(f"{site}/assets/digest.css").read().decode())))
    printed = []
    for scheme in ("light", "dark"):
        page.emulate_media(media="print", color_scheme=scheme)
        page.goto(f"{site}/articles/lidar-or-cameras/", wait_until="networkidle")
        look = "names => names.map(name => getComputedStyle(document.body).getPropertyValue(name))"
        printed.append(dict(zip(names, page.evaluate(look, names), strict=True)))
    assert printed[0] == printed[1]


def test_a_page_prints_without_furniture(site: str, page: Page) -> None:
    page.goto(f"{site}/articles/lidar-or-cameras/", wait_until="networkidle")
    page.emulate_media(media="print")
    for part in (".md-header", ".md-footer", ".dp-anchor", ".headerlink"):
        assert not [one for one in page.locator(part).all() if one.is_visible()], part
    expect(page.locator("h1")).to_be_visible()
