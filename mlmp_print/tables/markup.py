"""Recognise cells that hold the code of a web page or a text program instead of a text."""

from __future__ import annotations

import re
from html.entities import html5

_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31};)")
_NUMBERED = re.compile(r"&#(?:[0-9]{2,7}|[xX][0-9A-Fa-f]{2,6});")
# Tags of one letter, but for <p>, are code only if they are closed too: “<b>” may be an answer.
_TAG = re.compile(
    r"</?(?:p|br|div|span|strong|em|ul|ol|li|h[1-6]|font|img|hr|table|tbody|tr|td|th|blockquote|pre"
    r"|style|html|body|head|sup|sub|o:p|a href)(?:\s[^<>]*)?/?>"
    r"|<([abisu])(?:\s[^<>]*)?>[^<]*</\1>",
    re.IGNORECASE,
)
# A list or an object as a program writes it: ['gå', 'løb'], {"text": "gå"}.
_PROGRAM = re.compile(r"\s*(?:\[\s*(['\"]).*\1\s*\]|\{\s*(['\"])\w+\2\s*:.*\})\s*", re.DOTALL)
_RICH_TEXT = re.compile(r"\{\\rtf[0-9]|\\par(?:d)?\b.*\\(?:f|fs|lang)[0-9]")


def is_markup(text: str) -> bool:
    r"""Whether a text is HTML or rich text (RTF).

    >>> is_markup("<p>gå &oslash;st</p>"), is_markup("Bo & Ida; 3 < 4 > 2"), is_markup("R&D;")
    (True, False, False)
    """
    if "&" in text:
        if _NUMBERED.search(text) or any(name in html5 for name in _NAMED.findall(text)):
            return True
        if "&nbsp" in text:
            return True
    if "<" in text and _TAG.search(text):
        return True
    if text.lstrip()[:1] in ("[", "{") and _PROGRAM.fullmatch(text):
        return True
    return "\\" in text and bool(_RICH_TEXT.search(text))
