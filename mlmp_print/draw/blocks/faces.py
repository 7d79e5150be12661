"""A question that is answered with one face of a row, each with its words below."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..geometry import MM, Box, Spot
from ..ink import Ink, Painter
from ..pen import Pen
from ..sheet import Sheet
from .parts.card import draw_card
from .parts.choice_row import too_wide
from .parts.face import OUTLINE, RING, Smiley, smiles
from .parts.letters import HALF_CAP, LEADING, bold_width, centered_baseline, fitted
from .parts.question_icon import draw_question_plate

HEADING = 16.0  # pt
WORDS = 12.0  # pt
WIDEST = 0.74  # of a face, share of what each has of the card
# In mm.
PAD = 3.4  # between the frame and what is in it
AFTER_PLATE = 3.6  # between the plate and the heading
UNDER_HEAD = 2.4  # between the plate and the faces
UNDER_FACE = 2.0  # between a face and its words
ABOVE_FOOT = 1.2  # between the words and the foot of their button, beside their leading
FREE = 1.0  # between a button and the foot of the card
BETWEEN = 2.0  # between the words of two faces, at least


@dataclass(frozen=True)
class FacesBlock:
    """A card for the choice at `path`, whose answers go from bad to good.

    `icon` is the picture beside the question, on a plate of `color`. The faces are as large as the
    card has room for.
    """

    box: Box
    path: str
    icon: str
    color: str

    def draw(self, pen: Pen, sheet: Sheet) -> None:
        """Draw the question, and a face with words and a button for each answer.

        Raises:
            ValueError: The words of an answer are wider than its share of the card.
        """
        draw_card(pen, self.box)
        plate = self.draw_head(pen, sheet)
        place = sheet.place(self.path)
        answers = {state: sheet.state_words(place, state) for state in place.kind.states}
        row = FaceRow(self.box, plate.bottom + UNDER_HEAD, answers, sheet.size(WORDS))
        if row.widest > row.room:
            raise too_wide(place)
        with pen.tagged("P"):
            for state, box in row.boxes.items():
                row.face(state).draw(pen)
                row.draw_words(pen, box, state, bold=False)
        for state, box in row.boxes.items():
            face = row.face(state)
            spot = Spot.disc(face.x, face.y, face.radius)
            pen.button(place, state, box, row.chosen(state), spot)

    def draw_head(self, pen: Pen, sheet: Sheet) -> Box:
        """Draw the plate with its picture, and the question in one line; returns the plate."""
        size = sheet.size(HEADING)
        side = 0.66 * size
        plate = Box(self.box.x + PAD, self.box.y + PAD, side, side)
        place = sheet.place(self.path)
        draw_question_plate(pen, sheet, place, self.icon, plate, fill=self.color)
        label = sheet.label(place)
        left = plate.right + AFTER_PLATE
        room = self.box.right - PAD - left
        size = fitted(label, size, room, bold=True)
        with pen.tagged("H2"):
            pen.text(left, centered_baseline(plate.center[1], size), label, size, bold=True)
        return plate


@dataclass(frozen=True)
class FaceRow:
    """The faces of one question from `top` to the foot of its card.

    `answers` are the words of each state, `size` their type size in pt.
    """

    card: Box
    top: float
    answers: dict[str, str]
    size: float

    @property
    def boxes(self) -> dict[str, Box]:
        """The box of each answer, face and words: equal shares of the card."""
        wide = (self.card.w - 2 * PAD) / len(self.answers)
        high = self.card.bottom - FREE - self.top
        return {
            state: Box(self.card.x + PAD + wide * number, self.top, wide, high)
            for number, state in enumerate(self.answers)
        }

    @property
    def lines(self) -> dict[str, list[str]]:
        """The words of each answer in lines that fit in its share also when they are bold."""
        return {
            state: broken_bold(words, self.room, self.size) for state, words in self.answers.items()
        }

    @property
    def room(self) -> float:
        """How wide the words of an answer may be, mm."""
        return (self.card.w - 2 * PAD) / len(self.answers) - BETWEEN

    @property
    def widest(self) -> float:
        """The width of the widest line of words when it is bold, mm."""
        lines = [line for answer in self.lines.values() for line in answer]
        return max(bold_width(line, self.size) for line in lines)

    @property
    def radius(self) -> float:
        """The radius of a face: what the words leave, and not so much that faces touch, mm."""
        room = self.boxes[next(iter(self.answers))].h
        reach = (room - self.words_height - UNDER_FACE) / 2
        share = (self.card.w - 2 * PAD) / len(self.answers)
        return min((reach - RING) / (1 + OUTLINE / 2), WIDEST * share / 2)

    @property
    def words_height(self) -> float:
        """How high the longest words are, with what is free under them, mm."""
        return LEADING * self.size * max(map(len, self.lines.values())) + ABOVE_FOOT

    def face(self, state: str) -> Smiley:
        """Return the face of an answer."""
        smile = smiles(len(self.answers))[list(self.answers).index(state)]
        box = self.boxes[state]
        face = Smiley(box.center[0], self.top, self.radius, smile)
        high = box.h - self.words_height - UNDER_FACE
        return replace(face, y=self.top + high / 2)

    def draw_words(self, ink: Ink, box: Box, state: str, *, bold: bool) -> None:
        """Draw the words of an answer below its face."""
        face = self.face(state)
        baseline = face.y + face.radius + UNDER_FACE + 2 * HALF_CAP * self.size / MM
        for number, line in enumerate(self.lines[state]):
            y = baseline + LEADING * self.size * number
            ink.text(box.center[0], y, line, self.size, bold=bold, align="center")

    def chosen(self, state: str) -> Painter:
        """Return a painter of the solid face, and of its bold words over the plain ones."""

        def paint(ink: Ink, box: Box) -> None:
            face = self.face(state)
            below = face.y + face.radius + RING + 0.4
            ink.rect(Box(box.x, below, box.w, box.bottom - below), fill="paper")
            face.draw_chosen(ink)
            self.draw_words(ink, box, state, bold=True)

        return paint


def broken_bold(words: str, room: float, size: float) -> list[str]:
    """Break words at spaces into lines that are at most `room` mm wide in bold.

    >>> broken_bold("in between", 20, 12)
    ['in', 'between']
    """
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and bold_width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
