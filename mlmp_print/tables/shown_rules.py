"""Rules by which an XLSX shows cells otherwise than their styles do. The sandbox runs this.

Whether a rule holds for a cell only a spreadsheet can work out, so that a rule that may strike out
or hide is a note. One that shows a picture instead of each number is a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from .cell_marks import BY_RULE, OTHERWISE, ShownCell
from .formula_results import cell_place
from .hidden_parts import attributes_of

# ECMA-376 part 1: 18.3.1.18 conditionalFormatting, 18.3.1.10 cfRule, 18.3.1.49 iconSet, 18.3.1.28
# dataBar.
_TAGS = re.compile(rb"<(?:\w+:)?(conditionalFormatting|cfRule|iconSet|dataBar)(?=[\s/>])([^<>]*)>")
_MOST_AREAS = 1000
_MOST_COLUMNS = 2**14


def cells_with_rules(after: bytes, unsafe: Collection[int]) -> Iterator[ShownCell]:
    """Yield the cells for which there is such a rule, empty ones among them.

    Args:
        after: What stands behind the cells of a sheet.
        unsafe: The numbers of the formats that strike out, hide or say something else.
    """
    areas: list[str] = []
    for found in _TAGS.finditer(after):
        attributes = attributes_of(found[2])
        if found[1] == b"conditionalFormatting":
            areas = attributes.get("sqref", "").split()[:_MOST_AREAS]
        elif found[1] == b"cfRule":
            number = attributes.get("dxfId", "")
            if number.isdecimal() and int(number[:9]) in unsafe:
                yield from _cells(areas, BY_RULE)
        elif attributes.get("showValue") in ("0", "false"):
            yield from _cells(areas, OTHERWISE)


def _cells(areas: list[str], how: str) -> Iterator[ShownCell]:
    for area in areas:
        first, _, last = area.replace("$", "").partition(":")
        top, left = cell_place(first)
        bottom, right = cell_place(last or first)
        for column in range(left, min(right, _MOST_COLUMNS) + 1) if top else ():
            yield ShownCell(top, column, how, bottom)
