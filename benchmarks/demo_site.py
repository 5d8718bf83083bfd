"""The demo site at an address of its own, served as a web server would: compressed."""

import gzip
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from generator.build import build
from generator.config import load_settings
from generator.run import Options

ROOT = Path(__file__).parent.parent
PARTS = (
    "digest.yml",
    "topics.yml",
    "topics.lock.json",
    "mkdocs.yml",
    "articles",
    "docs/guide",
    "docs/intro.md",
)
"""What the demo is made from."""
PACKED = (".woff2", ".png", ".jpg", ".webp", ".epub", ".zip", ".zim")
"""Files that are compressed already."""


class Compressing(SimpleHTTPRequestHandler):
    """Files with gzip, quietly, over connections that stay open."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Send the head of the answer; return the file, compressed where that helps."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() and self.path.partition("?")[0].endswith("/") else path
        if not path.is_file() or path.suffix in PACKED:
            return super().send_head()
        packed = gzip.compress(path.read_bytes(), mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(packed)))
        self.end_headers()
        return BytesIO(packed)


@contextmanager
def demo_site() -> Iterator[str]:
    """Build the demo in a folder that lasts as long as it is served; yield its address."""
    with TemporaryDirectory() as folder, ThreadingHTTPServer(("127.0.0.1", 0), Compressing) as server:
        address = f"http://127.0.0.1:{server.server_port}/"
        site = build_demo(Path(folder), address)
        server.RequestHandlerClass = partial(Compressing, directory=str(site))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield address
        server.shutdown()


def build_demo(root: Path, address: str) -> Path:
    """Build the demo for an address; return the folder of its pages."""
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        (root / part).parent.mkdir(parents=True, exist_ok=True)
        copy(ROOT / part, root / part)
    build(replace(load_settings(root / "digest.yml"), url=address), Options(), lambda *_: None)
    return root / "site"
