"""A cell of a table to write in."""

from __future__ import annotations

from ....model.form import Place
from ...geometry import Box
from ...pen import Pen
from ...sheet import Sheet
from .writing import FLUSH, draw_rules, rules_upwards, whole_lines


def draw_written_cell(
    pen: Pen, sheet: Sheet, place: Place, cell: Box, pad: float, *, ruled: bool
) -> None:
    """Draw writing lines, the last of which is the row's own edge, and a field on them.

    The field of a kind with one line lies on the first line.

    Args:
        pad: Between the cell's edges and its lines, mm.
        ruled: Whether there are lines.
    """
    single = place.kind.one_line
    count = max(1, whole_lines(cell.h, sheet.pitch)) if ruled or single else 0
    rules = rules_upwards(cell.bottom - 0.5, count, cell.h / max(1, count))
    if ruled:
        draw_rules(pen, rules[:-1], cell.x + pad, cell.right - pad)
    inset = pad - FLUSH
    box = cell.inset(inset, 0.9 if ruled else 1.5, inset, 0.5)
    if not single:
        pen.text_field(place, box, rules=rules)
        return
    under = 0.8 if len(rules) > 1 else 0.0
    line = Box(box.x, box.y, box.w, rules[0] - box.y + under)
    pen.text_field(place, line, rules=rules[:1], single=True)
