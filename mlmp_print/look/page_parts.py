"""Fill the parts of an HTML page with values, and escape every value on the way.

A form's words come from anybody's TOML file, so no text may reach a page unescaped.
`string.Template` does the filling: a page of plain HTML does not merit a template engine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from html import escape
from string import Template

from ..prepared.folders import data_folder

_PART = re.compile(r'<template id="(\w+)">\n(.*?)\n</template>', re.DOTALL)


class Markup(str):
    """HTML that is ready for the page and must not be escaped again."""

    __slots__ = ()


NO_MARKUP = Markup("")


@dataclass(frozen=True)
class PageParts:
    """The parts of a page, each a `<template id="…">` of one file.

    Attributes:
        file: The file's path in `assets/`.
    """

    file: str

    def render(self, part: str, **values: str) -> Markup:
        """Fill one part of the page. Every value is escaped unless it is `Markup`.

        Raises KeyError if the part does not exist, or if it needs a value that is missing.

        >>> PageParts("kit/page.html").render("paragraph", text="Mit ark & <script>")
        '<p>Mit ark &amp; &lt;script&gt;</p>'
        """
        escaped = {name: _escaped(value) for name, value in values.items()}
        return Markup(_parts(self.file)[part].substitute(escaped))


def join(pieces: Iterable[Markup], separator: str = "") -> Markup:
    """Join pieces of HTML; no piece is escaped again."""
    return Markup(separator.join(pieces))


def _escaped(value: str) -> str:
    return value if isinstance(value, Markup) else escape(value)


@cache
def _parts(file: str) -> dict[str, Template]:
    """Read a page's parts by name."""
    html = (data_folder("assets") / file).read_text("utf-8")
    return {name: Template(text) for name, text in _PART.findall(html)}
