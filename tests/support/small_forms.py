"""The smallest form of one's own: a title, and one line to write on."""

from __future__ import annotations

SMALL_FORM = """
code = "OWN"
version = 1
released = 2026-11-22
group = "citizen"

[answers]
name = { kind = "text", line = true }

[words.da]
title = "Et ark"
sheet = "ark"

[words.da.ask]
name = { label = "Navn", example = "Peter" }

[[page]]
[[page.block]]
block = "title"
box = [14, 17, 160, 12]
words = "title"
tag = "H1"

[[page.block]]
block = "ask"
box = [14, 32, 122, 9]
path = "name"
"""


def small_form(**changed: str) -> str:
    """The small form with other words or settings: the line of each key is replaced.

    >>> 'title = "Kort"' in small_form(title='"Kort"')
    True
    """
    lines = SMALL_FORM.split("\n")
    for key, value in changed.items():
        (place,) = (number for number, line in enumerate(lines) if line.startswith(f"{key} = "))
        lines[place] = f"{key} = {value}"
    return "\n".join(lines)
