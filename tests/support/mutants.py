"""Our own sheets, damaged at random but always in the same way.

The tests read a few of them, `make soak` thousands.
"""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, repeat
from pathlib import Path

from processes import cpu_seconds

_OBJECT = re.compile(rb"\n(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_TOKENS = (
    b"null", b"true", b"-1", b"0", b"99999999999999999999", b"1e400", b"(", b")", b"<<", b">>",
    b"[", b"]", b"/", b"%", b"1 0 R", b"stream\n", b"endobj\n", b"\x00",
)  # fmt: skip


def mutants(data: bytes, count: int, seed: int = 1) -> Iterator[bytes]:
    """Make `count` damaged copies; the same seed makes the same copies."""
    chance = random.Random(seed)
    for _ in range(count):
        damaged = data
        for _ in range(chance.choice((1, 1, 2, 5))):
            damaged = chance.choice(
                (_flip, _flip, _cut, _drop, _repeat, _swap, _renumber, _insert, _number)
            )(damaged, chance)
        yield damaged


def _stretch(data: bytes, chance: random.Random, longest: int) -> tuple[int, int]:
    start = chance.randrange(max(1, len(data)))
    return start, min(len(data), start + chance.randint(1, longest))


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 10, 200))):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _drop(data: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(data, chance, 3000)
    return data[:start] + data[end:]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(data, chance, 3000)
    return data[:end] + data[start:end] * chance.randint(1, 3) + data[end:]


def _insert(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(_TOKENS) * chance.choice((1, 1, 500)) + data[at:]


def _swap(data: bytes, chance: random.Random) -> bytes:
    """Exchange the contents of two objects."""
    found = list(_OBJECT.finditer(data))
    if len(found) < 2:
        return data
    one, other = sorted(chance.sample(found, 2), key=lambda match: match.start())
    parts = (
        data[: one.start(2)],
        other[2],
        data[one.end(2) : other.start(2)],
        one[2],
        data[other.end(2) :],
    )
    return b"".join(parts)


def _renumber(data: bytes, chance: random.Random) -> bytes:
    """Make references lead to another object."""
    number = b" %d 0 R" % chance.randint(1, 400)
    found = list(re.finditer(rb" \d+ 0 R", data))
    for match in chance.sample(found, min(len(found), chance.choice((1, 10)))):
        data = (
            data[: match.start()]
            + number.ljust(len(match[0]))[: len(match[0])]
            + data[match.end() :]
        )
    return data


def _number(data: bytes, chance: random.Random) -> bytes:
    """Change a number into another one of the same length."""
    found = list(re.finditer(rb"\d+", data))
    if found:
        match = chance.choice(found)
        data = (
            data[: match.start()]
            + bytes(chance.choice(b"0123456789-.") for _ in match[0])
            + data[match.end() :]
        )
    return data


@dataclass
class Outcomes:
    """What reading damaged copies gave."""

    counts: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0  # CPU seconds, which do not depend on the machine's other work
    peak: int = 0  # the most bytes that a reading process had in memory


def read_damaged(count: int) -> Outcomes:
    """Read `count` damaged copies, and check the pages of every second one.

    Any error but our own is raised.
    """
    import hostile

    import mlmp_print as mlmp

    outcomes = Outcomes()
    sheets = (hostile.sound(), hostile.ANSWERS), (hostile.small(), hostile.STEPS)
    copies = [zip(mutants(sheet, count // 2), repeat(answers)) for sheet, answers in sheets]
    for number, (data, answers) in enumerate(chain(*copies)):
        began = _cpu_seconds()
        try:
            sheet = mlmp.read(data, check=number % 2 == 0)
        except mlmp.MlmpError:
            outcome = "an error of ours"
        else:
            outcome = "other answers, with a note" if sheet.notes else "other answers"
            if sheet.answers == answers:
                outcome = "read whole"
        outcomes.counts[outcome] += 1
        outcomes.slowest = max(outcomes.slowest, _cpu_seconds() - began)
        outcomes.peak = max(outcomes.peak, _reader_memory())
    return outcomes


def _reader() -> int:
    """The number of the process that reads for this one, or 0."""
    from mlmp_print.sandbox import sandbox

    kept = sandbox._pool.idle
    process = kept[-1].process if kept else None
    return process.pid if process else 0


def _cpu_seconds() -> float:
    return time.process_time() + cpu_seconds(_reader())


def _reader_memory() -> int:
    """The most bytes that the reading process has had in memory; 0 where there is no /proc."""
    status = Path(f"/proc/{_reader()}/status")
    if not status.exists():
        return 0
    kilobytes = status.read_text("ascii").partition("VmHWM:")[2].split()[0]
    return int(kilobytes) << 10
