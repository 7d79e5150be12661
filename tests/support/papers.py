"""The papers, README and docs: their blocks of commands and code, their links, their headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from repository import ROOT

PAPERS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
PROMPT = "$ "
ANYTHING = "…"  # a line of output that stands for any lines
_CODE = re.compile(r"#.*\bexit code (\d+)")


@dataclass(frozen=True)
class Shown:
    """A command as a paper shows it.

    Attributes:
        command: What is typed, with its comment.
        output: The lines below it; empty where none are shown.
    """

    command: str
    output: tuple[str, ...]

    @property
    def exit_code(self) -> int:
        """0, or what the comment says: `# exit code 3`."""
        said = _CODE.search(self.command)
        return int(said[1]) if said else 0

    def fits(self, output: str) -> bool:
        """Whether a command's output is the one shown."""
        parts = [re.escape(line) for line in self.output]
        pattern = "\n".join(".*" if part == re.escape(ANYTHING) else part for part in parts)
        return not self.output or bool(re.fullmatch(pattern, output.strip(), re.DOTALL))


def blocks(paper: Path, language: str) -> list[str]:
    """The fenced blocks of a paper in a language."""
    found = FENCED.findall(paper.read_text("utf-8"))
    return [text for name, text in found if name == language]


def commands(paper: Path) -> list[Shown]:
    """The commands in the `console` blocks of a paper, in their order."""
    return [shown for block in blocks(paper, "console") for shown in _commands_in(block)]


def _commands_in(block: str) -> Iterator[Shown]:
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, *output = part.rstrip("\n").split("\n")
        yield Shown(command, tuple(output))


def links(paper: Path) -> list[str]:
    """Where the links and pictures of a paper lead."""
    prose = FENCED.sub("", paper.read_text("utf-8"))
    return re.findall(r"\]\(([^)\s]+)\)", prose)


def anchors(paper: Path) -> set[str]:
    """The anchors of a paper's headings, as GitHub makes them.

    >>> from pathlib import Path
    >>> "how-we-write" in anchors(ROOT / "CONTRIBUTING.md")
    True
    """
    prose = FENCED.sub("", paper.read_text("utf-8"))
    headings = re.findall(r"^#+ (.+)$", prose, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
