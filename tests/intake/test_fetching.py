"""The web as it is: a real server that behaves in every way."""

import socket
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import trustme

from generator.intake.fetching import FetchError, Manners, UnknownHostError, Web, is_public
from tests.intake.server import Answer, Server, bomb, page, serving

HTML = frozenset({"text/html"})
LOCAL = Manners(max_bytes=1_000_000, seconds=5, allow_local=True)


def fetched(server: Server, path: str, manners: Manners = LOCAL) -> bytes:
    return Web(manners).fetch(server.url + path, kinds=HTML).body


def test_a_page_is_fetched_with_a_name_and_without_cookies(server: Server) -> None:
    server.answers["/a"] = Answer(page("Mud"), headers=(("Set-Cookie", "who=you"),))
    server.answers["/b"] = Answer(page("Pond"))
    web = Web(LOCAL)
    assert b"Mud" in web.fetch(f"{server.url}/a", kinds=HTML).body
    assert b"Pond" in web.fetch(f"{server.url}/b#part", kinds=HTML).body
    assert server.paths() == ["/robots.txt", "/a", "/b"]
    headers = server.asked[-1][1]
    assert headers["user-agent"].startswith("Digestpress/")
    assert headers["host"] == server.url.removeprefix("http://")
    assert "cookie" not in headers


def test_redirects_are_followed_a_few_times(server: Server) -> None:
    for number in range(9):
        server.answers[f"/{number}"] = Answer(status=302, headers=(("Location", f"/{number + 1}"),))
    server.answers["/9"] = Answer(page("There"))
    assert b"There" in fetched(server, "/5")
    with pytest.raises(FetchError, match="leads on and on"):
        fetched(server, "/1")


@pytest.mark.parametrize(
    "answer, message",
    [
        (Answer(b"x", status=404), "the server answers 404"),
        (Answer(b"x", status=500), "the server answers 500"),
        (Answer(b"x", kind="image/png"), "of the type image/png"),
        (Answer(b"x" * 1_500_000), "larger than 1 MB"),
        (Answer(bomb(300), headers=(("Content-Encoding", "gzip"),)), "larger than 1 MB"),
        (Answer(b"not packed", headers=(("Content-Encoding", "gzip"),)), "not packed as its server says"),
        (Answer(b"x" * 100, pause=0.3), "too long|longer than"),
        (Answer(status=302, headers=(("Location", "file:///etc/passwd"),)), "only http:// and https://"),
        (Answer(status=302, headers=(("Location", "http://[broken"),)), "no address"),
        (Answer(status=204), "the server answers 204"),
    ],
    ids=["gone", "broken", "picture", "large", "bomb", "not-packed", "slow", "file", "bad-address", "empty"],
)
def test_what_a_server_does_wrong_is_said(server: Server, answer: Answer, message: str) -> None:
    server.answers["/a"] = answer
    with pytest.raises(FetchError, match=message):
        fetched(server, "/a", Manners(max_bytes=1_000_000, seconds=1, allow_local=True))


def test_a_server_that_dribbles_is_left_when_the_time_is_up(server: Server) -> None:
    server.answers["/a"] = Answer(b"x" * 1_000, pause=0.6)
    with pytest.raises(FetchError, match=r"too long|longer than"):
        fetched(server, "/a", Manners(seconds=1, robots=False, allow_local=True))
    assert server.parts < 10


def test_robots_txt_is_asked_once_and_obeyed(server: Server) -> None:
    rules = b"User-agent: *\nDisallow: /private\n"
    server.answers = {
        "/robots.txt": Answer(rules, kind="text/plain"),
        "/a": Answer(page("A")),
        "/private/b": Answer(page("B")),
    }
    web = Web(LOCAL)
    web.fetch(f"{server.url}/a", kinds=HTML)
    with pytest.raises(FetchError, match=r"robots\.txt"):
        web.fetch(f"{server.url}/private/b", kinds=HTML)
    assert server.paths() == ["/robots.txt", "/a"]


def test_a_server_in_trouble_over_robots_txt_is_left_alone(server: Server) -> None:
    server.answers = {"/robots.txt": Answer(status=503), "/a": Answer(page("A"))}
    with pytest.raises(FetchError, match="503"):
        fetched(server, "/a")


def test_this_machine_and_local_networks_are_not_asked(server: Server) -> None:
    server.answers["/a"] = Answer(page("A"))
    for url in (
        server.url,
        server.url.replace("127.0.0.1", "localhost"),
        "http://[::1]:9/",
        "http://169.254.169.254/",
    ):
        with pytest.raises(FetchError, match="--allow-local"):
            Web(Manners()).fetch(f"{url}/a", kinds=HTML)
    assert server.asked == []


@pytest.mark.parametrize(
    "address, public",
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("192.168.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::10.0.0.1", False),
        ("2002:0a00:0001::", False),
    ],
)
def test_only_addresses_of_the_open_internet_are_public(address: str, *, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/a",
        "file:///etc/passwd",
        "javascript:1",
        "http://",
        "http://a b/",
        "http://x:y/",
        "",
    ],
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(FetchError, match="no web address"):
        Web(LOCAL).fetch(url, kinds=HTML)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def secure(authority: trustme.CA) -> Iterator[Server]:
    """A server with a certificate for the name `localhost` and for no address."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    with serving(context) as one:
        yield one


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))


def resolver(*addresses: str, once: bool = False) -> tuple[list[str], Callable[..., list[object]]]:
    """A resolver that knows one name, and the names that it is asked for; numbers are what they are."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def found(host: str, port: int, *given: int, **named: int) -> list[object]:
        if host.replace(".", "").isdigit() or ":" in host:
            return [*real(host, port, *given, **named)]
        asked.append(host)
        assert not once or len(asked) == 1, "the name was looked up again"
        kinds = [socket.AF_INET6 if ":" in one else socket.AF_INET for one in addresses]
        return [
            (kind, socket.SOCK_STREAM, 6, "", (one, port)) for kind, one in zip(kinds, addresses, strict=True)
        ]

    return asked, found


ASK_NO_ROBOTS = Manners(max_bytes=1_000_000, seconds=5, allow_local=True, robots=False)


@pytest.mark.usefixtures("trusted")
def test_https_goes_to_the_address_that_was_looked_up_and_checks_the_name(
    secure: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    secure.answers["/a"] = Answer(page("Mud"))
    asked, found = resolver("127.0.0.1", once=True)
    with monkeypatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", found)
        assert b"Mud" in Web(ASK_NO_ROBOTS).fetch(f"{secure.url}/a", kinds=HTML).body
    assert asked == ["localhost"]
    assert secure.asked[0][1]["host"] == f"localhost:{secure.port}"


@pytest.mark.usefixtures("trusted")
def test_a_certificate_of_another_name_is_not_trusted(secure: Server) -> None:
    with pytest.raises(FetchError, match="certificate is not to be trusted"):
        Web(ASK_NO_ROBOTS).fetch(f"https://127.0.0.1:{secure.port}/a", kinds=HTML)
    assert secure.asked == []


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(secure: Server) -> None:
    with pytest.raises(FetchError, match="certificate is not to be trusted"):
        Web(ASK_NO_ROBOTS).fetch(f"{secure.url}/a", kinds=HTML)
    assert secure.asked == []


def test_where_one_address_does_not_answer_another_is_asked(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.answers["/a"] = Answer(page("Mud"))
    _, found = resolver("::1", "127.0.0.1")
    url = f"http://mill.example:{server.port}/a"
    with monkeypatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", found)
        assert b"Mud" in Web(ASK_NO_ROBOTS).fetch(url, kinds=HTML).body


def test_one_local_address_among_public_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    _, found = resolver("93.184.216.34", "10.0.0.1")
    with monkeypatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", found)
        with pytest.raises(FetchError, match="--allow-local"):
            Web(Manners(robots=False)).fetch("http://mill.example/a", kinds=HTML)


def test_a_name_that_leads_nowhere_is_told_apart() -> None:
    with pytest.raises(UnknownHostError, match="is not found"):
        Web(ASK_NO_ROBOTS).look("http://nowhere.invalid/a")


def test_a_server_that_refuses_a_connection_is_not_called_slow() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # and does not listen
        url = f"http://127.0.0.1:{nobody.getsockname()[1]}/a"
        with pytest.raises(FetchError, match=r"the server cannot be reached \(.*refused.*\): look whether"):
            Web(LOCAL).fetch(url, kinds=HTML)


def test_a_look_tells_where_an_address_leads_and_reads_no_page(server: Server) -> None:
    server.answers["/old"] = Answer(status=301, headers=(("Location", "/new"),))
    server.answers["/new"] = Answer(b"x" * 5_000_000, kind="image/png")
    assert Web(LOCAL).look(f"{server.url}/old") == f"{server.url}/new"
    with pytest.raises(FetchError) as refused:
        Web(LOCAL).look(f"{server.url}/gone")
    assert refused.value.status == 404


def test_a_server_is_left_in_peace_between_two_questions(server: Server) -> None:
    rules = b"User-agent: *\nCrawl-delay: 7\n"
    server.answers = {"/robots.txt": Answer(rules, kind="text/plain"), "/a": Answer(page("A"))}
    waits: list[float] = []
    web = Web(Manners(allow_local=True, pause=0.5), sleep=waits.append)
    for _ in range(3):
        web.look(f"{server.url}/a")
    assert [round(wait / 7) for wait in waits] == [1, 2]
