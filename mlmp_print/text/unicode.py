"""Unicode's normal forms (UAX 15) of texts from anywhere, in time that grows as the text does.

Python puts the marks on a letter in order by insertion: 130,000 marks on one letter, which a cell may hold, take 14 s.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby
from typing import Literal

_PERHAPS_A_RUN = re.compile(
    "[\u0300-\U0010ffff]{31}"
)  # no language has 31 marks in a row (UAX 15, 13), and the first mark is U+0300


def normalized(form: Literal["NFC", "NFKC", "NFD", "NFKD"], text: str) -> str:
    """What `unicodedata.normalize` gives."""
    if _PERHAPS_A_RUN.search(text):
        apart = "".join(
            unicodedata.normalize("NFKD" if "K" in form else "NFD", letter) for letter in text
        )
        text = "".join(
            letter
            for _, run in groupby(apart, _is_mark)
            for letter in sorted(run, key=unicodedata.combining)
        )
    return unicodedata.normalize(form, text)


def _is_mark(letter: str) -> bool:
    return unicodedata.combining(letter) > 0
