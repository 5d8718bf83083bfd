"""Pages that open from a folder: every link to a folder leads to a file."""

import pytest

from generator.bundle.offline import for_folder


@pytest.mark.parametrize(
    ("link", "becomes"),
    [
        ("../topics/tea/", "../topics/tea/index.html"),
        ("../topics/tea/#p3", "../topics/tea/index.html#p3"),
        ("./", "./index.html"),
        ("..", "../index.html"),
        (".#top", "./index.html#top"),
        ("search/?q=tea", "search/index.html?q=tea"),
        ("#p3", "#p3"),
        ("../a/b.html", "../a/b.html"),
        ("../feed.xml", "../feed.xml"),
        ("https://example.org/a/", "https://example.org/a/"),
        ("//example.org/a/", "//example.org/a/"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("/tea/", "/tea/"),
        ("http://[::1", "http://[::1"),
        ("../a&amp;b/", "../a&amp;b/index.html"),
    ],
)
def test_a_link_to_a_folder_leads_to_its_index(link: str, becomes: str) -> None:
    assert for_folder(f'<p>x/ <a class="y" href="{link}">z</a></p>') == (
        f'<p>x/ <a class="y" href="{becomes}">z</a></p>'
    )


def test_a_redirect_leads_to_a_file_too() -> None:
    page = '<meta http-equiv="refresh" content="0; url=../tea/">'
    assert for_folder(page) == '<meta http-equiv="refresh" content="0; url=../tea/index.html">'


def test_text_that_looks_like_a_link_stays() -> None:
    text = "<code>href=&quot;../tea/&quot;</code> <p data-href='../tea/'>../tea/</p>"
    assert for_folder(text) == text
