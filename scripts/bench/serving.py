"""A folder on a small server of this machine, compressed as any host would do it."""

import gzip
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

LEVEL = 6
"""Of gzip: what servers do unless they are told otherwise."""
_COMPRESSED = ("text/", "application/json", "application/xml", "image/svg")


@lru_cache
def body_of(path: Path) -> tuple[bytes, dict[str, str]]:
    """What is sent of a file, and the headers that say so."""
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    content, headers = path.read_bytes(), {"Content-Type": kind}
    if kind.startswith(_COMPRESSED) or kind.endswith("javascript"):
        content = gzip.compress(content, LEVEL, mtime=0)
        headers = {"Content-Type": f"{kind}; charset=utf-8", "Content-Encoding": "gzip"}
    return content, {**headers, "Content-Length": str(len(content))}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    folder: Path

    def do_GET(self) -> None:
        """Send a file, or say that there is none."""
        name = unquote(urlsplit(self.path).path).lstrip("/")
        path = self.folder / (name or "index.html")
        if not path.resolve().is_relative_to(self.folder) or not path.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        content, headers = body_of(path)
        self.send_response(HTTPStatus.OK)
        for header, value in headers.items():
            self.send_header(header, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_arguments: object) -> None:
        """Say nothing: a browser that is closed breaks off what it was being sent."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder while it is served, without a final slash."""
    handler = type("Handler", (_Handler,), {"folder": folder.resolve()})
    with _Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
