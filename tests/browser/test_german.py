"""A site in German, as it is begun, built, bundled and read: not a word of ours in English is left on it."""

import html
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from lxml import html as markup
from playwright.sync_api import Page, expect

from generator.build import build
from generator.bundle.make import Form
from generator.config import load_settings
from generator.run import Options
from generator.scaffold import new_site
from generator.using import bundle, check
from generator.wording import Wording, english, load_wording

ARTICLES = {
    "hochwasser.md": """---
title: Das Hochwasser am Oberlauf
date: 2025-02-06
authors: [Anna Bach]
url: https://www.uferblatt.example/hochwasser
---

Der Pegel am Oberlauf ist in der Nacht auf sechs Meter gestiegen. Die Feuerwehr hat dreihundert Menschen geholt.
Der Hochwasserschutz hielt an den meisten Stellen, doch zwei Deiche sind gebrochen.

## Was die Deiche kosten

Der Landkreis will den Hochwasserschutz für zwanzig Millionen Euro erneuern. Die Gemeinde Oberfeld hält das für zu
wenig, weil allein ihre Deiche zwölf Millionen kosten. Mehr dazu steht in [einem Bericht über die Auenwälder](auen.md).

![Der Deich](https://www.uferblatt.example/deich.jpg)
""",
    "auen.md": """---
title: Auenwälder kehren zurück
date: 2024-11-01
authors: [Jonas Reuter, Mia Kern]
---

Die Auenwälder am Mittellauf wachsen wieder. Auenwälder brauchen das Hochwasser, denn es bringt ihnen Schlamm.

Der Hochwasserschutz gewinnt dadurch. Wo Auenwälder stehen, fließt das Wasser langsamer, und der Pegel steigt später.
""",
    "streit.md": """---
title: Der Kreistag streitet über den Hochwasserschutz
date: 2018-03-18
publish: digest
url: https://www.kreisblatt.example/streit
---

Der Kreistag hat sechs Stunden lang über den Hochwasserschutz gestritten. Am Ende stimmten dreißig Abgeordnete für
neue Deiche bei Oberfeld. Für die Auenwälder bleiben drei Millionen Euro übrig, für den Pegel nichts.
""",
    "pegel.md": """---
title: Wie man einen Pegel liest
---

Ein Pegel ist eine Latte im Fluss. Der Pegel bei Oberfeld steht seit 1871. Der Hochwasserschutz hängt daran, dass
jemand den Pegel liest.
""",
}
THEIRS = ("Skip to content", "Back to top", "Table of contents", "Previous", "Copied to clipboard")
"""What Material says in English."""
READ = ("title", "aria-label", "alt", "placeholder", "content")
ALIKE = frozenset(("archive", "original", "text", "start", "generator"))
"""What stands in addresses and names for programs, and what German has as well."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built twice: one article came, one changed, one went."""
    root = tmp_path_factory.mktemp("deutsch") / "fluss"
    new_site(root, title="Flusskurier", language="de")
    for path in (root / "articles").iterdir():
        path.unlink()
    settings = root / "digest.yml"
    more = "url: https://flusskurier.example/\nsources_page: true\n"
    settings.write_text(settings.read_text(encoding="utf-8") + more, encoding="utf-8")
    for name, text in {**ARTICLES, "alt.md": ARTICLES["pegel.md"].replace("Pegel", "Deich")}.items():
        (root / "articles" / name).write_text(text, encoding="utf-8")
    built(root)
    (root / "articles" / "alt.md").unlink()
    changed = ARTICLES["auen.md"].replace("wachsen wieder", "wachsen schnell").replace("Jonas", "Jan")
    (root / "articles" / "auen.md").write_text(changed, encoding="utf-8")
    (root / "articles" / "neu.md").write_text(ARTICLES["auen.md"].replace("2024", "2025"), encoding="utf-8")
    built(root)
    return root


def built(root: Path) -> None:
    build(load_settings(root / "digest.yml"), Options(), lambda *_: None)


def phrases(wording: Wording) -> Iterator[str]:
    """What a language says between slots, where it is long enough to be known again."""
    for forms in wording.texts.values():
        for text in [forms] if isinstance(forms, str) else forms.values():
            yield from (said.strip(" ,.:;·") for said, *_ in Formatter().parse(text))
    yield from wording.months


ENGLISH = re.compile(
    r"\b(?:"
    + "|".join(
        re.escape(said)
        for said in sorted({*phrases(english()), *THEIRS})
        if len(said) > 3
        and said.casefold() not in ALIKE | {one.casefold() for one in phrases(load_wording("de", Path()))}
    )
    + r")\b"
)


def told(path: str, content: bytes) -> str:
    """What somebody reads in a file, or has read out."""
    text = content.decode("utf-8")
    if path.endswith((".html", ".xhtml")):
        tree = markup.fromstring(content)
        for element in tree.xpath("//script|//style|//*[@lang='en']|//meta[@property='og:type']"):
            element.drop_tree()
        given = [value for element in tree.iter() for name, value in element.items() if name in READ]
        text = " ".join((*tree.itertext(), *given))
    text = html.unescape(text)
    return re.sub(r"https?:\S+|[\w./-]+\.(?:txt|xml|json|html|md)\b|<[^>]*>", " ", text)


def test_no_word_of_ours_in_english_is_left_on_the_site(root: Path) -> None:
    endings = ("*.html", "*.xml", "feed.json", "*.txt", "feeds.opml")
    files = [file for ending in endings for file in (root / "site").rglob(ending)]
    read = {str(file): told(file.name, file.read_bytes()) for file in files if "assets" not in file.parts}
    script = (root / "site" / "assets" / "digest.js").read_text(encoding="utf-8").partition("\n")[0]
    spoken = re.sub(r"\{\w+\}", " ", " ".join(re.findall(r': \[?"([^"]*)"', script)))
    found = {path: ENGLISH.findall(text) for path, text in {**read, "digest.js": spoken}.items()}
    assert {path: some for path, some in found.items() if some} == {}


def test_nor_in_its_books(root: Path, tmp_path: Path) -> None:
    settings = load_settings(root / "digest.yml")
    books = list(bundle(settings, Options(), lambda *_: None, forms=[Form.EPUB], into=tmp_path))
    for book in books:
        with zipfile.ZipFile(book) as archive:
            pages = [name for name in archive.namelist() if name.endswith((".xhtml", ".svg"))]
            assert [ENGLISH.findall(told(name, archive.read(name))) for name in pages] == [[]] * len(pages)
            assert b"<dc:language>de</dc:language>" in archive.read("EPUB/package.opf")
            assert 'xml:lang="de"' in archive.read("EPUB/nav.xhtml").decode()


def test_the_site_may_be_published(root: Path) -> None:
    assert check(load_settings(root / "digest.yml"), Options(), lambda *_: None) == ()


def test_every_page_says_that_it_is_in_german(root: Path) -> None:
    for file in (root / "site").rglob("*.html"):
        assert '<html lang="de"' in file.read_text(encoding="utf-8"), file


def test_search_speaks_german(root: Path, page: Page) -> None:
    page.goto(f"file://{root}/site/index.html")
    page.get_by_role("button", name="Suche", exact=True).click()
    page.keyboard.type("Pegel")
    dialog = page.get_by_role("dialog", name="Suche")
    expect(dialog.get_by_role("status")).to_have_text(re.compile(r"^\d Seiten"))
    expect(dialog.get_by_label("Sortierung")).to_be_visible()
    assert not ENGLISH.findall(dialog.inner_text())
    page.get_by_role("searchbox").fill("Zwiebelkuchen")
    expect(dialog.get_by_role("status")).to_have_text("Nichts gefunden zu „Zwiebelkuchen“.")
    expect(dialog.get_by_role("link", name="Themen")).to_be_visible()
    page.goto(f"file://{root}/site/search/index.html?q=Hochwasser&sort=date")
    expect(page.locator(".dp-find-hit time").first).to_have_text(
        re.compile(r"^6\. Feb\. 2025|1\. Nov\. 2025")
    )


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_longer_words_fit_on_the_page(root: Path, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for place in ("", "topics/pegel/", "articles/hochwasser/", "search/", "archive/", "changes/", "sources/"):
        page.goto(f"file://{root}/site/{place}index.html")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place
