"""Pages and feeds from the web: polite, bounded, and never from the local network unless allowed."""

import ipaddress
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

import urllib3
from protego import Protego
from urllib3.exceptions import HTTPError

from generator import __version__
from generator.errors import DigestError

AGENT = "Digestpress"
_HEADERS = {
    "User-Agent": f"{AGENT}/{__version__} (reads single pages and feeds for a digest; respects robots.txt)",
    "Accept-Encoding": "gzip, deflate",
    "Accept-Language": "*",
}
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_MOST_REDIRECTS = 5
_CHUNK = 65_536
_OK, _NOT_MODIFIED, _CLIENT_ERRORS, _SERVER_ERRORS = 200, 304, 400, 500
_ROBOTS_BYTES = 500_000
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class FetchError(DigestError):
    """A page that was not fetched; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How the web is asked."""

    max_bytes: int = 10_000_000
    """No more of a page is read, unpacked."""
    seconds: float = 30.0
    """How long a page may take, all told."""
    allow_local: bool = False
    """Whether addresses of this machine and of local networks may be asked."""
    robots: bool = True
    """Whether robots.txt is asked first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer of a server."""

    url: str
    """Where it came from in the end."""
    media_type: str
    """In lower case, without parameters."""
    charset: str
    """As its header says, or empty."""
    body: bytes
    etag: str = ""
    modified: str = ""
    """The header Last-Modified, as it was given."""
    unchanged: bool = False
    """The server says that nothing changed since the time the conditions name; `body` is empty."""


class Web:
    """The web as one run sees it: what robots.txt says is asked once for each server."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners
        self._robots: dict[str, Protego | None] = {}

    def fetch(
        self, url: str, *, kinds: frozenset[str], conditions: Mapping[str, str] | None = None
    ) -> Fetched:
        """Return what is at an address, if its media type is one of `kinds`; raises FetchError."""
        deadline = time.monotonic() + self._manners.seconds
        for _ in range(_MOST_REDIRECTS + 1):
            self._refuse_unwanted(url, deadline)
            answer, there = self._ask(url, deadline, {**_HEADERS, **(conditions or {})})
            if not there:
                return _checked(answer, kinds)
            url = there
        raise FetchError(f"{url}: leads on and on (more than {_MOST_REDIRECTS} redirects)")

    def _refuse_unwanted(self, url: str, deadline: float) -> None:
        if not self._manners.robots:
            return
        parts = _split(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = self._rules(origin, deadline)
        rules = self._robots[origin]
        if rules is not None and not rules.can_fetch(url, AGENT):
            raise FetchError(f"{url}: its robots.txt asks programs not to read it; save the page by hand")

    def _rules(self, origin: str, deadline: float) -> Protego | None:
        """Return the rules of a server, None if it has none; a server in trouble refuses everything."""
        url = f"{origin}/robots.txt"
        for _ in range(_MOST_REDIRECTS):
            answer, there = self._ask(url, deadline, _HEADERS, robots=True)
            if not there:
                return (
                    Protego.parse(answer.body[:_ROBOTS_BYTES].decode("utf-8", "replace"))
                    if answer.body
                    else None
                )
            url = there
        return None

    def _ask(
        self, url: str, deadline: float, headers: Mapping[str, str], *, robots: bool = False
    ) -> tuple[Fetched, str]:
        """Return the answer of a server, and where it leads on, or empty."""
        pool, target, host = self._pool(url, deadline)
        try:
            with pool:
                answer = pool.urlopen(
                    "GET", target, headers={**headers, "Host": host}, redirect=False, retries=False,
                    preload_content=False, assert_same_host=False,
                )  # fmt: skip
                there = answer.headers.get("Location") if answer.status in _REDIRECTS else None
                if there:
                    return _answer(url, answer, b""), _joined(url, there)
                if robots and _CLIENT_ERRORS <= answer.status < _SERVER_ERRORS:
                    return _answer(url, answer, b""), ""
                _refuse_status(url, answer.status)
                return _answer(url, answer, self._body(url, answer, deadline)), ""
        except (HTTPError, OSError) as error:
            raise FetchError(f"{url}: {_why(error)}") from error

    def _pool(self, url: str, deadline: float) -> tuple[urllib3.HTTPConnectionPool, str, str]:
        """Return a connection to the one address that was checked, the path to ask for, and the host."""
        parts = _split(url)
        host = parts.hostname or ""
        secure = parts.scheme == "https"
        port = parts.port or (443 if secure else 80)
        address = self._address(url, host, port)
        left = max(deadline - time.monotonic(), 0.1)
        timeout = urllib3.Timeout(total=min(left, self._manners.seconds))
        target = urllib3.util.parse_url(url).request_uri
        if secure:
            pool: urllib3.HTTPConnectionPool = urllib3.HTTPSConnectionPool(
                address, port, timeout=timeout, server_hostname=host, assert_hostname=host
            )
        else:
            pool = urllib3.HTTPConnectionPool(address, port, timeout=timeout)
        return pool, target, parts.netloc.rpartition("@")[2]

    def _address(self, url: str, host: str, port: int) -> str:
        """Return the address of a host, resolved once; every one it has must be public."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise FetchError(f"{url}: the host {host} is not found") from error
        addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
        if not self._manners.allow_local and not all(map(is_public, addresses)):
            raise FetchError(
                f"{url}: lies on this machine or a local network; say --allow-local if it is to be read"
            )
        return addresses[0]

    def _body(self, url: str, answer: urllib3.BaseHTTPResponse, deadline: float) -> bytes:
        """Return what a server sends, unpacked, within the limits of size and time."""
        if answer.status == _NOT_MODIFIED:
            return b""
        parts: list[bytes] = []
        size = 0
        for chunk in answer.stream(_CHUNK, decode_content=True):
            size += len(chunk)
            parts.append(chunk)
            if size > self._manners.max_bytes:
                raise FetchError(f"{url}: is larger than {self._manners.max_bytes / 1e6:g} MB")
            if time.monotonic() > deadline:
                raise FetchError(f"{url}: took longer than {self._manners.seconds:g} seconds")
        return b"".join(parts)


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the open internet, also where IPv6 wraps one of IPv4."""
    given = ipaddress.ip_address(address)
    if isinstance(given, ipaddress.IPv6Address):
        inner = given.ipv4_mapped or given.sixtofour
        if given in _NAT64:
            inner = ipaddress.IPv4Address(int(given) & 0xFFFFFFFF)
        if inner is not None:
            given = inner
    return given.is_global and not given.is_multicast and not given.is_reserved


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise FetchError(f"{url}: is no web address") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise FetchError(f"{url}: is no web address; only http:// and https:// are read")
    if any(c.isspace() or not c.isprintable() for c in url):
        raise FetchError(f"{url!r}: holds white space; it is no web address")
    return parts


def _joined(url: str, there: str) -> str:
    try:
        return urljoin(url, there)
    except ValueError as error:
        raise FetchError(f"{url}: leads to what is no address") from error


def _refuse_status(url: str, status: int) -> None:
    if status not in {_OK, _NOT_MODIFIED}:
        raise FetchError(f"{url}: the server answers {status}")


def _answer(url: str, answer: urllib3.BaseHTTPResponse, body: bytes) -> Fetched:
    kind, _, rest = (answer.headers.get("Content-Type") or "").partition(";")
    charset = rest.lower().partition("charset=")[2].partition(";")[0].strip(" \"'")
    return Fetched(
        url=url,
        media_type=kind.strip().lower(),
        charset=charset if charset.isascii() else "",
        body=body,
        etag=answer.headers.get("ETag") or "",
        modified=answer.headers.get("Last-Modified") or "",
        unchanged=answer.status == _NOT_MODIFIED,
    )


def _checked(answer: Fetched, kinds: frozenset[str]) -> Fetched:
    if not answer.unchanged and answer.media_type not in kinds:
        shown = answer.media_type[:60] or "nothing it names"
        raise FetchError(f"{answer.url}: is of the type {shown}, which is not read here")
    return answer


def _why(error: Exception) -> str:
    if isinstance(error, urllib3.exceptions.TimeoutError):
        return "the server takes too long"
    if isinstance(error, urllib3.exceptions.SSLError):
        return f"its certificate is not to be trusted ({str(error)[:120]})"
    return f"cannot be fetched ({str(error)[:160]})"
