"""On which page of a compiled form each question stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .compiled_form import CompiledForm

_PAGE = re.compile(rb" /P (\d+) 0 R")  # of a widget (12.5.2); our own bytes, written one way


def pages_of(compiled: CompiledForm) -> dict[str, int]:
    """Return path → number of the page, from 1. A question in two places has the first."""
    numbers = {number: page for page, number in enumerate(compiled.page_tree.page_numbers, 1)}
    found: dict[str, int] = {}
    for path, written in _written(compiled):
        pages = [numbers[int(number)] for number in _PAGE.findall(written)]
        if pages:
            found[path] = min(pages)
    return found


def _written(compiled: CompiledForm) -> Iterator[tuple[str, bytes]]:
    """Yield the path of each question, with the bytes of its widgets."""
    for text in compiled.texts:
        yield text.path, text.before
    for picture in compiled.pictures:
        yield picture.path, picture.widget
    for choice in compiled.choices:
        yield choice.path, next(iter(choice.states.values())).data
