"""Sheet ids: what a printed sheet carries instead of a name, so that a slip of the pen is found."""

from __future__ import annotations

NO_ID = "0"  # the sheet id of a blank, and of every sheet that is in no register
ALPHABET = (
    "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford’s base 32: no I, L, O, U, which are misread
)
LETTERS = 7  # and a check character: 34 thousand million ids
_VALUES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"  # ISO/IEC 7064, table of MOD 37,36


def check_character(letters: str) -> str:
    """The check character of ISO/IEC 7064 MOD 37,36.

    It finds every wrong letter, and nearly all pairs that changed places.

    >>> check_character("A12425GABC1234002")
    'M'
    """
    product = 36
    for letter in letters:
        total = (product + _VALUES.index(letter)) % 36 or 36
        product = total * 2 % 37
    return _VALUES[(37 - product) % 36]


def is_sheet_id(text: str) -> bool:
    """Tell whether a text is a sheet id without a slip of the pen.

    >>> is_sheet_id("7F3K9Q2" + check_character("7F3K9Q2")), is_sheet_id("7F3K9Q2A")
    (True, False)
    """
    return (
        len(text) == LETTERS + 1
        and set(text) <= set(ALPHABET)
        and check_character(text[:-1]) == text[-1]
    )
