"""A real web server on loopback, with the manners good and bad that servers have."""

import gzip
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

MUD = "A tide mill grinds twice a day, and nobody has to pay the moon for its work at all. "


class Answer(NamedTuple):
    """What the server says at a path."""

    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    pause: float = 0.0
    """Seconds before each of the ten parts of the body."""


class Server:
    """The server as a test sees it: its answers can be changed, and it notes what it is asked."""

    def __init__(self, port: int, *, secure: bool = False) -> None:
        self.port = port
        self.url = f"https://localhost:{port}" if secure else f"http://127.0.0.1:{port}"
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.parts = 0
        """Parts of bodies that were sent."""

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


def page(title: str, text: str = MUD * 6, head: str = "") -> bytes:
    return (
        f"<html lang=en><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>"
        f"<p>{text}</p><p>{MUD * 3}</p></article></body></html>"
    ).encode()


def bomb(megabytes: int) -> bytes:
    return gzip.compress(b" " * (megabytes * 1_000_000))


class _QuietServer(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """Say nothing of those who break off: some tests do so on purpose."""


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server that runs while the test does; with `tls` it speaks HTTPS."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
            answer = server.answers.get(self.path, Answer(b"nothing here", status=404))
            etag = dict(answer.headers).get("ETag")
            if etag and self.headers.get("If-None-Match") == etag:
                answer = Answer(status=304, headers=answer.headers)
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.kind)
            self.send_header("Content-Length", str(len(answer.body)))
            for name, value in answer.headers:
                self.send_header(name, value)
            self.end_headers()
            size = max(1, len(answer.body) // 10)
            try:
                for start in range(0, len(answer.body), size) if answer.pause else (0,):
                    time.sleep(answer.pause)
                    self.wfile.write(answer.body[start : start + size] if answer.pause else answer.body)
                    self.wfile.flush()
                    server.parts += 1
            except OSError:
                return  # the reader had enough

        def log_message(self, *_: object) -> None:
            """Keep the tests' output clean."""

    httpd = _QuietServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    if tls:
        httpd.socket = tls.wrap_socket(httpd.socket, server_side=True, do_handshake_on_connect=False)
    server = Server(httpd.server_address[1], secure=tls is not None)
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join()
