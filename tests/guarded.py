"""A process that checks editions, each in a child of its own that is watched and limited.

``python guarded.py`` reads JSON lines with ``root``, and answers each with what was found or with
what the child did that it may not do.  A child has one second of processor time (of its own, so
that a busy machine fails nobody), 200 MB more than it began with, and may open files below its
root only; whatever else Python's audit events tell of (running, connecting, compiling) ends it.
"""

import json
import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

SECONDS = 1.0
BYTES = 200_000_000
WAIT = 30  # seconds of the clock: for one that waits and does nothing
# What a check does besides opening files: listing folders, and what Python does for itself.
HARMLESS = {"os.listdir", "os.scandir", "object.__getattr__", "sys._getframe", "builtins.id"}
PLACES = {"open", "os.listdir", "os.scandir"}


def check(root: Path) -> dict[str, Any]:
    """Check an edition and print what was found in every way there is."""
    from edition import checking, printing, settings

    problems = checking.check_all(settings.read(root))[1]
    return {
        "problems": json.loads(printing.as_json(problems)),
        "terminal": printing.for_terminal(problems, root),
        "github": printing.for_github(problems),
    }


def watched(action: Callable[[Path], dict[str, Any]], root: Path) -> dict[str, Any]:
    """What the action answers in a child, or ``breach``: what it did that it may not do."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _in_child(action, root, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    _child, status, usage = os.wait4(child, 0)
    if os.WIFSIGNALED(status):
        limits = {signal.SIGPROF: f"over {SECONDS} s", signal.SIGALRM: f"waited {WAIT} s"}
        return {"breach": limits.get(os.WTERMSIG(status), f"signal {os.WTERMSIG(status)}")}
    answer: dict[str, Any] = json.loads(told) if told else {"breach": f"status {status}"}
    return {**answer, "seconds": usage.ru_utime + usage.ru_stime}


def _in_child(action: Callable[[Path], dict[str, Any]], root: Path, writing: int) -> None:
    """Never returns: whatever happens, the child ends here."""
    try:
        allowed = os.path.realpath(root) + os.sep
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        limit = pages * resource.getpagesize() + BYTES
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        signal.alarm(WAIT)
        breaches: list[str] = []
        sys.addaudithook(lambda event, args: _watch(event, args, allowed, breaches))
        answer = action(root)
        if breaches:
            answer = {"breach": "; ".join(breaches)}
        told = json.dumps(answer).encode()
    except BaseException:
        told = json.dumps({"breach": traceback.format_exc()}).encode()
    signal.setitimer(signal.ITIMER_PROF, 0)
    with os.fdopen(writing, "wb") as pipe:
        pipe.write(told)
    os._exit(0)


def _watch(event: str, args: tuple[Any, ...], allowed: str, breaches: list[str]) -> None:
    if event in PLACES:
        place = args[0]
        if isinstance(place, int) or (event == "open" and place is None):
            return
        if not (os.path.realpath(os.fsdecode(place)) + os.sep).startswith(allowed):
            breaches.append(f"{event} {place!r}")
        elif event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+"):
            breaches.append(f"writes {place!r}")
    elif event not in HARMLESS:
        breaches.append(f"{event} {args!r:.200}")


def main() -> None:
    """Answer each line with a line."""
    import yaml  # noqa: F401

    check(Path(sys.argv[1]))  # everything is imported, and every cache filled, before it counts
    for line in sys.stdin:
        print(json.dumps(watched(check, Path(json.loads(line)))), flush=True)


if __name__ == "__main__":
    main()
