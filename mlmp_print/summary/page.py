"""Draw the counts on one page of A4, for a meeting: all goals, then each theme and goal type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..draw.blocks.lead import LeadBlock
from ..draw.blocks.parts.letters import break_lines, width_of
from ..draw.blocks.title import TitleBlock
from ..draw.draw import draw
from ..draw.geometry import MM, Box
from ..draw.pen import Pen
from ..draw.sheet import Sheet
from ..look.wording import Wording
from ..model.form import Form
from ..model.page import Page
from ..pdf.page_file import page_file
from .counted import MOVES
from .effects_words import EffectsWords
from .moves_table import DASH, PALE, ROW_LEAST, ROW_MOST, SENTENCE, TABLE_HEAD, MovesTable
from .tally import DISAGREES, NOT_COUNTED, REACHED

# In mm.
LEFT, WIDTH = 14.0, 182.0
TOTAL_TOP, TOTAL_HEIGHT = 41.0, 40.0
FOOT = 284.0  # nothing stands below
HEADING = 12.0  # from the top of a table's heading to its table
AFTER = 5.0  # below a table
SENTENCE_LEADING = 0.42  # for each pt of the type size
BAR = 9.0  # height of the bar of all goals
# In pt.
HOW, HOW_TITLE = 9.5, 11.0
NUMBER, LABEL = 26.0, 13.0

FILLS = dict(zip(MOVES, ("answer", "figure", "paper"), strict=True))


def draw_page(words: EffectsWords) -> bytes:
    """Return the page as a PDF."""
    blocks = tuple(_blocks(words))
    form = Form(
        name="effects",
        code="EFFECTS",
        version=1,
        released="2026-12-01",
        questions=(),
        pages=(Page(blocks),),
        words={words.look.lang: _form_words(words)},
    )
    wording = Wording(form, words.look)
    return page_file(draw(form, words.look), wording)


def _form_words(words: EffectsWords) -> dict[str, Any]:
    """The words that blocks of forms ask for."""
    shown = {table.key: table.heading for table in words.tables()}
    return {
        "title": words.say("title"),
        "sheet": words.say("sheet"),
        "words": {**shown, "lead": words.lead()},
    }


def _blocks(words: EffectsWords) -> Iterator[Any]:
    """The blocks of the page from its top; tables share the height that is left."""
    how = HowBlock(LEFT, FOOT, words)
    tables = [*words.tables()]
    sentences = {table.key: _broken(table.joined) for table in tables}
    rows = sum(len(table.rows) for table in tables)
    used = sum(HEADING + TABLE_HEAD + AFTER + _height(sentences[table.key]) for table in tables)
    top = TOTAL_TOP + TOTAL_HEIGHT
    row = min(ROW_MOST, max(ROW_LEAST, (how.top - top - used) / max(1, rows)))
    yield TitleBlock(Box(LEFT, 17, 160, 12), "title", "H1")
    yield LeadBlock(Box(LEFT, 32, WIDTH, 8), "lead", type=12.0)
    yield TotalBlock(Box(LEFT, TOTAL_TOP, WIDTH, TOTAL_HEIGHT), words)
    few = _broken(words.too_few())
    if few:
        yield SentenceBlock(LEFT, top, few)
        top += _height(few) + AFTER
    for table in tables:
        yield TitleBlock(Box(LEFT, top, WIDTH, 9), table.key, "H2")
        block = MovesTable(Box(LEFT, top + HEADING, WIDTH, 0), words, table, row)
        yield block
        top += HEADING + block.height
        yield SentenceBlock(LEFT, top, sentences[table.key])
        top += _height(sentences[table.key]) + AFTER
    yield how


def _broken(sentence: str) -> list[str]:
    return break_lines(sentence, WIDTH, SENTENCE) if sentence else []


def _height(lines: list[str]) -> float:
    return SENTENCE_LEADING * SENTENCE * len(lines) + (2.0 if lines else 0.0)


@dataclass(frozen=True)
class TotalBlock:
    """All goals: three numbers, each with its words, and a bar of the three."""

    box: Box
    words: EffectsWords

    def draw(self, pen: Pen, _sheet: Sheet) -> None:
        """Draw one Figure, whose alternative text says the numbers, and a line below it."""
        total = self.words.counted.total
        with pen.tagged("Figure", Alt=self.words.alt()):
            for moves in self.words.counted_moves(total):
                x = self.box.x + MOVES.index(moves[0]) * self.box.w / 3
                count = total.count(*moves)
                shown = DASH if count is None else f"{count}"
                swatch = Box(x, self.box.y + 6.2, 4.6, 4.6)
                pen.rect(swatch, radius=1.0, fill=_fill(moves), stroke="ink", width=0.9)
                base = self.box.y + 11.0
                pen.text(x + 7.0, base, shown, NUMBER, bold=True)
                label = x + 9.0 + width_of(shown, NUMBER, bold=True)
                pen.text(label, base, self.words.moves(moves), LABEL)
            self.draw_bar(pen)
        with pen.tagged("P"):
            base = self.box.y + 31.5
            pen.text(self.box.x, base, " · ".join(self.further()), 12.0)

    def draw_bar(self, pen: Pen) -> None:
        """Draw the shares of the three, a pale stretch for two together, or for all if hidden."""
        total = self.words.counted.total
        x, y = self.box.x, self.box.y + 15.5
        unit = self.box.w / max(1, total.goals)
        parts = [*self.words.counted_moves(total)]
        stretches = [(_fill(moves), total.count(*moves) or 0) for moves in parts]
        rest = total.goals - sum(count for _, count in stretches)
        for fill, count in [*stretches, (PALE, rest)]:
            if count:
                pen.rect(Box(x, y, unit * count, BAR), fill=fill, stroke="ink", width=0.9)
            x += unit * count

    def further(self) -> Iterator[str]:
        """Yield what else was counted of all goals."""
        counts = self.words.counted.total.counts
        for name in (REACHED, DISAGREES, NOT_COUNTED):
            yield f"{self.words.say(name)}: {self.words.count(counts[name])}"


def _fill(moves: tuple[str, ...]) -> str:
    return FILLS[moves[0]] if len(moves) == 1 else PALE


@dataclass(frozen=True)
class SentenceBlock:
    """Lines of a sentence under a table."""

    x: float
    y: float
    lines: list[str]

    def draw(self, pen: Pen, _sheet: Sheet) -> None:
        """Draw them as one paragraph, if there are any."""
        if not self.lines:
            return
        with pen.tagged("P"):
            for number, line in enumerate(self.lines, 1):
                base = self.y + 0.8 + SENTENCE_LEADING * SENTENCE * number
                pen.text(self.x, base, line, SENTENCE, color="soft")


@dataclass(frozen=True)
class HowBlock:
    """How the goals were counted, in small type; its last line stands on `bottom`."""

    x: float
    bottom: float
    words: EffectsWords

    @property
    def paragraphs(self) -> list[list[str]]:
        """The lines of each paragraph."""
        texts = [*self.words.how(), self.words.dated()]
        return [break_lines(text, WIDTH, HOW) for text in texts if text]

    @property
    def top(self) -> float:
        """Where its heading begins."""
        lines = sum(len(paragraph) for paragraph in self.paragraphs)
        return self.bottom - lines * HOW / MM * 1.2 - 7.0

    def draw(self, pen: Pen, _sheet: Sheet) -> None:
        """Draw a rule, a heading and the paragraphs."""
        with pen.artifact():
            pen.line(self.x, self.top, self.x + WIDTH, self.top, width=0.8)
        base = self.top + 5.6
        with pen.tagged("H2"):
            pen.text(self.x, base, self.words.say("how_title"), HOW_TITLE, bold=True)
        for paragraph in self.paragraphs:
            with pen.tagged("P"):
                for line in paragraph:
                    base += HOW / MM * 1.2
                    pen.text(self.x, base, line, HOW, color="soft")
