"""Fuzz the targets for a bounded time.

    python tests/fuzz/run.py [--seconds 60] [--keep FOLDER] [--guided] [TARGET…]

Inputs are changed at random from a fixed seed, so that each run begins with the same inputs. With
--guided and `atheris` (the extra `fuzz`), inputs follow the code that they reach; each target then
takes some seconds more to begin. An input that fails is kept in a file, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

LONGEST = 60  # seconds that one input may take: more than twice any limit of time of ours
MOST_BYTES = 400_000  # of an input
_NUMBER = re.compile(rb"\d+")


def mutated(seeds: list[bytes], words: tuple[bytes, ...], chance: random.Random) -> bytes:
    """Change a seed one to eight times: bytes, pieces, numbers, words, parts of another seed."""
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8))):
        at, length = chance.randrange(len(data) + 1), chance.choice((1, 1, 2, 4, 16, 64, 500))
        match chance.randrange(9):
            case 0 if data:
                data[at % len(data)] ^= 1 << chance.randrange(8)
            case 1 if data:
                data[at % len(data)] = chance.randrange(256)
            case 2:
                del data[at : at + length]
            case 3:
                data[at:at] = data[at : at + length] * chance.choice((1, 2, 30))
            case 4:
                data[at:at] = chance.choice(words)
            case 5:
                data[at : at + length] = chance.choice(words)
            case 6 if numbers := list(_NUMBER.finditer(data, max(0, at - 2000), at + 2000)):
                found = chance.choice(numbers)
                data[slice(*found.span())] = chance.choice(
                    (
                        b"0",
                        b"-1",
                        b"1",
                        b"2",
                        b"65536",
                        b"4294967296",
                        b"9" * 30,
                        b"0.5",
                        found[0][::-1],
                    )
                )
            case 7:
                other = chance.choice(seeds)
                start = chance.randrange(len(other) + 1)
                data[at : at + length] = other[start : start + length * 8]
            case 8 if chance.random() < 0.2:
                del data[at:]
    return bytes(data[:MOST_BYTES])


class TooLong(BaseException):
    """An input takes more than its time. It is no Exception, so that nothing catches it."""


@contextmanager
def bounded() -> Iterator[None]:
    """Context manager: raise TooLong after `LONGEST` seconds."""

    def stop(*_: object) -> None:
        raise TooLong

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(LONGEST)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@dataclass
class Result:
    """What fuzzing a target found."""

    inputs: int = 0
    slowest: float = 0.0  # CPU seconds
    failures: dict[str, bytes] = field(default_factory=dict)  # place → an input that fails there


def plain(name: str, *, seconds: float = 1e9, inputs: int = 10**9, seed: int = 0) -> Result:
    """Fuzz a target with its seeds and then with random changes of them.

    It ends after so many seconds or inputs, whichever comes first.
    """
    from targets import TARGETS

    target, chance, result = TARGETS[name], random.Random(f"{name} {seed}"), Result()
    seeds = target.seeds()
    until = time.monotonic() + seconds
    while result.inputs < inputs and time.monotonic() < until:
        data = (
            seeds[result.inputs]
            if result.inputs < len(seeds)
            else mutated(seeds, target.words, chance)
        )
        began = time.process_time()
        try:
            with bounded():
                target.run(data)
        except (Exception, TooLong) as error:
            where = traceback.extract_tb(error.__traceback__)
            ours = next(
                (frame for frame in reversed(where) if "mlmp_print" in frame.filename), where[-1]
            )
            result.failures.setdefault(
                f"{type(error).__name__} at {Path(ours.filename).name}:{ours.lineno}", data
            )
        result.slowest = max(result.slowest, time.process_time() - began)
        result.inputs += 1
    return result


def guided(name: str, seconds: float, keep: Path) -> Result:
    """Fuzz a target with atheris in a process of its own, which ends at the first failure."""
    from targets import TARGETS

    with tempfile.TemporaryDirectory() as corpus:
        for seed in TARGETS[name].seeds():
            (Path(corpus) / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
        words = Path(corpus, "words.txt")
        words.write_text(
            "".join(
                '"' + "".join(f"\\x{byte:02x}" for byte in word) + '"\n'
                for word in TARGETS[name].words
                if len(word) < 60
            )
        )
        limits = [
            f"-max_total_time={max(1, round(seconds))}",
            f"-max_len={MOST_BYTES}",
            f"-timeout={LONGEST}",
            "-rss_limit_mb=2048",
        ]
        options = [
            f"-dict={words}",
            f"-artifact_prefix={keep}/{name}-",
            "-print_final_stats=1",
            *limits,
        ]
        command = [sys.executable, __file__, "--guided-one", name, *options, corpus]
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, errors="replace"
        )
    told = dict(re.findall(r"stat::(\w+):\s+(\d+)", done.stderr))
    result = Result(
        int(told.get("number_of_executed_units", 0)), float(told.get("slowest_unit_time_sec", 0))
    )
    if done.returncode:
        found = re.search(r"Test unit written to (\S+)", done.stderr)
        report = [
            line
            for line in (done.stdout + done.stderr).splitlines()
            if not line.startswith(("INFO", "#"))
        ]
        result.failures["\n".join(report[-40:])] = Path(found[1]).read_bytes() if found else b""
    return result


def guided_one(name: str, arguments: list[str]) -> None:
    """In that process: never returns."""
    import atheris

    with atheris.instrument_imports(include=["mlmp_print", "pypdf"]):
        from targets import TARGETS
    atheris.Setup([sys.argv[0], *arguments], TARGETS[name].run)
    atheris.Fuzz()


def main() -> int:
    """Fuzz each target for its share of the time; 1 if something failed."""
    if sys.argv[1:2] == ["--guided-one"]:
        guided_one(sys.argv[2], sys.argv[3:])
    from targets import TARGETS

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("targets", nargs="*", choices=[*TARGETS, []], default=[], metavar="TARGET")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, default=Path("out/fuzz"))
    parser.add_argument("--guided", action="store_true")
    options = parser.parse_args()
    names = options.targets or list(TARGETS)
    options.keep.mkdir(parents=True, exist_ok=True)
    if options.guided and importlib.util.find_spec("atheris") is None:
        parser.error("--guided needs atheris: pip install '.[fuzz]'")
    failed = False
    for name in names:
        share = options.seconds / len(names)
        result = (
            guided(name, share, options.keep)
            if options.guided
            else plain(name, seconds=share, seed=options.seed)
        )
        print(
            f"{name}: {result.inputs:,} inputs, slowest {result.slowest:.2f} s, "
            f"{len(result.failures)} failures",
            flush=True,
        )
        for number, (where, data) in enumerate(result.failures.items()):
            path = options.keep / f"{name}-{options.seed}-{number}"
            path.write_bytes(data)
            print(f"    {where}: {path}", flush=True)
        failed |= bool(result.failures)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
