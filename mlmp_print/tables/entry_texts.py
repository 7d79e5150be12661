"""Cells of a goal or the like that hold a list of several, which a sheet would show as one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from ..model.messages import Message, Where, quoted
from ..model.phrases import Phrase
from .doubts import SEVERAL_IN_ONE, doubt
from .form_match import FormMatch
from .no_person import sound
from .row import Row
from .table_match import TableMatch

_FEWEST = 2
_SIGN = r"\s*(?:[.):]|[-–—](?=\s))(?![0-9])"  # behind a number
_AT_LINE = re.compile(rf"^[\s(#]*([0-9]{{1,2}})(?:{_SIGN}|(?=\s))\s*(?=\S)", re.MULTILINE)
# In a line, a number with a bracket begins an entry, and one with a dot only behind a mark:
# “1. gå en tur inden 2. maj” is one goal.
_BRACKET = re.compile(r"(?:^|(?<=[\s;,.:/|]))\(?([0-9]{1,2})\)\s*(?=\S)", re.MULTILINE)
_DOT = re.compile(r"(?:^|(?<=[;,.!?:/|]))\s*([0-9]{1,2})\.\s+(?=\D)", re.MULTILINE)
_LETTER = re.compile(r"(?:^|(?<=[\s;,.:/|]))\(?([a-h])\)\s*(?=\S)", re.MULTILINE)
_BULLETS = "•▪▫●○◦■□◆·‣⁃∙➢➤✓✔"
_BULLET = re.compile(rf"^\s*(?:[{_BULLETS}]|[-–—*+>](?=\s))", re.MULTILINE)
_BULLET_WITHIN = re.compile(rf"[{_BULLETS}](?=\s)|(?<=;)\s*[-–—*+](?=\s)")
_INTRODUCTION = re.compile(r"\A\s*[^\W\d_]{2,}\s*:\s*(?=\S)")  # “Mål:” above a list
_FEWEST_LINES = 3  # without any sign of a list
_ANY = re.compile(rf"[\n|]|[0-9{_BULLETS};]|[a-h]\)|^\s*[-–—*+>]\s", re.MULTILINE)


def several_in_one(match: TableMatch, rows: Sequence[Row]) -> Iterator[Message]:
    """Refuse a list of several goals, steps or the like in the cell of one.

    A list without numbers may be the parts of a goal, if the person has others without a list.
    """
    if SEVERAL_IN_ONE in match.accepted or match.has_form_column:
        return  # what `read` wrote is what somebody answered
    for form_match in match.matches:
        for list_key, headers in form_match.entry_texts.items():
            yield from _lists(match, form_match, list_key, headers, rows)


def _lists(
    match: TableMatch,
    form_match: FormMatch,
    list_key: str,
    headers: Sequence[str],
    rows: Sequence[Row],
) -> Iterator[Message]:
    cells = [
        (row.number, header, cell)
        for row in sound(rows)
        for header in headers
        if isinstance(cell := match.cell(row, header), str) and cell.strip()
    ]
    if not any(_ANY.search(cell) for _, _, cell in cells):  # nearly always
        return
    names = form_match.headings.entry_names(list_key)
    counts = {cell: (numbered(cell, names), bulleted(cell)) for _, _, cell in cells}
    only_lists = all(map(any, counts.values()))
    remedy = Phrase("Give each a column or row of its own. If they are one, accept it by this code")
    for number, header, cell in cells:
        with_numbers, with_bullets = counts[cell]
        count = with_numbers or (with_bullets if only_lists else 0)
        if count:
            what = Phrase(
                "is a list of {count}, which would all be one on the sheet: {entry}",
                count=count,
                entry=quoted(form_match.names.question(list_key)),
            )
            yield doubt(SEVERAL_IN_ONE, Where(row=number, column=header), what, remedy)


def numbered(text: str, names: Collection[str] = ()) -> int:
    """Return how many entries a text counts from 1, or 0.

    Args:
        text: The text.
        names: What an entry is called: “Mål 1: …, mål 2: …”.

    >>> numbered("1) Gå en tur\\n2) Lave mad"), numbered("1. gå; 2. løb"), numbered("a) gå b) løb")
    (2, 2, 2)
    >>> numbered("mål 1: gå, mål 2: løb", ["Mål"]), numbered("1. gå en tur inden 2. maj")
    (2, 0)
    """
    bare = _INTRODUCTION.sub("", text)
    found = [_numbers(pattern, bare) for pattern in (_AT_LINE, _BRACKET, _DOT, _LETTER)]
    if names:
        either = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
        name = rf"\b(?:{either})\s*(?:nr\.?\s*)?([0-9]{{1,2}}){_SIGN}"
        found.append(list(map(int, re.findall(name, bare, re.IGNORECASE))))
    return max(map(_from_one, found))


def _numbers(pattern: re.Pattern[str], text: str) -> list[int]:
    """Return the numbers of entries, of which the first must begin a line."""
    found = list(pattern.finditer(text))
    if not found or text[: found[0].start()].rpartition("\n")[2].strip():
        return []
    return [int(one[1]) if one[1].isdigit() else ord(one[1]) - ord("a") + 1 for one in found]


def _from_one(numbers: Sequence[int]) -> int:
    """Return how far numbers count from 1; 0 if they do not reach 2."""
    count = 0
    while count < len(numbers) and numbers[count] == count + 1:
        count += 1
    return count if count >= _FEWEST else 0


def bulleted(text: str) -> int:
    """Return how many entries a text lists with dashes or bullets, or as a web form does, or 0.

    >>> bulleted("- gå en tur\\n- lave mad"), bulleted("• gå • løb"), bulleted("gå;løb")
    (2, 2, 2)
    >>> bulleted("Jeg vil gerne:\\n- gå"), bulleted("gå en tur; løb"), bulleted("gå\\nløb")
    (0, 0, 0)
    >>> bulleted("Gå\\nLave mad\\nSove"), bulleted("Jeg vil gå,\\nLøbe,\\nSove")
    (3, 0)
    """
    bare = _INTRODUCTION.sub("", text)
    if _BULLET.match(bare):
        count = max(len(_BULLET.findall(bare)), 1 + len(_BULLET_WITHIN.findall(bare.strip()[1:])))
    else:
        count = _separated(bare) or _short_lines(bare)
    return count if count >= _FEWEST else 0


def _separated(text: str) -> int:
    """Return how many entries a program has put together, if one has.

    A web form ends each box that was ticked with a semicolon, and writes no space behind it.
    """
    for sign in "|;":
        parts = list(filter(str.strip, text.split(sign)))
        is_tight = f"{sign} " not in text.strip() or text.rstrip().endswith(sign)
        if len(parts) >= _FEWEST and (sign == "|" or is_tight):
            return len(parts)
    return 0


def _short_lines(text: str) -> int:
    """Return how many lines a text has, if each begins as a goal does and ends as no sentence."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    ends = any(line[-1] in ".,;:!?…-–" for line in lines[:-1])
    begins = all(line[0].isupper() for line in lines)
    return len(lines) if begins and not ends and len(lines) >= _FEWEST_LINES else 0
