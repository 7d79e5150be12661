"""Notice letters that a program made of others when it saved a text."""

from __future__ import annotations

import re

from ..model.phrases import Phrase

# Chrome keeps only the last four digits of an emoji's code: U+1F600 becomes U+F600, a letter of the
# private use area, which means nothing.
_PRIVATE = re.compile("[\ue000-\uf8ff]")
LOST_LETTERS = Phrase(
    "holds letters without a meaning; Chrome makes such ones of emoji. Look at the sheet"
)


def has_lost_letters(text: str) -> bool:
    """Whether a text has letters of the private use area of Unicode.

    >>> has_lost_letters("glad \uf600"), has_lost_letters("glad")
    (True, False)
    """
    return bool(_PRIVATE.search(text))
