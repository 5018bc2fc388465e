"""An approved issue made with the form "A note" becomes a note and a pull request.

``issue_to_note.py write`` reads the issue from the event's file, writes the note, checks the whole
edition, and keeps what came of it in a file; it needs no token.  ``issue_to_note.py send`` opens
the pull request and answers in the issue.  The issue's words are a stranger's: they are never part
of a command, a title or a message, and stand in fences that they cannot close.
"""

import json
import os
import re
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from summary import fenced

from edition import checking, printing, quotes, settings
from edition.library import Edition
from edition.notes import is_account, name_of
from edition.places import proposed_name
from edition.targets import known
from edition.templates import template, with_source
from edition.texts import Text
from edition.vocabulary import ASPECTS, NEEDS_PLACE, TYPE

ROOT = Path(__file__).resolve().parent.parent
LABELS = ("Text", "Quote", "Type", "Aspect", "See", "Note", "Source", "Name")
"""The form's headings in its order; a forge writes them before the answers."""
NOTHING = ("_No response_", "None", "")
LONGEST_ANSWER = 20_000  # characters of what is told; a forge takes three times as many
BOT = (
    "-c", "user.name=github-actions[bot]",
    "-c", "user.email=41898282+github-actions[bot]@users.noreply.github.com",
)  # fmt: skip
AGAIN = (
    "Edit the issue, and ask for the label `approved` once more: "
    "the note is then made and checked anew."
)


class Refused(Exception):
    """The issue cannot become a note; the words say why."""


@dataclass(frozen=True)
class Issue:
    """What is used of an issue."""

    number: int
    title: str
    body: str
    login: str
    account: int
    """The number of its author's account."""


@dataclass(frozen=True)
class Outcome:
    """What came of writing and checking."""

    path: str
    """Of the note from the root, or empty where there is none."""
    told: str
    """What the check or the form's reader says, as Markdown."""


def main() -> int:
    """Do one of the two steps."""
    issue = read_event(Path(os.environ["GITHUB_EVENT_PATH"]))
    kept = Path(os.environ["RUNNER_TEMP"]) / "issue-to-note.json"
    if sys.argv[1:] == ["write"]:
        kept.write_text(json.dumps(asdict(write(issue))), "utf-8")
    elif sys.argv[1:] == ["send"]:
        send(issue, Outcome(**json.loads(kept.read_text("utf-8"))))
    else:
        return 2
    return 0


def read_event(path: Path) -> Issue:
    """The issue of an event's file."""
    told: dict[str, Any] = json.loads(path.read_text("utf-8"))["issue"]
    user = told["user"] or {"login": "", "id": 0}  # an account that is gone
    login = str(user["login"])
    if not re.fullmatch(r"[A-Za-z0-9-]{1,39}", login):
        login = ""
    body = str(told.get("body") or "").replace("\r\n", "\n").replace("\r", "\n")
    return Issue(int(told["number"]), str(told["title"]), body, login, int(user["id"]))


# ---- writing ---------------------------------------------------------------------------


def write(issue: Issue) -> Outcome:
    """Write the note and check it in the edition; of a note with problems no file is left."""
    chosen = settings.read(ROOT)
    edition = checking.check_all(chosen)[0]
    try:
        text, quote, content = note_of(issue, edition)
        folder = ROOT / "annotations/notes" / text.slug
        path = create(folder, names(issue, text, quote), content)
    except Refused as refusal:
        return Outcome("", f"{refusal}\n")
    name = path.relative_to(ROOT).as_posix()
    problems = checking.concerning(checking.check_all(chosen)[1], [name])
    told = printing.for_terminal(problems, ROOT)[:LONGEST_ANSWER]
    if any(not found.is_remark for found in problems):
        path.unlink()
        return Outcome("", fenced(told))
    return Outcome(name, fenced(told) if problems else "")


def answers(body: str) -> dict[str, str]:
    """What stands under each heading of the form; Refused if they are not these, each once.

    A heading within an answer could pass for the form's own: no guess is made which of two is.
    """
    lines = body.split("\n")
    headings = {f"### {label}": label for label in LABELS}
    found = [
        (n, headings[line.strip()]) for n, line in enumerate(lines) if line.strip() in headings
    ]
    if tuple(label for _n, label in found) != LABELS or any(lines[: found[0][0]]):
        raise Refused(
            "The issue does not have the headings of the form, each once and in its order: "
            f"{', '.join(LABELS)}. Put them back, and take out of the answers what looks like one."
        )
    ends = [n for n, _label in found[1:]] + [len(lines)]
    told = {}
    for (start, label), end in zip(found, ends, strict=True):
        answer = "\n".join(lines[start + 1 : end]).strip()
        told[label] = "" if answer in NOTHING else answer
    return told


def note_of(issue: Issue, edition: Edition) -> tuple[Text, str, str]:
    """The text, the quote and the content of the note; nothing but known words in its head."""
    told = answers(issue.body)
    kind, aspect = told["Type"].partition(":")[0].strip(), told["Aspect"]
    name = (told["Name"] or issue.login or "anonymous").removeprefix("@")
    if told["Text"] not in edition.text:
        raise Refused(f"The text is none of these: {', '.join(edition.text)}.")
    if kind not in TYPE:
        raise Refused(f"The type is not chosen yet. Put one of these: {', '.join(TYPE)}.")
    if kind == "error" and aspect not in ASPECTS:
        raise Refused(f"An error is of some aspect. Put one of these: {', '.join(ASPECTS)}.")
    if not is_account(name) or name == "editors":
        raise Refused("The name to be credited is an account on the forge, or `anonymous`.")
    see = [one for one in re.split(r"[\s,]+", told["See"]) if one] if kind in NEEDS_PLACE else []
    if odd := [one for one in see if one not in known(edition, "note or passage")]:
        raise Refused(f"Under See stands what is no note or passage:\n\n{fenced(odd[0][:80])}")
    if not told["Quote"] or not told["Note"]:
        raise Refused("The quote or the note is empty.")
    head = {"type": kind, "certainty": "medium" if told["Source"] else "low"}
    head |= {"aspect": aspect} if kind == "error" else {}
    head |= {"see": f"[{', '.join(see)}]"} if see else {}
    words = with_source(told["Note"], told["Source"], is_key=told["Source"] in edition.works)
    content = template(told["Quote"], words, {**head, "by": name})
    return edition.text[told["Text"]], told["Quote"], content


def names(issue: Issue, text: Text, quote: str) -> list[str]:
    """Names for the note, the first that is free to be taken: of its title, else its quote."""
    title = re.sub(r"^\s*note\s*:", "", issue.title, flags=re.IGNORECASE)
    at = next(iter(quotes.find(text.reading_text, quote)), 0)
    name = name_of(title) or proposed_name(text, quote, at)
    return [name, *(f"{name}-{n}" for n in range(2, 1000))]


def create(folder: Path, choices: list[str], content: str) -> Path:
    """A new file under the first name that no file has; what is there is never written over."""
    folder.mkdir(exist_ok=True)
    for name in choices:
        path = folder / f"{name}.md"
        try:
            with path.open("xb") as file:
                file.write(content.encode("utf-8", "replace"))
        except FileExistsError:
            continue
        return path
    raise Refused("There are too many notes of this name: change the title of the issue.")


# ---- sending ---------------------------------------------------------------------------


def send(issue: Issue, outcome: Outcome) -> None:
    """Open the pull request, or renew it, and answer; without a note only answer."""
    number = str(issue.number)
    if not outcome.path:
        told = f"This cannot become a note as it stands.\n\n{outcome.told}\n{AGAIN}\n"
        gh("issue", "comment", number, "--body-file", "-", words=told)
        gh("issue", "edit", number, "--remove-label", "approved")
        return
    branch = f"note/issue-{number}"
    commit(issue, outcome.path, branch)
    request = gh(
        "pr", "list", "--head", branch, "--state", "open", "--json", "url", "--jq", ".[].url"
    )
    if not request.strip():
        request = gh(
            "pr", "create", "--head", branch, "--base", os.environ["GITHUB_REF_NAME"],
            "--title", title_of(issue, outcome.path), "--body-file", "-",
            words=body_of(issue, outcome),
        )  # fmt: skip
    thanks = f"Thank you. The note has passed the check and is proposed in {request.strip()}.\n"
    gh("issue", "comment", number, "--body-file", "-", words=thanks)


def title_of(issue: Issue, path: str) -> str:
    """The title of commit and request: nothing of the issue but its number."""
    return f"[Editorial] {path.split('/')[2]}: a note from issue {issue.number}"


def body_of(issue: Issue, outcome: Outcome) -> str:
    """The words of the request."""
    note = fenced((ROOT / outcome.path).read_text("utf-8"))
    remarks = f"The check remarks:\n\n{outcome.told}\n" if outcome.told else ""
    return (
        f"Closes #{issue.number}.\n\n{note}\n{remarks}"
        "The edition was checked with this note. A request that a workflow opens starts no checks "
        "of its own: close it and open it again, and they run.\n"
    )


def commit(issue: Issue, path: str, branch: str) -> None:
    """Commit the one file and push it to the issue's own branch."""
    message = title_of(issue, path)
    if issue.login:
        address = f"{issue.account}+{issue.login}@users.noreply.github.com"
        message += f"\n\nCo-authored-by: {issue.login} <{address}>"
    git("switch", "--quiet", "--create", branch)
    git("add", "--", path)
    git(*BOT, "commit", "--quiet", "--file", "-", words=message)
    helper = ("-c", "credential.helper=", "-c", "credential.helper=!gh auth git-credential")
    where = f"{os.environ['GITHUB_SERVER_URL']}/{os.environ['GITHUB_REPOSITORY']}"
    git(*helper, "push", "--quiet", "--force", where, f"HEAD:refs/heads/{branch}")


def git(*arguments: str, words: str = "") -> str:
    """Run git; what it reads comes from ``words``."""
    return run(["git", *arguments], words)


def gh(*arguments: str, words: str = "") -> str:
    """Run the forge's command, which takes its token and repository from the environment."""
    return run(["gh", *arguments], words)


def run(command: list[str], words: str) -> str:
    """What a command prints; an error of its ends the run."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        input=words.encode("utf-8", "replace"),
        stdout=subprocess.PIPE,
        check=True,
    )
    return done.stdout.decode("utf-8", "replace")


if __name__ == "__main__":
    sys.exit(main())
