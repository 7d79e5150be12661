"""The processes of this machine as /proc shows them.

That needs no program to list them, and cuts no command line to a terminal's width.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

PROC = Path("/proc")
needs_proc = pytest.mark.skipif(
    not (PROC / "self" / "stat").exists(),
    reason="the processes of others can only be seen in /proc",
)


@dataclass(frozen=True)
class Seen:
    """A process.

    command: what it was started with. worked: its processor time in hundredths of a second.
    """

    number: int
    parent: int
    session: int
    command: str
    worked: int


def seen() -> list[Seen]:
    """All that run now; those that have ended and are not yet waited for are left out."""
    found = []
    for folder in PROC.glob("[0-9]*"):
        try:
            stat = (
                (folder / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
            )  # proc(5): from its third field on
            command = (folder / "cmdline").read_text("utf-8", "replace").replace("\0", " ")
        except (FileNotFoundError, ProcessLookupError):
            continue
        if stat[0] != "Z":
            found.append(Seen(int(folder.name), int(stat[1]), int(stat[3]), command, int(stat[11])))
    return found


def in_session(session: int) -> list[Seen]:
    """Those in the session that a process began (`start_new_session`), itself among them."""
    return [each for each in seen() if each.session == session]


def children(parent: int) -> list[Seen]:
    """Those that a process has started, in whatever session."""
    return [each for each in seen() if each.parent == parent]


def workers(session: int) -> list[Seen]:
    """The processes that a batch in this session has begun to start."""
    return [each for each in in_session(session) if "spawn_main" in each.command]
