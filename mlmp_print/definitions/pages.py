"""Read the pages of a form definition, and the blocks on them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from ..draw.blocks import BLOCKS
from ..draw.geometry import Box
from ..model.messages import NOTHING
from ..model.page import Block, Page
from ..model.phrases import Phrase
from ..model.toml_table import TomlTable, raise_first
from .settings import read_only
from .values import box_faults, required_fields, value_faults

_PAGE_KEYS = ("block", "once", "box_again", "print")  # of every block, beside its own
PRINTS = ("normal", "large")  # what a page or a block may be for; without it, it is for both


def read_pages(
    tables: TomlTable, themes: Sequence[str], *, landscape: bool, large: bool = False
) -> tuple[Page, ...]:
    """Return the pages of a definition.

    Args:
        large: Return the pages and blocks of large print.
        themes: The keys of the look's life themes.
        landscape: Whether the panels are 297 mm wide and 210 mm high.

    Raises:
        DefinitionError: A key, block or value is wrong.
    """
    if not isinstance(tables.content, list):
        raise tables.error(Phrase("must be [[page]] tables"))
    print_ = PRINTS[large]
    here = [
        tables.named(Phrase("page {page}", page=number), content)
        for number, content in enumerate(tables.content, 1)
    ]
    return tuple(
        _page(table, themes, landscape, print_) for table in here if _is_for(table, print_)
    )


def _is_for(table: TomlTable, print_: str) -> bool:
    """Return whether a page or a block is for usual or large print."""
    content = table.content
    if not isinstance(content, dict) or "print" not in content:
        return True
    table.check_name(Phrase("kind of print"), content["print"], PRINTS)
    return bool(content["print"] == print_)


def block_place(page: str, number: int, name: str = "") -> Phrase:
    """Return what messages call a block of a page.

    Args:
        page: What they call the page.
        number: The block's place on it, from 1.
        name: The name of the block, if it is known.

    >>> block_place(Phrase("page {page}", page=1), 2, "zone")
    'page 1, block 2 (zone)'
    """
    place = Phrase("{page}, block {number}", page=page, number=number)
    return Phrase("{place} ({block})", place=place, block=name) if name else place


@dataclasses.dataclass(frozen=True)
class _PageKeys:
    """The keys of a page whose values are checked by their type alone."""

    whole: bool = True
    full: str = ""


def _page(table: TomlTable, themes: Sequence[str], landscape: bool, print_: str) -> Page:
    table.check_keys(
        ("block", "repeat", "per", "whole", "full", "only", "print"), required=["block"]
    )
    raise_first(value_faults(table, _PageKeys, themes))
    entries = table.content["block"]
    if not isinstance(entries, list):
        raise table.error(Phrase("block must be [[page.block]] tables"))
    blocks: list[Block] = []
    once: set[int] = set()
    again: dict[int, Block] = {}
    for number, entry in enumerate(entries, 1):
        name = block_place(table.name, number)
        if not _is_for(table.named(name, entry), print_):
            continue
        index = len(blocks)
        blocks.append(_block(table.named(name, entry), themes, landscape))
        if entry.get("once"):
            once.add(index)
        if "box_again" in entry:
            moved = table.named(
                Phrase("{place}, box_again", place=name), {**entry, "box": entry["box_again"]}
            )
            again[index] = _block(moved, themes, landscape)
    return Page(
        tuple(blocks),
        repeat=table.content.get("repeat", ""),
        per=table.content.get("per", 0),
        whole=table.content.get("whole", True),
        full=table.content.get("full", ""),
        only=read_only(table),
        once=frozenset(once),
        again=again,
    )


def _block(table: TomlTable, themes: Sequence[str], landscape: bool) -> Block:
    entry = table.content
    table.check_keys(entry if isinstance(entry, dict) else (), required=["block"])
    table.check_name(Phrase("block"), entry["block"], BLOCKS)
    block_class: Any = BLOCKS[entry["block"]]
    name = Phrase("{place} ({block})", place=table.name, block=entry["block"])
    table = table.named(name, entry)
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
