"""Damaged input by the thousand gives answers or our own errors, in bounded time and memory."""

from __future__ import annotations

import json
from collections.abc import Iterator

import mutants
from shown import Shown, measured

from mlmp_print.model.limits import PDF_MEMORY, PDF_SECONDS

OTHERS = {
    "answers": "JSON",
    "table": "CSV, JSON, JSONL, XLSX, ODS",
    "map": "maps of columns",
    "picture": "pictures",
}  # targets of the fuzzer

FUZZED = """
import json, run
found = run.plain(sys.argv[1], inputs=int(sys.argv[2]))
print(json.dumps([found.inputs, found.slowest, list(found.failures)]))
"""


def shown(count: int) -> Iterator[Shown]:
    """Try `count` damaged PDFs, and as many of each other sort of input."""
    found = mutants.read_damaged(count)
    outcomes = ", ".join(f"{times:,} {outcome}" for outcome, times in found.counts.most_common())
    result = f"{outcomes}; slowest {found.slowest:.2f} s, {found.peak / 1e6:.0f} MB at most"
    kept = found.counts.total() == count and found.slowest < PDF_SECONDS and found.peak < PDF_MEMORY
    yield Shown(
        f"{count:,} mutated PDFs: no traceback, none over {PDF_SECONDS} s, "
        f"none over {PDF_MEMORY >> 20} MB",
        result,
        kept,
    )
    for name, what in OTHERS.items():
        done = measured(FUZZED, name, count)
        if done.code:
            yield Shown(
                f"{count:,} mutated inputs: {what}", done.said.strip().splitlines()[-1], kept=False
            )
            continue
        inputs, slowest, failures = json.loads(done.out)
        sound = inputs - len(failures)
        result = f"{sound:,} as promised, slowest {slowest:.2f} s, {done.peak / 1e6:.0f} MB at most"
        kept = inputs == count and not failures and slowest < PDF_SECONDS and done.peak < PDF_MEMORY
        yield Shown(f"{count:,} mutated inputs: {what}", "; ".join([result, *failures]), kept)
