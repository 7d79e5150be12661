"""Write the counts as a workbook for people: headings and names in their language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..tables.write import Worksheet, xlsx_workbook
from .counted import SHOWN, GroupCounts, Levels
from .effects_words import EffectsWords
from .tally import GOALS


def workbook(words: EffectsWords) -> bytes:
    """Return the workbook: by theme, by goal type, in all, then × now, how it was counted."""
    return xlsx_workbook(_worksheets(words))


def _worksheets(words: EffectsWords) -> Iterator[Worksheet]:
    headings = [words.say(name) for name in (GOALS, *SHOWN)]
    for table in words.tables():
        rows: list[list[Any]] = [[name, *_cells(words, row)] for name, row in table.rows]
        if table.joined:
            rows += [[], [table.joined]]
        yield Worksheet(table.heading, [table.column, *headings], rows)
    total = words.counted.total
    yield Worksheet(words.say("all"), ["", *headings], [[words.say("all"), *_cells(words, total)]])
    if words.counted.levels:
        yield _levels(words, words.counted.levels)
    how = [words.lead(), words.too_few(), *words.how(), words.dated()]
    yield Worksheet(words.say("how_title"), [words.say("title")], [[line] for line in how if line])


def _cells(words: EffectsWords, row: GroupCounts) -> list[Any]:
    hidden = words.say("hidden")
    counts = [row.counts[name] for name in SHOWN]
    return [row.goals, *(hidden if count is None else count for count in counts)]


def _levels(words: EffectsWords, levels: Levels) -> Worksheet:
    """Return the worksheet of levels: a row for each level then, a column for each level now."""
    names, hidden = words.levels(), words.say("hidden")
    rows = [
        [name, *(hidden if count is None else count for count in counts)]
        for name, counts in zip(names, levels, strict=True)
    ]
    headings = [words.say("then"), *(words.say("now").format(level=name) for name in names)]
    return Worksheet(words.say("then_now"), headings, rows)
