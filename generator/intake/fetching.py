"""Pages and feeds from the web: polite, bounded, and never from the local network unless allowed."""

import ipaddress
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

import urllib3
from protego import Protego
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

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
_MOST_ADDRESSES = 4
_NOT_REACHED = (NewConnectionError, ConnectTimeoutError)
"""One address of a host does not answer: another may."""
_LONGEST_PAUSE = 10.0
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class FetchError(DigestError):
    """A page that was not fetched; the message says why."""

    def __init__(self, message: str, *, status: int = 0) -> None:
        """Keep the message and what the server answered, 0 if it did not."""
        super().__init__(message)
        self.status = status


class UnknownHostError(FetchError):
    """The name of the host leads nowhere."""


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
    pause: float = 0.0
    """Seconds between two questions to one server, more if its robots.txt asks for more."""


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

    def __init__(self, manners: Manners, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self._manners = manners
        self._sleep = sleep
        self._robots: dict[str, Protego | None] = {}
        self._free: dict[str, float] = {}

    def fetch(
        self, url: str, *, kinds: frozenset[str], conditions: Mapping[str, str] | None = None
    ) -> Fetched:
        """Return what is at an address, if its media type is one of `kinds`; raises FetchError."""
        return _checked(self._followed(url, {**_HEADERS, **(conditions or {})}), kinds)

    def look(self, url: str) -> str:
        """Return the address that this one leads to in the end, if a page is there; raises FetchError.

        The page itself is not read.
        """
        return self._followed(url, _HEADERS, reading=False).url

    def _followed(self, url: str, headers: Mapping[str, str], *, reading: bool = True) -> Fetched:
        deadline = time.monotonic() + self._manners.seconds
        for _ in range(_MOST_REDIRECTS + 1):
            deadline += self._take_turn(url, deadline)
            answer, there = self._ask(url, deadline, headers, reading=reading)
            if not there:
                return answer
            url = there
        raise FetchError(f"{url}: leads on and on (more than {_MOST_REDIRECTS} redirects)")

    def _take_turn(self, url: str, deadline: float) -> float:
        """Wait until this server may be asked again; return the seconds. Raises FetchError if it may not."""
        self._refuse_unwanted(url, deadline)
        origin = _origin(url)
        rules = self._robots.get(origin)
        wanted = float((rules.crawl_delay(AGENT) if rules else None) or 0)
        pause = max(self._manners.pause, min(wanted, _LONGEST_PAUSE)) if self._manners.pause else 0.0
        now = time.monotonic()
        wait = max(0.0, self._free.get(origin, now) - now)
        if wait:
            self._sleep(wait)
        self._free[origin] = now + wait + pause
        return wait

    def _refuse_unwanted(self, url: str, deadline: float) -> None:
        if not self._manners.robots:
            return
        origin = _origin(url)
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
        self,
        url: str,
        deadline: float,
        headers: Mapping[str, str],
        *,
        robots: bool = False,
        reading: bool = True,
    ) -> tuple[Fetched, str]:
        """Return the answer of a server, and where it leads on, or empty."""
        parts = _split(url)
        for address, is_last in self._addresses(url, parts):
            pool, target = self._pool(url, parts, address, deadline)
            try:
                with pool:
                    answer = pool.urlopen(
                        "GET", target, headers={**headers, "Host": parts.netloc.rpartition("@")[2]},
                        redirect=False, retries=False, preload_content=False, assert_same_host=False,
                    )  # fmt: skip
                    with closing(answer):
                        return self._answered(url, answer, deadline, robots=robots, reading=reading)
            except _NOT_REACHED as error:
                if is_last or time.monotonic() > deadline:
                    raise FetchError(f"{url}: {_why(error)}") from error
            except (HTTPError, OSError) as error:
                raise FetchError(f"{url}: {_why(error)}") from error
        raise UnknownHostError(f"{url}: the host {parts.hostname} is not found")

    def _answered(
        self, url: str, answer: urllib3.BaseHTTPResponse, deadline: float, *, robots: bool, reading: bool
    ) -> tuple[Fetched, str]:
        there = answer.headers.get("Location") if answer.status in _REDIRECTS else None
        if there:
            return _answer(url, answer, b""), _joined(url, there)
        if robots and _CLIENT_ERRORS <= answer.status < _SERVER_ERRORS:
            return _answer(url, answer, b""), ""
        _refuse_status(url, answer.status)
        return _answer(url, answer, self._body(url, answer, deadline) if reading else b""), ""

    def _pool(
        self, url: str, parts: SplitResult, address: str, deadline: float
    ) -> tuple[urllib3.HTTPConnectionPool, str]:
        """Return a connection to the one address that was checked, and the path to ask for."""
        host = parts.hostname or ""
        left = max(deadline - time.monotonic(), 0.1)
        timeout = urllib3.Timeout(total=min(left, self._manners.seconds))
        target = urllib3.util.parse_url(url).request_uri
        if parts.scheme == "https":
            pool: urllib3.HTTPConnectionPool = urllib3.HTTPSConnectionPool(
                address, _port(parts), timeout=timeout, server_hostname=host, assert_hostname=host
            )
        else:
            pool = urllib3.HTTPConnectionPool(address, _port(parts), timeout=timeout)
        return pool, target

    def _addresses(self, url: str, parts: SplitResult) -> Iterator[tuple[str, bool]]:
        """Yield the addresses of a host, resolved once, and whether each is the last; all must be public."""
        host = parts.hostname or ""
        try:
            found = socket.getaddrinfo(host, _port(parts), type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise UnknownHostError(f"{url}: the host {host} is not found") from error
        addresses = list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))
        if not self._manners.allow_local and not all(map(is_public, addresses)):
            raise FetchError(
                f"{url}: lies on this machine or a local network; say --allow-local if it is to be read"
            )
        tried = addresses[:_MOST_ADDRESSES]
        yield from ((address, place == len(tried)) for place, address in enumerate(tried, 1))

    def _body(self, url: str, answer: urllib3.BaseHTTPResponse, deadline: float) -> bytes:
        """Return what a server sends, unpacked, within the limits of size and time."""
        if answer.status == _NOT_MODIFIED:
            return b""
        parts: list[bytes] = []
        size = 0
        while chunk := answer.read1(_CHUNK, decode_content=True):  # what has come, without waiting for more
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


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _origin(url: str) -> str:
    parts = _split(url)
    return f"{parts.scheme}://{parts.netloc}"


def _joined(url: str, there: str) -> str:
    try:
        return urljoin(url, there)
    except ValueError as error:
        raise FetchError(f"{url}: leads to what is no address") from error


def _refuse_status(url: str, status: int) -> None:
    if status not in {_OK, _NOT_MODIFIED}:
        raise FetchError(f"{url}: the server answers {status}", status=status)


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
    if isinstance(error, NewConnectionError):  # which is one of urllib3's time-outs, too
        reason = getattr(error.__cause__, "strerror", None) or str(error)
        return f"the server cannot be reached ({reason[:120].lower()}): look whether the address is right"
    if isinstance(error, urllib3.exceptions.TimeoutError):
        return "the server takes too long"
    if isinstance(error, urllib3.exceptions.SSLError):
        return f"its certificate is not to be trusted ({str(error)[:120]})"
    if isinstance(error, urllib3.exceptions.DecodeError):
        return "cannot be fetched: it is not packed as its server says; save the page by hand"
    if isinstance(error, urllib3.exceptions.ProtocolError):
        return "cannot be fetched: the connection broke; try again later"
    return f"cannot be fetched ({str(error)[:160]})"
