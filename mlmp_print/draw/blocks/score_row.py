"""One score question across a sheet, its discs below the cards of `score_steps`: words under every whole number."""

from __future__ import annotations

from dataclasses import dataclass

from ..geometry import Box
from ..pen import Pen
from ..sheet import Sheet
from .parts.scale import chosen, draw_number, number_size

GAP = 7.0  # between the cards of the scale
WHOLE, HALF = 5.4, 4.2  # radius of a disc, mm
WORDS = 12.0  # pt


def columns(box: Box) -> list[float]:
    """The middles of five cards that fill a box, mm."""
    wide = (box.w - 4 * GAP) / 5
    return [box.x + wide / 2 + number * (wide + GAP) for number in range(5)]


@dataclass(frozen=True)
class ScoreRowBlock:
    """`path`: the question. The discs stand along the top of the box, the words below."""

    box: Box
    path: str

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Discs, words, and a button on each disc."""
        place = sheet.place(self.path)
        first, second, *_ = columns(self.box)
        discs = {state: first + (second - first) * float(state) for state in place.kind.states}
        y = self.box.y + WHOLE
        pen.line(discs["0"], y, discs["4"], y, color="line", width=1.2)
        said = {state: place.kind.said(state, sheet.say) for state in discs}
        sizes = {
            r: number_size(
                sheet, r, *(words for state, words in said.items() if (r == HALF) == ("." in state))
            )
            for r in (WHOLE, HALF)
        }
        with pen.tagged("P"):
            for state, x in discs.items():
                r = HALF if "." in state else WHOLE
                pen.circle(x, y, r, fill="paper", stroke="ink", width=1.2)
                draw_number(pen, x, y, said[state], sizes[r], bold=False, color="ink")
                if "." not in state:
                    baseline = y + WHOLE + 2.2 + 0.25 * sheet.size(WORDS)
                    pen.text(
                        x,
                        baseline,
                        sheet.say(f"score.word_{state}"),
                        sheet.size(WORDS),
                        color="soft",
                        align="center",
                    )
        for state, x in discs.items():
            r = HALF if "." in state else WHOLE
            pen.button(
                place,
                state,
                Box(x - r - 0.3, y - r - 0.3, 2 * r + 0.6, 2 * r + 0.6),
                chosen(said[state], r, sizes[r]),
            )
