"""The web as it is: a real server that behaves in every way."""

import pytest

from generator.intake.fetching import FetchError, Manners, Web, is_public
from tests.intake.server import Answer, Server, bomb, page

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
        (Answer(b"not packed", headers=(("Content-Encoding", "gzip"),)), "cannot be fetched"),
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
