"""Draw text answers: in their box, with a pointer to the page where a long one goes on, or again
on one line elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..look.look import Look
from ..text.fonts import face
from ..text.lengths import total_length
from ..text.typeset import PAD, Setting, advances, fit
from .objects import number
from .operators import Runs, color_operator, numbers, stroke_operator
from .slots import EchoSlot, TextSlot

ELLIPSIS = "…"
_DOTS = f"{ELLIPSIS} "  # before the arrow of a pointer
_WIDEST_PAGE = 88  # for measuring: eight is as wide as any figure
_ARROW = 1.5  # ems that the arrow takes, with the space after it


@dataclass(frozen=True)
class AnswerStyle:
    """How answers look: their colour, and the words of a pointer.

    `tail` is the room that a pointer takes at the end of a line, in ems.
    """

    color: tuple[float, ...]
    pointer: str  # “side {page}”
    tail: float

    @classmethod
    def of(cls, look: Look) -> AnswerStyle:
        """Take colour and words from a look."""
        pointer = look.say("page.more")
        words = _DOTS + pointer.format(page=_WIDEST_PAGE)
        return cls(look.color("answer"), pointer, face("regular").width(words, 1) + _ARROW)

    def text(self, runs: Runs, slot: TextSlot, setting: Setting, page: int | None) -> bytes:
        """Draw a text in its field; the field's bottom left corner is the origin.

        The operators leave the graphics state changed. `page` is the page on which the whole text
        stands, if the field cannot hold it.
        """
        height = slot.size[1]
        start = b"BT " + color_operator(self.color) + b"\n"
        parts = [start if setting.on_rules else slot.cover + start]
        for line, baseline in zip(setting.lines, setting.baselines, strict=True):
            parts.append(runs.line(line, setting.size, PAD, height - baseline))
        parts.append(b"ET " if page is None else self._pointer(runs, setting, height, page))
        return b"".join(parts)

    def echo(self, runs: Runs, slot: EchoSlot, stored: str) -> bytes:
        """Draw as much of a text as one line holds; its field has all of it."""
        ellipsis_width = face("regular").width(ELLIPSIS, 1)
        setting = fit(stored.replace("\n", " "), slot.frame, ellipsis_width)
        words = setting.lines[0] if setting.whole else setting.lines[0] + ELLIPSIS
        line = runs.line(words, setting.size, 0, slot.frame.height - setting.baselines[0])
        return b"BT " + color_operator(self.color) + b"\n" + line + b"ET"

    def _pointer(self, runs: Runs, setting: Setting, height: float, page: int) -> bytes:
        """Draw “… → side 3” after the last line. The face has no arrow, so it is drawn."""
        size, baseline = setting.size, height - setting.baselines[-1]
        last = setting.lines[-1]
        end = PAD + total_length(map(advances(last).__getitem__, last)) * size
        dots = runs.line(_DOTS, size, end, baseline)
        start = end + face("regular").width(_DOTS, size)
        tip, middle, barb = start + size, baseline + 0.28 * size, 0.22 * size
        words = runs.line(self.pointer.format(page=page), size, tip + 0.3 * size, baseline)
        pen = stroke_operator(self.color) + b" %s w 1 J 1 j " % number(0.09 * size)
        arrow = b"%s m %s l %s m %s l %s l S " % (
            numbers((start, middle)),
            numbers((tip, middle)),
            numbers((tip - barb, middle + barb)),
            numbers((tip, middle)),
            numbers((tip - barb, middle - barb)),
        )
        return dots + words + b"ET\n" + pen + arrow
