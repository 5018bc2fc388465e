"""`edition serve`: the edition in a browser, built anew whenever a file is saved.

The server, the watching and the reloading are sphinx-autobuild's; ours are only what is done after
a change and how a file is sent.  The pages are previews: problems are shown in their places and
stop nothing.  They lie in a folder of their own, which each start empties, and only here is
anything cached.
"""

import argparse
import asyncio
import gc
import os
import shutil
import socket
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from mimetypes import guess_type
from pathlib import Path

import uvicorn
from sphinx_autobuild.filter import IgnoreFilter
from sphinx_autobuild.middleware import JavascriptInjectorMiddleware
from sphinx_autobuild.server import RebuildServer
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Mount, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import Scope
from watchfiles import awatch

from edition import building, printing
from edition.settings import Settings

FOLDER = Path("_build") / "serve"
HOST = "127.0.0.1"
_WATCHED = ("annotations", "docs")
_UNSAVED = (r"~$", r"\.sw[a-z]$", r"[/\\]\.?#", r"[/\\]4913$")  # what editors write meanwhile


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """The command; it ends when it is interrupted, and with 2 if the port is taken."""
    listening = bound(arguments.port)
    if listening is None:
        print(
            f"edition serve: port {arguments.port} cannot be had; name another with --port",
            file=sys.stderr,
        )
        return 2
    folder = settings.root / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "html").mkdir(parents=True)
    refresh(settings)
    gc.collect()
    gc.freeze()  # what the first build leaves, most of all modules, is not searched again
    port = listening.getsockname()[1]
    listening.listen()
    printing.say(f"the preview: http://{HOST}:{port}/ (Ctrl-C ends it)\n")
    sys.stdout.flush()
    serving = uvicorn.Server(uvicorn.Config(server(settings, port), log_level="warning"))
    with suppress(KeyboardInterrupt):
        serving.run(sockets=[listening])
    return 0


def bound(port: int) -> socket.socket | None:
    """A socket on the port, or on any free one where 0 is wanted; None if it cannot be had."""
    chosen = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name != "nt":  # there it would let two servers share the port
        chosen.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        chosen.bind((HOST, port))
    except (OSError, OverflowError):
        chosen.close()
        return None
    return chosen


def server(settings: Settings, port: int) -> Starlette:
    """sphinx-autobuild's server over the folder, with our own answer to a change."""
    watcher = _Watcher(
        [settings.root / name for name in _WATCHED],
        IgnoreFilter([], _UNSAVED),
        change_callback=partial(refresh, settings),
    )
    pages = Pages(directory=settings.root / FOLDER / "html", html=True)
    return Starlette(
        routes=[
            WebSocketRoute("/websocket-reload", watcher, name="reload"),
            Mount("/", app=pages, name="static"),
        ],
        middleware=[Middleware(JavascriptInjectorMiddleware, ws_url=f"{HOST}:{port}")],
        lifespan=watcher.lifespan,
    )


class _Watcher(RebuildServer):  # type: ignore[misc]
    """sphinx-autobuild's, but for one thing: it builds in a thread, not in a process a build.

    So a build finds in memory what those before it have made of files that did not change.
    """

    async def watch(self) -> None:
        """Build after every change, then have the pages load themselves again."""
        watched = awatch(*self.paths, watch_filter=lambda _, path: not self.ignore(path))
        async for changes in watched:
            await asyncio.to_thread(self.change_callback, [Path(path) for _, path in changes])
            self.flag.set()


class Pages(StaticFiles):
    """The files as they are now, each read at once: its length is told even if it then changes."""

    def file_response(
        self,
        full_path: os.PathLike[str] | str,
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """The answer that sends a file, and lets no browser keep it."""
        kind = guess_type(full_path)[0]
        headers = {"Cache-Control": "no-store"}
        return Response(Path(full_path).read_bytes(), status_code, headers, kind)


def refresh(settings: Settings, changed_paths: Sequence[Path] = ()) -> None:
    """Build what has changed; whatever goes wrong is said, and the server goes on."""
    names = [os.path.relpath(path, settings.root) for path in changed_paths]
    if names:
        printing.say(f"changed: {printing.seen(', '.join(sorted(names)[:5]))}\n")
    building.set_epoch(settings)
    start = time.perf_counter()
    folder = settings.root / FOLDER
    try:
        building.refresh_html(settings, folder / "html", folder / "work")
        printing.say(f"built in {time.perf_counter() - start:.1f} s\n")
    except Exception as error:
        printing.say(f"not built; the pages stay as they were: {printing.seen(str(error))}\n")
    sys.stdout.flush()
