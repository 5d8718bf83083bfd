"""An article that is written from right to left is laid out so, on a page whose furniture is not."""

import pytest
from playwright.sync_api import Browser

from generator.build import build
from generator.config import load_settings
from generator.run import Options
from tests.conftest import MakeSite

NAMES = """---
title: The tide mill
date: 2024-03-02
authors: [Dana Levi, אברהם כהן, أحمد الزهراني]
site: טחנות (2)
url: https://example.org/mill
---

The mill at Norvik turns twice a day, and טחנת הרוח stands beside it. Nobody pays the moon.
"""
HEBREW = f"""min_read: {{one: "דקה", other: "{{count}} דקות"}}
months: [{", ".join(["מרץ"] * 12)}]
"""
ORDER = """parts => {
    const walker = document.createTreeWalker(document.querySelector("article .dp-byline"), NodeFilter.SHOW_TEXT);
    const found = [];
    for (let text; (text = walker.nextNode()); )
        for (const part of parts) {
            const at = text.data.indexOf(part);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(text, at);
            range.setEnd(text, at + part.length);
            found.push([range.getBoundingClientRect().left, part]);
        }
    return found.sort((a, b) => a[0] - b[0]).map(([, part]) => part);
}"""

ARTICLE = """---
title: الطاحونة
language: ar
---

تقف الطاحونة القديمة على الشاطئ الشرقي منذ عام 1923. يدير المد عجلتها مرتين كل يوم.

- بند أول في القائمة
- بند ثان في القائمة

> لا أحد يدفع للقمر.

| السنة | الأكياس |
| --- | --- |
| 2024 | 40 |

```
x = 1
```
"""
LAMP = """---
title: المنارة
language: ar
date: 2023-05-04
---

أضاءت المنارة البحر للصيادين ليلة واحدة. أغلقها المجلس في الشتاء.
"""
LINES = """() => {
    const range = document.createRange();
    range.selectNodeContents(document.querySelector(".dp-find-text"));
    const ends = {};
    for (const { top, right } of range.getClientRects())
        ends[Math.round(top / 12)] = Math.max(ends[Math.round(top / 12)] ?? 0, Math.round(right));
    return Object.values(ends);
}"""
"""Where each line of an excerpt ends at the right."""
SIDES = """() => {
    const style = selector => getComputedStyle(document.querySelector("article " + selector));
    const cells = [...document.querySelectorAll("article th")].map(cell => cell.getBoundingClientRect().left);
    return {
        bullets: style("div > ul").paddingRight,
        bar: style("blockquote").borderRightStyle,
        columns: cells[0] > cells[1],
        code: style("pre").direction,
        heading: style("h1 ~ h2").direction,
        number: getComputedStyle(document.querySelector("mark.dp-key"), "::after").unicodeBidi,
    };
}"""


@pytest.mark.parametrize("width", [1280, 360])
def test_bullets_bars_and_columns_of_an_arabic_article_begin_at_the_right(
    make_site: MakeSite, browser: Browser, width: int
) -> None:
    root = make_site({"articles/mill.md": ARTICLE})
    build(load_settings(root / "digest.yml"), Options(jobs=1), lambda *_: None)
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto((root / "site" / "articles" / "mill" / "index.html").as_uri())
    sides = page.evaluate(SIDES)
    page.close()
    assert sides.pop("bullets") != "0px"
    assert sides == {
        "bar": "solid",
        "columns": True,
        "code": "ltr",
        "heading": "ltr",
        "number": "isolate",
    }


@pytest.mark.parametrize("language", ["en", "he"])
def test_names_stand_in_the_order_in_which_they_are_given_whatever_their_letters(
    make_site: MakeSite, browser: Browser, language: str
) -> None:
    settings = f"title: Mine\nsite_language: {language}\n"
    root = make_site({"digest.yml": settings, "articles/mill.md": NAMES, "templates/words/he.yml": HEBREW})
    build(load_settings(root / "digest.yml"), Options(jobs=1), lambda *_: None)
    page = browser.new_page()
    page.goto((root / "site" / "articles" / "mill" / "index.html").as_uri())
    parts = ["Levi", "כהן", "أحمد", "טחנות", "min read" if language == "en" else "דקה"]
    seen = page.evaluate(ORDER, parts)
    page.close()
    assert seen == (parts if language == "en" else parts[::-1])


def test_an_arabic_brief_on_the_first_page_has_its_numbers_at_the_right(
    make_site: MakeSite, browser: Browser
) -> None:
    root = make_site({"articles/mill.md": ARTICLE})
    build(load_settings(root / "digest.yml"), Options(jobs=1), lambda *_: None)
    page = browser.new_page()
    page.goto((root / "site" / "index.html").as_uri())
    side = "getComputedStyle(document.querySelector('.dp-brief ol > li')).paddingRight"
    language, room = page.evaluate(f"[document.querySelector('.dp-brief').lang, {side}]")
    page.close()
    assert language == "ar"
    assert room != "0px"


def test_an_arabic_title_in_a_list_stands_above_its_sentence_at_the_right(
    make_site: MakeSite, browser: Browser
) -> None:
    root = make_site({"articles/lamp.md": LAMP, "articles/mill.md": ARTICLE})
    build(load_settings(root / "digest.yml"), Options(jobs=1), lambda *_: None)
    page = browser.new_page()
    page.goto((root / "site" / "index.html").as_uri())
    title, item = page.evaluate(
        """() => [".dp-title", "li"].map((one) => {
            const range = document.createRange();
            range.selectNodeContents(document.querySelector(`.dp-list ${one}`));
            return range.getBoundingClientRect().right;
        })"""
    )
    page.close()
    assert abs(item - title) < 1


def test_an_arabic_excerpt_of_two_lines_is_found_at_the_right_and_prints_without_the_form(
    make_site: MakeSite, browser: Browser
) -> None:
    root = make_site({"articles/mill.md": ARTICLE})
    build(load_settings(root / "digest.yml"), Options(jobs=1), lambda *_: None)
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto((root / "site" / "search" / "index.html").as_uri() + "?q=الطاحونة")
    page.locator(".dp-find-text").first.wait_for()
    rows = page.evaluate(LINES)
    page.emulate_media(media="print")
    shown = page.locator(".dp-find-form").is_visible(), page.locator(".dp-find-hit").first.is_visible()
    page.close()
    assert len(rows) > 1
    assert len(set(rows)) == 1
    assert shown == (False, True)
