"""Read the pages of a form definition, and the blocks on them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from ..draw.blocks import BLOCKS
from ..draw.geometry import Box
from ..model.form import Block, Page
from ..model.messages import NOTHING
from ..model.phrases import Phrase
from ..model.toml_table import TomlTable, raise_first
from .values import box_faults, required_fields, value_faults

_PAGE_KEYS = ("block", "once", "box_again")  # of every block, beside its own


def read_pages(tables: TomlTable, themes: Sequence[str], *, landscape: bool) -> tuple[Page, ...]:
    """Return the pages of a definition.

    Args:
        themes: The keys of the look's life themes.
        landscape: Whether the panels are 297 mm wide and 210 mm high.

    Raises:
        DefinitionError: A key, block or value is wrong.
    """
    if not isinstance(tables.content, list):
        raise tables.error(Phrase("must be [[page]] tables"))
    return tuple(
        _page(tables.named(f"page {number}", content), themes, landscape)
        for number, content in enumerate(tables.content, 1)
    )


def _page(table: TomlTable, themes: Sequence[str], landscape: bool) -> Page:
    table.check_keys(("block", "repeat", "per"), required=["block"])
    entries = table.content["block"]
    if not isinstance(entries, list):
        raise table.error(Phrase("block must be [[page.block]] tables"))
    blocks: list[Block] = []
    once: set[int] = set()
    again: dict[int, Block] = {}
    for index, entry in enumerate(entries):
        name = f"{table.name}, block {index + 1}"
        blocks.append(_block(table.named(name, entry), themes, landscape))
        if entry.get("once"):
            once.add(index)
        if "box_again" in entry:
            moved = table.named(f"{name}, box_again", {**entry, "box": entry["box_again"]})
            again[index] = _block(moved, themes, landscape)
    return Page(
        tuple(blocks),
        repeat=table.content.get("repeat", ""),
        per=table.content.get("per", 0),
        once=frozenset(once),
        again=again,
    )


def _block(table: TomlTable, themes: Sequence[str], landscape: bool) -> Block:
    entry = table.content
    table.check_keys(entry if isinstance(entry, dict) else (), required=["block"])
    table.check_name("block", entry["block"], BLOCKS)
    block_class: Any = BLOCKS[entry["block"]]
    table = table.named(f"{table.name} ({entry['block']})", entry)
    fields = [field.name for field in dataclasses.fields(block_class)]
    table.check_keys([*_PAGE_KEYS, *fields], ["block", *required_fields(block_class)])
    raise_first(box_faults(table, entry["box"], landscape=landscape))
    raise_first(value_faults(table, block_class, themes))
    values = {key: value for key, value in entry.items() if key in fields}
    try:
        block: Block = block_class(**{**values, "box": Box(*map(float, entry["box"]))})
    except ValueError as error:
        raise table.error(error.args[0] if error.args else NOTHING) from None
    return block
