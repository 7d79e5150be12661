"""Lay out long answers on continuation pages: the whole of every text that its box cannot hold.

Each answer stands under its question, one after the other, in one column on an upright panel and in
two on one that lies on its side. Nothing here is PDF yet: the result is lines with their places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..draw.geometry import MM
from ..draw.paper import Paper
from ..look.look import Look
from ..text import typeset
from ..text.lines import HYPHEN

LEFT, TOP, FOOT = 14.0, 26.0, 27.0  # mm: left edge, first baseline, free at the bottom
MEASURE = 150.0  # mm, the width of a column on an upright panel: about 70 letters of usual print
COLUMN, GUTTER = 130.0, 9.0  # mm, of two columns on a panel that lies on its side: about 60 letters
TITLE, HINT, HEADING, BODY = 20.0, 11.0, 13.0, typeset.SIZES[0]  # pt
HINT_STEP, HEADING_STEP, BODY_STEP = 7.5, 7.0, 5.6  # mm between baselines
FIRST_HEAD, NEXT_HEAD = 16.0, 10.0  # mm from the title to the columns: with the hint, and without
GAP = 5.0  # mm between two answers
TOGETHER = 3  # lines of an answer that stand in a column at least, or all that are left


@dataclass(frozen=True)
class LongAnswer:
    """An answer that its box cannot hold: its question and its whole text."""

    question: str
    text: str


@dataclass(frozen=True)
class FlowLine:
    """A line on a panel: its baseline starts at (x, y) mm from the top left; `size` is in pt."""

    tag: str  # of the structure element that it is part of
    x: float
    y: float
    words: str
    size: float
    bold: bool = False
    soft: bool = False


Paragraph = list[FlowLine]
Panel = list[Paragraph]


@dataclass(frozen=True)
class ContinuationWords:
    """The words of continuation pages in the form's language, and the scale of their type."""

    title: str
    hint: str
    again: str  # with {label}: heads an answer that goes on on a new panel
    scale: float  # relative to the usual print
    lang: str  # whose hyphens break long words

    @classmethod
    def of(cls, look: Look) -> ContinuationWords:
        """Take the words from a look."""
        return cls(
            title=look.say("page.continued"),
            hint=look.say("page.continued_hint"),
            again=look.say("page.continued_again"),
            scale=look.step,
            lang=look.lang,
        )


class Flow:
    """The panels filled so far, and a cursor: the column and the height at which text goes on."""

    def __init__(self, paper: Paper, scale: float) -> None:
        width, height = paper.panel
        self.scale = scale
        self.bottom = height - FOOT  # mm from the top
        on_its_side = width > height
        self.measure = COLUMN if on_its_side else min(MEASURE * scale, width - 2 * LEFT)
        self.lefts = [LEFT, LEFT + COLUMN + GUTTER] if on_its_side else [LEFT]
        self.panels: list[Panel] = []
        self.begins: list[int] = []  # for each answer, the panel on which it begins, from 1
        self.column = 0
        self.top = self.y = 0.0  # mm: where columns start on this panel, and the next baseline

    def lines_left(self, heading: int = 0) -> int:
        """Count the lines of text that fit into the column under a heading of so many lines."""
        if not self.panels:
            return 0
        free = self.bottom - self.y - heading * HEADING_STEP * self.scale
        return int(free // (BODY_STEP * self.scale))

    def wrap(self, words: str, size: float, key: str = "regular", lang: str = "") -> list[str]:
        """Break words into lines of the column's width; `size` is in pt of the usual print."""
        lines = typeset.broken(words, self.measure * MM, size * self.scale, key, lang)
        return _with_spaces(words, lines)

    def next_column(self) -> bool:
        """Go to the next column of this panel; return whether there is one."""
        if not self.panels or self.column + 1 == len(self.lefts):
            return False
        self.column, self.y = self.column + 1, self.top
        return True

    def next_panel(self, words: ContinuationWords) -> None:
        """Begin a panel with the title; on the first, the hint stands below it."""
        title = FlowLine("H2", LEFT, TOP, words.title, TITLE * self.scale, bold=True)
        panel = [[title]]
        head = NEXT_HEAD
        if not self.panels:
            y = TOP + HINT_STEP * self.scale
            panel.append([FlowLine("P", LEFT, y, words.hint, HINT * self.scale, soft=True)])
            head = FIRST_HEAD
        self.panels.append(panel)
        self.column = 0
        self.top = self.y = TOP + head * self.scale

    def add_heading(self, lines: Sequence[str]) -> None:
        """Set a question as a heading; the text that follows is a paragraph."""
        heading = []
        for words in lines:
            heading.append(self._line("H3", words, HEADING, bold=True))
            self.y += HEADING_STEP * self.scale
        self.panels[-1] += [heading, []]

    def add_lines(self, lines: Sequence[str]) -> None:
        """Set lines of an answer."""
        for words in lines:
            self.panels[-1][-1].append(self._line("P", words, BODY))
            self.y += BODY_STEP * self.scale

    def _line(self, tag: str, words: str, size: float, *, bold: bool = False) -> FlowLine:
        return FlowLine(tag, self.lefts[self.column], self.y, words, size * self.scale, bold=bold)


def lay_out(answers: Sequence[LongAnswer], words: ContinuationWords, paper: Paper) -> Flow:
    """Lay out answers one after the other, on as many panels as they need."""
    flow = Flow(paper, words.scale)
    for answer in answers:
        heading = flow.wrap(answer.question, HEADING, "bold")
        lines = flow.wrap(answer.text, BODY, lang=words.lang)
        while not _lines_here(len(lines), flow.lines_left(len(heading))):
            if not flow.next_column():
                flow.next_panel(words)
                break
        flow.begins.append(len(flow.panels))
        flow.add_heading(heading)
        _add_text(flow, answer, lines, words)
        flow.y += GAP * flow.scale
    return flow


def _add_text(flow: Flow, answer: LongAnswer, lines: list[str], words: ContinuationWords) -> None:
    """Set the text of an answer. A new panel repeats the question; a new column does not."""
    while lines:
        count = _lines_here(len(lines), flow.lines_left()) or 1
        flow.add_lines(lines[:count])
        lines = lines[count:]
        if lines and not flow.next_column():
            flow.next_panel(words)
            again = words.again.format(label=answer.question)
            flow.add_heading(flow.wrap(again, HEADING, "bold"))


def _with_spaces(text: str, lines: Sequence[str]) -> list[str]:
    """Return the lines of a text, each with a space after it unless a word goes on.

    Else the last word of a line and the first of the next are one word to whoever reads the tagged
    text (ISO 32000-1 14.8.2.5).

    >>> _with_spaces("ord for ord/bogstav", ["ord for", "ord/", "bogstav"])
    ['ord for ', 'ord/', 'bogstav ']
    """
    drawn, at = typeset.display(text), 0
    spaced = []
    for line in lines:
        part = line.rstrip(HYPHEN)
        at = drawn.index(part, at) + len(part)
        goes_on = at < len(drawn) and not drawn[at].isspace()
        spaced.append(line if goes_on else f"{line} ")
    return spaced


def _lines_here(lines: int, space: int) -> int:
    """How many of an answer's lines go into a column with space for `space` lines.

    All, or so many that at least `TOGETHER` stand here and at least as many in the next column;
    otherwise none.

    >>> _lines_here(10, 20), _lines_here(10, 9), _lines_here(10, 2)
    (10, 7, 0)
    """
    count = lines if lines <= space else min(space, lines - TOGETHER)
    return count if count >= min(lines, TOGETHER) else 0
