"""E-mail newsletters."""

from email.message import EmailMessage
from urllib.parse import quote

import pytest

from generator.errors import SourceError
from generator.sources.tracking import untracked
from tests.sources.files import message_of
from tests.sources.reading import document_of, in_short, marks_of

MUD = "A tide mill grinds twice a day, and nobody has to pay the moon for its work at all."
POND = "The pond behind it fills with mud, and every few years somebody has to dig it out again."


def test_a_newsletter_is_read_without_what_surrounds_it() -> None:
    html = (
        '<div style="display:none;max-height:0">A line for the inbox only</div>'
        '<p><a href="https://example.org/p/mud?utm_source=mail">View in your browser</a></p>'
        f"<table><tr><td><h1>What the mud keeps</h1><p>{MUD} Dig <b>deep</b>.</p></td></tr></table>"
        f'<p>{POND}</p><img src="https://t.example.net/open?id=7" width="1" height="1">'
        "<p>* * *</p><p>You are receiving this because you asked for it.</p>"
        "<p>Unsubscribe · The Tide Letter, 12 Mill Lane</p><p>© 2024</p>"
    )
    document = document_of(message_of(html=html, plain="Read it on the web."), "a.eml")
    assert document.title == "What the mud keeps"
    assert document.metadata == {
        "date": "2024-02-27",
        "authors": "The Tide Letter",
        "site": "example.org",
        "url": "https://example.org/p/mud",
    }
    assert in_short(document.blocks) == ["h2 What the mud keeps", f"p {MUD} Dig deep.", f"p {POND}"]
    assert marks_of(document.blocks[1]) == [("strong", "deep", "")]


def test_the_plain_part_is_taken_where_the_other_says_hardly_anything() -> None:
    document = document_of(message_of(html="<p>See the plain part.</p>", plain=f"{MUD}\n\n{POND}\n"), "a.eml")
    assert in_short(document.blocks) == [f"p {MUD}", f"p {POND}"]


def test_a_footer_is_one_only_at_the_end() -> None:
    about = "How to unsubscribe from the sea: you cannot."
    rest = "".join(f"<p>{POND} {n}</p>" for n in range(8))
    document = document_of(message_of(html=f"<p>{MUD}</p>{rest}<p>Unsubscribe</p>"), "a.eml")
    assert len(document.blocks) == 9
    plain = document_of(message_of(html=f"<p>{about * 12}</p>{rest}"), "a.eml")
    assert len(plain.blocks) == 9


@pytest.mark.parametrize(
    "headers, title, author",
    [
        ({"Subject": "=?utf-8?q?M=C3=BChlen?=", "From": "=?iso-8859-1?q?J=F6rg?= <j@example.org>"}, "Mühlen", "Jörg"),
        ({"Subject": "Fwd: RE: The mill"}, "The mill", "The Tide Letter"),
        ({"Subject": "=?no-such-set?q?Mill?="}, "Mill", "The Tide Letter"),
        ({"Subject": "=?utf-8?b?broken"}, "=?utf-8?b?broken", "The Tide Letter"),
        ({"From": "letter@example.org"}, "What the mud keeps", None),
    ],
    ids=["encoded", "forwarded", "unknown-set", "broken", "no-name"],
)  # fmt: skip
def test_headers_are_decoded_whatever_was_done_to_them(
    headers: dict[str, str], title: str, author: str | None
) -> None:
    document = document_of(message_of(plain=MUD, **headers), "a.eml")
    assert document.title == title
    assert document.metadata.get("authors") == author


def test_the_character_set_of_a_part_is_kept() -> None:
    body = "Die Mühle mahlt zweimal am Tag, und niemand zahlt dem Mond etwas dafür.".encode("latin-1")
    head = b"From: a@example.org\nSubject: M\nContent-Type: text/plain; charset=iso-8859-1\n\n"
    assert "Mühle" in document_of(head + body, "a.eml").blocks[0].text


def test_a_letter_forwarded_as_an_attachment_is_the_letter() -> None:
    inner = message_of(plain=f"{MUD}\n\n{POND}", Subject="The inner one").decode()
    outer = (
        "From: me@example.org\nSubject: Fwd\nMIME-Version: 1.0\n"
        f"Content-Type: multipart/mixed; boundary=out\n\n--out\nContent-Type: message/rfc822\n\n{inner}\n--out--\n"
    )
    document = document_of(outer, "a.eml")
    assert document.title == "The inner one"
    assert in_short(document.blocks) == [f"p {MUD}", f"p {POND}"]


@pytest.mark.parametrize(
    "data, message",
    [
        (b"\n\nno header at all", "no header"),
        (message_of(html='<img src="a.png">'), "no text found"),
        (b"Subject: a\nContent-Type: application/zip\n\nUEsDBA==", "no text found"),
    ],
    ids=["no-header", "pictures", "attachment"],
)
def test_what_is_no_letter_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        document_of(data, "a.eml")


def test_parts_nested_without_end_are_read_no_deeper_than_people_nest_them() -> None:
    data = "Subject: a\n" + "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(2_000)
    )
    with pytest.raises(SourceError):
        document_of(data, "a.eml")


@pytest.mark.parametrize(
    "address, clear",
    [
        ("https://example.org/a?utm_source=x&id=3&fbclid=y", "https://example.org/a?id=3"),
        ("https://example.org/a?utm_source=x#part", "https://example.org/a#part"),
        ("https://www.google.com/url?q=https://example.org/a&sa=D", "https://example.org/a"),
        ("https://click.example.net/?url=https%3A%2F%2Fexample.org%2Fa%3Futm_id%3D1", "https://example.org/a"),
        ("https://links.example.net/CL0/https:%2F%2Fexample.org%2Fa/1/0100018d", "https://example.org/a"),
        ("https://x.list-manage.com/track/click?u=0123456789abcdef0123456789&id=5", ""),
        ("https://links.example.org/about", "https://links.example.org/about"),
        ("https://example.org/search?q=https://example.net/", "https://example.org/search?q=https://example.net/"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("https://[broken", "https://[broken"),
        ("https://[broken?a=1", "https://[broken?a=1"),
        (f"https://a.example/{'b' * 3000}?utm_source=x", f"https://a.example/{'b' * 3000}?utm_source=x"),
    ],
)  # fmt: skip
def test_a_link_leads_where_it_says_and_tells_nobody(address: str, clear: str) -> None:
    assert untracked(address) == clear
    assert untracked(clear) == clear


@pytest.mark.parametrize("header", ["From", "Subject", "Date", "List-Id", "Archived-At", "Content-Language"])
@pytest.mark.parametrize("sign", ["(", "<", '"', "=?", "@", "\\"])
def test_a_header_of_one_sign_says_nothing_and_stops_nothing(header: str, sign: str) -> None:
    letter = f"{header}: {sign * 5000}\nX-Other: 1\n\nThe mill turns with the tide, twice a day.\n"
    document = document_of(letter, "a.eml")
    assert [block.text for block in document.blocks] == ["The mill turns with the tide, twice a day."]


def test_what_is_attached_to_a_letter_is_not_what_it_says() -> None:
    letter = EmailMessage()
    letter["From"], letter["Subject"] = "Ruth Calder <ruth@example.org>", "Mud"
    letter.set_content("The mud keeps everything. " * 9)
    letter.add_attachment("A list of shoes.", filename="shoes.txt")
    document = document_of(letter.as_bytes(), "a.eml")
    assert "mud keeps" in document.blocks[0].text
    assert not any("shoes" in block.text for block in document.blocks)


def test_an_address_hidden_in_an_address_is_found_three_deep_and_no_deeper() -> None:
    address = "https://example.org/a?b=c"
    for _ in range(3):
        address = f"https://www.google.com/url?q={quote(address, safe='')}"
    assert untracked(address) == "https://example.org/a?b=c"
    assert "google.com" in untracked(f"https://www.google.com/url?q={quote(address, safe='')}")


def test_a_letter_says_where_it_stands_on_the_web() -> None:
    page = "<p><a href='https://example.org/x'>A shop</a> <a href='https://example.org/mud'>View in browser</a></p>"
    document = document_of(message_of(html=f"{page}<p>{'The mud keeps everything. ' * 9}</p>"), "a.eml")
    assert document.metadata["url"] == "https://example.org/mud"
