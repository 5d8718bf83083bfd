"""What search knows of pages that the editor wrote."""

from pathlib import Path

import pytest

from generator.model import Record
from generator.publish.own_pages import own_files, own_pages

PAGE = """<html><head><title>About - Site</title></head><body><nav>Menu</nav><article>
<h1 id="about">About us<a class="headerlink" href="#about">¶</a></h1>
<p>We keep <em>bees</em>.</p>
<h2 id="write">Where to write</h2>
<ul><li>Under the door.<ul><li id="p9">Not at night.</li></ul></li></ul>
<script>never()</script><table><tr><td>Mondays</td></tr></table>
</article><footer>Foot</footer></body></html>"""


def built(folder: Path, *pages: tuple[str, str], generated: tuple[str, ...] = ()) -> dict[str, Record]:
    """The records of a site in which each Markdown file became such a page."""
    docs, site = folder / "docs", folder / "site"
    for source, page in pages:
        for file, text in ((docs / source, "# Any"), (site / page, PAGE)):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    return {record.path: record for record in own_pages(own_files(docs, generated), site)}


def test_headings_and_texts_stand_in_order_and_with_their_anchors(tmp_path: Path) -> None:
    record = built(tmp_path, ("about.md", "about/index.html"))["about"]
    assert (record.title, record.kind) == ("About us", "page")
    assert [(line.anchor, line.pieces[0][0], line.heading) for line in record.lines] == [
        ("", "We keep bees.", False),
        ("write", "Where to write", True),
        ("", "Under the door.", False),
        ("p9", "Not at night.", False),
        ("", "Mondays", False),
    ]


@pytest.mark.parametrize(
    ("source", "page", "path"),
    [
        ("about.md", "about.html", "about"),
        ("guide/start.md", "guide/start/index.html", "guide/start"),
        ("guide/index.md", "guide/index.html", "guide/index"),
        ("guide/README.md", "guide/index.html", "guide/index"),
    ],
)
def test_a_page_is_found_where_mkdocs_puts_it(tmp_path: Path, source: str, page: str, path: str) -> None:
    assert list(built(tmp_path, (source, page))) == [path]


@pytest.mark.parametrize("source", ["index.md", "articles/tea.md", "topics/tea.md", ".theme/note.md"])
def test_generated_and_hidden_pages_are_left_out(tmp_path: Path, source: str) -> None:
    page = source.replace(".md", ".html")
    assert not built(tmp_path, (source, page), generated=("index.md",))


def test_a_file_that_became_no_page_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "intro.md").write_text("Hello")
    assert not own_pages(own_files(tmp_path / "docs", ()), tmp_path / "site")


def test_a_page_that_says_nothing_has_no_lines(tmp_path: Path) -> None:
    docs, site = tmp_path / "docs", tmp_path / "site"
    for file, text in (
        (docs / "a.md", "# Any"),
        (site / "a" / "index.html", "<body><p></p><div></div></body>"),
    ):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (record,) = own_pages(own_files(docs, ()), site)
    assert (record.title, record.lines) == ("a", ())
