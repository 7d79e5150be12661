"""The number in a heading: it says which entry of a list the column is about."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from ..model.cells import fold

_DIGITS = re.compile(r"(?<![0-9])[0-9]{1,3}(?![0-9])")  # four are a year
_RUN = re.compile(r"[0-9]+")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ONE_ROMAN = "|".join(sorted(_ROMAN, key=len, reverse=True))
# An “I” elsewhere is a word, in Danish and in English.
_AT_START = re.compile(rf"\s*({_ONE_ROMAN})[.):]\s")
_AT_END = re.compile(rf"[\s.:(-]({_ONE_ROMAN})[.):]?\s*\Z")


@dataclass(frozen=True)
class NumberedHeading:
    """A heading, apart from the number in it.

    Attributes:
        words: The heading without number.
        number: The number; None without one, or with several.
    """

    words: str
    number: int | None

    @classmethod
    def of(cls, header: str, number_words: Collection[str]) -> NumberedHeading:
        """Take the number out of a heading.

        Args:
            header: The heading.
            number_words: Words that stand before a number, in small letters: “nr”.

        >>> NumberedHeading.of("Mål nr. 2: Score nu", ["nr"])
        NumberedHeading(words='Mål : Score nu', number=2)
        >>> NumberedHeading.of("Indsatsmål III", ["nr"]).number
        3
        >>> NumberedHeading.of("Deltager 1, mål 2", ["nr"]).number is None
        True
        """
        digits = list(_DIGITS.finditer(header))
        if len(digits) == 1:
            found = digits[0]
            before = _without_number_word(header[: found.start()], number_words)
            return cls(f"{before} {header[found.end() :]}".strip(), int(found[0]))
        roman = _AT_START.match(header) or _AT_END.search(header)
        if digits or not roman:
            return cls(header, None)
        before = _without_number_word(header[: roman.start(1)], number_words)
        words = f"{before} {header[roman.end(1) :]}"
        return cls(words.strip(), _ROMAN.index(roman[1]) + 1)


def numbers(header: str) -> list[int]:
    """Return all numbers that stand in a heading as digits.

    >>> numbers("Deltager 1, mål 2")
    [1, 2]
    """
    return list(map(int, written_numbers(header)))


def written_numbers(header: str) -> list[str]:
    """Return all numbers that stand in a heading as digits, as they are written.

    >>> written_numbers("Mål 03")
    ['03']
    """
    return _DIGITS.findall(header)


def numbers_apart(header: str) -> bool:
    """Whether two numbers in a heading would be one without the signs between them.

    >>> numbers_apart("Mål 1.1"), numbers_apart("goals.1.text")
    (True, False)
    """
    return _RUN.findall(header) != _RUN.findall(fold(header))


def number_within(header: str) -> bool:
    """Whether a number stands between the words of a heading.

    >>> number_within("Target 1 score"), number_within("Target score 1")
    (True, False)
    """
    digits = list(_DIGITS.finditer(header))
    return len(digits) == 1 and bool(
        fold(header[: digits[0].start()]) and fold(header[digits[0].end() :])
    )


def _without_number_word(before: str, number_words: Collection[str]) -> str:
    """Leave out the “nr.” or “#” directly before a number."""
    bare = before.rstrip(" .#")
    for word in number_words:
        start = bare[: len(bare) - len(word)]
        if bare.casefold().endswith(word) and not start[-1:].isalpha():
            return start.rstrip()
    return bare
