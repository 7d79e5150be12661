"""The number in a heading: it says which entry of a list the column is about."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from ..model.cells import fold

_DIGITS = re.compile(r"(?<![0-9])[0-9]{1,3}(?![0-9])")  # four are a year
_NOTE = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_DATE_PARTS = re.compile(
    r"\s*(?:[dtå]{1,4}|[my]{1,4}|j{2,4})(?:[-./ ]+(?:[dt]{1,2}|m{1,3}|[åyj]{2,4})){1,2}\s*"
)
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


def without_hints(header: str) -> str:
    """Leave out a note on what to write: the scale, or the parts of a date.

    Other notes may say that a column is about something else: “Score nu 1 (sidste år)”.

    >>> without_hints("Score nu 1 (0-4)"), without_hints("Dato [dd-mm-åååå]")
    ('Score nu 1', 'Dato')
    >>> without_hints("Mål (1)"), without_hints("Score nu 1 (sidste år)")
    ('Mål (1)', 'Score nu 1 (sidste år)')
    """
    if "(" not in header and "[" not in header:
        return header
    return _NOTE.sub(lambda note: " " if _is_hint(note[1]) else note[0], header).strip()


def _is_hint(note: str) -> bool:
    found = _RUN.findall(note)
    is_scale = len(found) > 1 and (found[0], found[-1]) == ("0", "4")
    return is_scale or bool(_DATE_PARTS.fullmatch(note.casefold()))


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
