"""Notice letters that a program made of others when it saved a text."""

from __future__ import annotations

import re

from ..model.phrases import Phrase

# Chrome keeps only the last four digits of an emoji's code: U+1F600 becomes U+F600, a letter of the
# private use area, which means nothing. U+1F917 becomes U+F917, one of the ideographs that stand
# there only for old Korean texts, and U+1FA7A becomes U+FA7A. Between these, U+FA00 to U+FA6F are
# letters of Japanese names, and no emoji that people use.
_LOST = re.compile("[\ue000-\uf9ff\ufa70-\ufaff]")
LOST_LETTERS = Phrase(
    "holds letters without a meaning; Chrome makes such ones of emoji. Look at the sheet"
)


def has_lost_letters(text: str) -> bool:
    """Whether a text has letters that are left of others.

    >>> has_lost_letters("glad \uf600"), has_lost_letters("glad \uf917"), has_lost_letters("glad")
    (True, True, False)
    """
    return bool(_LOST.search(text))
