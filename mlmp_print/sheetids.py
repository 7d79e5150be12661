"""Sheet ids: what a printed sheet carries instead of a name, and the register that knows whose sheet it is (paper.md)."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Container

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: without I, L, O and U, which are misread
LETTERS = 7  # and a check character: 34 thousand million ids
_VALUES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def check_character(letters: str) -> str:
    """The check character of ISO/IEC 7064 MOD 37,36: it finds every wrong letter, and any two that changed places."""
    product = 36
    for letter in letters:
        total = (product + _VALUES.index(letter)) % 36 or 36
        product = total * 2 % 37
    return _VALUES[(37 - product) % 36]


def is_sheet_id(text: str) -> bool:
    """Whether `text` is a sheet id without a slip of the pen."""
    return len(text) == LETTERS + 1 and set(text) <= set(ALPHABET) and check_character(text[:-1]) == text[-1]


def new_id(taken: Container[str] = (), choose: Callable[[str], str] = secrets.choice) -> str:
    """A random id that is not `taken`, its check character among the letters that nobody misreads."""
    while True:
        letters = "".join(choose(ALPHABET) for _ in range(LETTERS))
        made = letters + check_character(letters)
        if made[-1] in ALPHABET and made not in taken:
            return made
