"""Write a text as TOML has it."""

from __future__ import annotations

_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_FOUR_DIGITS = 0xFFFF  # the last code point that four hexadecimal digits write


def toml_text(text: str) -> str:
    """Return a text in quotation marks, on one line (TOML 1.0, basic strings).

    Letters that nobody sees are escaped too, so that somebody who edits the file sees them. The
    text must hold no halves of characters: TOML cannot write them.

    >>> print(toml_text('Mål\\n"1"'))
    "Mål\\n\\"1\\""
    >>> print(toml_text("\\x7f\\u200b"), toml_text("\\U000e0001"))
    "\\u007f\\u200b" "\\U000e0001"
    """
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(letter: str) -> str:
    if letter in _SHORT:
        return _SHORT[letter]
    if letter.isprintable():
        return letter
    code = ord(letter)
    return f"\\u{code:04x}" if code <= _FOUR_DIGITS else f"\\U{code:08x}"
