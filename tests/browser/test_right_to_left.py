"""An article that is written from right to left is laid out so, on a page whose furniture is not."""

import pytest
from playwright.sync_api import Browser

from generator.build import build
from generator.config import load_settings
from generator.run import Options
from tests.conftest import MakeSite

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
