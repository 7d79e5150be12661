"""A few answers to choose from: round buttons, each with its words beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ...text import typeset
from ..geometry import MM, Box
from ..pen import Pen
from ..sheet import Sheet

LABEL, WORDS = 13.0, 12.0  # pt
RADIUS = 2.9  # of a button, mm
EDGE = 0.6  # free left of it, for the heavier ring of a chosen one
REACH = 4.0  # from a button's middle to the edge of where one may press, at least; mm
GAP = 2.0  # between button and words
BETWEEN = 9.0  # between two answers
AFTER = 6.0  # between label and first answer


@dataclass(frozen=True)
class ChoiceBlock:
    """`path`: the question. The label and its answers stand in one row, on the middle of the box."""

    box: Box
    path: str

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Label, buttons and words. Raises ValueError if the words are wider than the box."""
        place, middle = sheet.place(self.path), self.box.center[1]
        label, size = sheet.label(place), sheet.size(LABEL)
        words = {state: sheet.said(place, state) for state in place.kind.states}
        x = self.box.x + typeset.width(label, size, "bold") / MM + AFTER
        boxes = {}
        for state, said in words.items():
            wide = EDGE + 2 * RADIUS + GAP + typeset.width(said, sheet.size(WORDS), "bold") / MM
            boxes[state] = Box(x, middle - REACH, wide, 2 * REACH)
            x += wide + BETWEEN
        if x - BETWEEN > self.box.right:
            raise ValueError(f"the words of the choice {self.path!r} are wider than its box")
        with pen.tagged("P"):
            pen.text(self.box.x, _baseline(middle, size), label, size, bold=True)
        with pen.tagged("P"):
            for state, box in boxes.items():
                circle(pen, box.x + EDGE + RADIUS, middle)
                _draw_words(pen, box, words[state], sheet.size(WORDS), bold=False)
        for state, box in boxes.items():
            pen.button(place, state, box, _chosen(words[state], sheet.size(WORDS)))


def circle(pen: Pen, x: float, y: float) -> None:
    """A button that is not chosen; on paper one crosses it."""
    pen.circle(x, y, RADIUS, fill="paper", stroke="ink", width=1.1)


def dot(pen: Pen, x: float, y: float) -> None:
    """A chosen button, over the plain one."""
    pen.circle(x, y, RADIUS, fill="paper", stroke="answer", width=1.6)
    pen.circle(x, y, RADIUS - 1.05, fill="answer")


def _baseline(middle: float, size: float) -> float:
    """Where words of a size stand whose small letters are halved by `middle`."""
    return middle + 0.27 * size / MM


def _draw_words(pen: Pen, box: Box, words: str, size: float, *, bold: bool) -> None:
    pen.text(
        box.x + EDGE + 2 * RADIUS + GAP, _baseline(box.center[1], size), words, size, bold=bold
    )


def _chosen(words: str, size: float) -> Callable[[Pen, Box], None]:
    """The button's dot, and its words in bold over the plain ones."""

    def draw(pen: Pen, box: Box) -> None:
        dot(pen, box.x + EDGE + RADIUS, box.center[1])
        pen.rect(box.inset(EDGE + 2 * RADIUS + GAP / 2, 0, 0, 0), fill="paper")
        _draw_words(pen, box, words, size, bold=True)

    return draw
