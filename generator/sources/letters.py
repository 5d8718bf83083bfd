"""E-mail newsletters: the right part of a message, without what follows readers and without its footer."""

import html
import re
from collections.abc import Iterator, Sequence
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from lxml import etree
from msgspec.structs import replace

from generator.errors import SourceError
from generator.model import Block, BlockKind, Document, Mark, MarkKind
from generator.sources.encoding import decoded, in_charset
from generator.sources.html_blocks import Element, html_blocks, parse
from generator.sources.inline import ordered
from generator.sources.plain_text import plain_blocks
from generator.sources.tracking import untracked
from generator.text import clean, fold

_HIDDEN = re.compile(
    r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|mso-hide\s{0,3}:\s{0,3}all"
    r"|(?:max-height|font-size|opacity|line-height)\s{0,3}:\s{0,3}0(?:px|pt|em|%)?\s{0,3}(?:;|$|!)",
    re.IGNORECASE,
)
_REPLY = re.compile(r"(?:(?:re|fwd?|aw|wg|tr|rv)\s?:\s{0,5})+", re.IGNORECASE)
_BARE_ADDRESS = re.compile(r"<?https?://[^\s<>\"]{1,2000}>?")
_BROWSER = re.compile(
    r"(?:view|read|open|see|im|voir)\b.{0,40}\b(?:browser|online|web|web ?version|navigateur|navegador)\b",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"\bunsubscribe\b|\bopt[ -]?out\b"
    r"|(?:manage|update|change|edit|email) (?:your |my )?(?:e-?mail |subscription )?"
    r"(?:preferences|settings|subscription)"
    r"|you(?:'re|’re| are)? (?:receiv(?:ed|ing)|getting) (?:this|these)"
    r"|this (?:e-?mail|message|newsletter) was sent (?:to|by)|no longer (?:want|wish) to receive"
    r"|forward(?:ed)? (?:this|to a friend)|was this (?:e-?mail|newsletter) forwarded"
    r"|add us to your address book|\babmelden\b|\babbestellen\b|se désabonner|désinscri"
    r"|cancelar (?:la |a )?(?:suscripción|assinatura|inscrição)|darse de baja|disiscri"
    r"|annulla l'iscrizione|uitschrijven|afmelden|avregistrera|avprenumerera",
    re.IGNORECASE,
)
_FOOTER_WORDS = 60
_FOOTER_SHARE = 0.5
"""A footer begins in this last part of a message; what mentions one earlier is text."""
_AFTER_FOOTER = 45
_TOP, _TOP_WORDS = 4, 25
"""A short note in the first blocks that offers the letter on the web is none of its text."""
_LEAST_SHARE = 3
_DEEPEST = 30
_WHY_BROKEN = (
    ValueError,
    LookupError,
    HeaderParseError,
    AttributeError,
    IndexError,
    TypeError,
    RecursionError,
)
"""What the standard library raises for headers and parts that no program should send."""


class EmailReader:
    """Reads a message: `.eml` files and the messages of an `.mbox`."""

    media_type = "message/rfc822"
    suffixes = (".eml",)

    def read(self, data: bytes, source: str) -> Document:
        """Return the letter; raises SourceError for what is no message and for one without text."""
        message = _letter(parsed(data))
        blocks, url = _content(message)
        if not any(block.text or block.rows for block in blocks):
            raise SourceError("no text found in the message: only pictures or attachments; remove it")
        return Document(
            source=source,
            media_type=self.media_type,
            title=subject_of(message),
            blocks=blocks,
            metadata={**_facts(message), **({"url": url} if url else {})},
        )


def parsed(data: bytes) -> Message:
    """Return the message. Raises SourceError for what is none."""
    try:
        message = message_from_bytes(data.lstrip(b"\r\n"))
    except _WHY_BROKEN as error:
        raise SourceError("is no e-mail message that can be read: save it again as .eml") from error
    if not message.keys():
        raise SourceError(
            "is no e-mail message, since no header such as `Subject:` begins it: save the letter again, "
            "or its text as .txt"
        )
    return message


def subject_of(message: Message) -> str:
    """Return the subject without `Fwd:` and the like before it."""
    subject = header(message, "Subject")
    return subject[found.end() :] if (found := _REPLY.match(subject)) else subject


def header(message: Message, name: str) -> str:
    """Return a header's words, decoded whatever was done to them."""
    try:
        parts = decode_header(str(message.get(name) or "")[:2000])
        words = [in_charset(text, name or "") if isinstance(text, bytes) else text for text, name in parts]
    except _WHY_BROKEN:
        words = [str(message.get(name) or "")[:2000]]
    return fold(clean("".join(words)))


def day_of_message(message: Message) -> str:
    """Return the day of sending as `2024-02-27`, or empty."""
    try:
        return parsedate_to_datetime(str(message.get("Date") or "")).date().isoformat()
    except _WHY_BROKEN:
        return ""


def _sender(message: Message) -> tuple[str, str]:
    """Return the name and the address that a message is from."""
    try:
        return parseaddr(header(message, "From"))
    except _WHY_BROKEN:
        return "", ""


def _facts(message: Message) -> dict[str, object]:
    name, address = _sender(message)
    site = re.sub(r"<[^<>]{0,200}>", "", header(message, "List-Id")).strip(' "')
    archived = header(message, "Archived-At").strip("<> ")
    found: dict[str, object] = {
        "date": day_of_message(message),
        "authors": name,
        "site": site or address.rpartition("@")[2],
        "url": archived if archived.startswith(("http://", "https://")) else "",
        "language": header(message, "Content-Language")[:2],
    }
    return {key: value for key, value in found.items() if value}


def _letter(message: Message) -> Message:
    """Return the message that this one forwards as an attachment, if there is no text beside it."""
    inner = next((part for part in _parts(message) if part.get_content_type() == "message/rfc822"), None)
    payload = inner.get_payload() if inner else None
    first = payload[0] if isinstance(payload, list) and payload else None
    if not isinstance(first, Message):
        return message
    beside = [p for p in _parts(message) if p.get_content_maintype() == "text" and _text(p).strip()]
    return message if any(len(_text(p).split()) > _AFTER_FOOTER for p in beside) else first


def _parts(message: Message, depth: int = 0) -> Iterator[Message]:
    """Yield the parts that are shown, not those of a forwarded message."""
    payload = message.get_payload()
    if message.is_multipart() and message.get_content_maintype() == "multipart" and isinstance(payload, list):
        if depth < _DEEPEST:
            for part in payload:
                yield from _parts(part, depth + 1) if isinstance(part, Message) else ()
    elif message.get_content_disposition() != "attachment" or depth == 0:
        yield message


def _content(message: Message) -> tuple[tuple[Block, ...], str]:
    """Return the blocks of the HTML part, or of the plain one if that says much more, and the web address."""
    texts = {"text/html": "", "text/plain": ""}
    for part in _parts(message):
        kind = part.get_content_type()
        if kind in texts and not texts[kind].strip():
            texts[kind] = _text(part)
    rich, url = _from_html(texts["text/html"])
    plain = _from_plain(texts["text/plain"])
    thin = _words(rich) * _LEAST_SHARE < _words(plain)
    return _without_footer(plain if thin else rich), url


def _text(part: Message) -> str:
    try:
        data = part.get_payload(decode=True)
        charset = part.get_content_charset() or ""
    except _WHY_BROKEN:
        return ""
    if not isinstance(data, bytes) or not data:
        return ""
    return in_charset(data, charset) if charset else decoded(data.replace(b"\0", b""))


def _words(blocks: Sequence[Block]) -> int:
    return sum(len(block.text.split()) for block in blocks)


def _from_plain(text: str) -> tuple[Block, ...]:
    def shown(match: re.Match[str]) -> str:
        address = untracked(match[0].strip("<>"))
        return address if not match[0].startswith("<") else f"<{address}>" if address else ""

    return _without_marks_of_space(plain_blocks(_BARE_ADDRESS.sub(shown, text)))


def _from_html(text: str) -> tuple[tuple[Block, ...], str]:
    root = parse(text) if text.strip() else None
    if root is None:
        return (), ""
    url = _web_address(root)
    _drop_hidden(root)
    return _without_marks_of_space([_untracked(block) for block in html_blocks(root)]), url


def _web_address(root: Element) -> str:
    """Return where the letter stands on the web, if it says so plainly."""
    for link in root.iter("a"):
        if _BROWSER.search(fold("".join(link.itertext()))[:80]):
            return _whole(untracked(html.unescape(link.get("href") or "").strip()))
    return ""


def _whole(address: str) -> str:
    return address if address.startswith(("http://", "https://")) and " " not in address else ""


def _drop_hidden(root: Element) -> None:
    """Remove what mail programs do not show, and pictures without words: spacers and tracking pixels."""
    for element in list(root.iter(etree.Element)):
        hidden = _HIDDEN.search((element.get("style") or "")[:2000]) is not None
        silent = element.tag == "img" and not (element.get("alt") or "").strip()
        if (hidden or silent or _is_pixel(element)) and element is not root and element.tag != "body":
            element.drop_tree()


def _is_pixel(element: Element) -> bool:
    return element.tag == "img" and any(
        (element.get(side) or "").strip("px ") in {"0", "1", "2"} for side in ("width", "height")
    )


def _untracked(block: Block) -> Block:
    def clear(mark: Mark) -> Mark:
        return replace(mark, target=untracked(mark.target)) if mark.kind is MarkKind.LINK else mark

    marks = ordered(m for m in map(clear, block.marks) if m.target or m.kind is not MarkKind.LINK)
    return replace(block, marks=marks) if block.marks else block


def _without_marks_of_space(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks without those that are only rules, bullets and invisible fillers."""
    return tuple(b for b in blocks if b.rows or b.kind is BlockKind.IMAGE or any(c.isalnum() for c in b.text))


def _without_footer(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks without the small print at the end and the notes at the top."""
    kept: list[Block] = []
    in_footer = False
    for place, block in enumerate(blocks):
        words = len(block.text.split())
        cue = words <= _FOOTER_WORDS and _FOOTER.search(block.text) is not None
        late = place >= len(blocks) * _FOOTER_SHARE
        in_footer = (in_footer and words <= _AFTER_FOOTER) or (cue and late)
        if not in_footer and not (place < _TOP and words <= _TOP_WORDS and (cue or _offers_web(block))):
            kept.append(block)
    return tuple(kept) if kept else tuple(blocks)


def _offers_web(block: Block) -> bool:
    return _BROWSER.search(block.text) is not None
