"""Number formats of spreadsheets: whether a cell shows what it holds.

A cell that holds 0.5 shows “50 %” by one format, “1” by another, and nothing by a third. Formats
are those of ECMA-376 part 1, 18.8.31: up to four sections, for positive and negative numbers, zero
and texts. Here a number is not written as a format says; only what differs matters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache

from .cell_marks import AS_IT_IS, OTHERWISE, UNSEEN

# 18.8.30 numFmt: the formats that a file does not spell out. 14 and 22 are the system's own dates.
BUILT_IN: Mapping[int, str] = {
    **{1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00"},
    **{12: "# ?/?", 13: "# ??/??", 14: "dd-mm-yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy"},
    **{18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "d-m-yyyy h:mm"},
    **{37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00"},
    **{41: '#,##0;-#,##0;"-"', 42: '#,##0;-#,##0;"-"', 43: '#,##0.00;-#,##0.00;"-"??'},
    **{44: '#,##0.00;-#,##0.00;"-"??', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0"},
    **{48: "##0.0E+0", 49: "@"},
}
_LONGEST = 255  # letters of a format; Excel writes no longer one
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*](?P<space>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<end>;)|(?P<other>.)",
    re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9]+(?:\.[0-9]+)?)\Z")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_WHITE = re.compile(r"white|color\s*2", re.IGNORECASE)
_WORD, _MINUS = "\x01", "\x02"  # in `_Section.bare`: a letter that is shown as it is; a minus
_TIMES = re.compile(r"am/pm|a/p|y+|m+|d+|h+|s+", re.IGNORECASE)
_FRACTION = re.compile(r"[0#?]\s*/\s*(?:([0-9]*[1-9][0-9]*)|([0#?]+))")
_EXPONENT = re.compile(r"E[+-][0#?]+", re.IGNORECASE)
_PROBES = (0, 1, 2, 3, 4, 5, 10, 99, -1, 46_000, 123_456_789)
_NEARLY = 1e-9


@dataclass(frozen=True)
class _Section:
    """One section of a format.

    Attributes:
        bare: The section without quotation marks, brackets and padding.
        condition: Sign and number, such as `<` and 1.
        is_white: Whether it is written in white.
        is_elapsed: Whether it counts hours beyond a day.
    """

    bare: str
    condition: tuple[str, float] | None = None
    is_white: bool = False
    is_elapsed: bool = False

    @classmethod
    def of(cls, tokens: list[re.Match[str]]) -> _Section:
        bare: list[str] = []
        condition, is_white, is_elapsed = None, False, False
        for token in tokens:
            bracket = token["bracket"]
            if token["other"]:
                bare.append(token["other"])
            elif token["space"]:
                bare.append(" ")
            elif bracket is None:
                bare.append(_literal(token["quoted"] or token["escaped"] or ""))
            elif bracket.startswith("$"):  # a currency, and the language: [$kr.-406]
                bare.append(_literal(bracket[1:].partition("-")[0]))
            elif found := _CONDITION.match(bracket):
                condition = (found[1], float(found[2]))
            elif _ELAPSED.fullmatch(bracket):
                is_elapsed = True
                bare.append(bracket)
            else:
                is_white |= bool(_WHITE.fullmatch(bracket))
        return cls("".join(bare), condition, is_white, is_elapsed)

    def holds(self, number: float) -> bool:
        """Whether a number fulfils the condition."""
        sign, limit = self.condition or ("", 0.0)
        return {
            "<": number < limit,
            "<=": number <= limit,
            ">": number > limit,
            ">=": number >= limit,
            "=": number == limit,
            "<>": number != limit,
        }.get(sign, False)

    @cached_property
    def is_text(self) -> bool:
        return "@" in self.bare

    @cached_property
    def is_general(self) -> bool:
        return "general" in self.bare.lower()

    @cached_property
    def is_time(self) -> bool:
        """Whether it shows a day or a time of the day."""
        return bool(_TIMES.search(self.bare)) and not self.is_general

    @cached_property
    def has_words(self) -> bool:
        """Whether letters or figures stand in it that are always the same."""
        rest = re.sub("general", "", _EXPONENT.sub("", self.bare), flags=re.IGNORECASE)
        return _WORD in rest or any(map(str.isalpha, rest))

    def shows_number(self, number: float, *, is_signed: bool) -> str:
        """How a number is shown; `is_signed` if the section has to write the sign itself."""
        if self.is_white or not self.bare.strip():
            return UNSEEN
        if self.is_text or self.is_general:
            return OTHERWISE if self.has_words else AS_IT_IS
        if self.is_time:
            return self._shows_time(number)
        if not any(sign in self.bare for sign in "0#?"):
            return OTHERWISE
        before = re.split("[0#?]", self.bare, maxsplit=1)[0]
        turns_sign = (_MINUS in before or "-" in before) and not (is_signed and number < 0)
        if self.has_words or "%" in self.bare or turns_sign:
            return OTHERWISE
        return self._shows_digits(abs(number))

    def _shows_time(self, number: float) -> str:
        """A day must be whole: of “maj 26” nobody sees that it is the first of May."""
        if self.is_elapsed:
            return AS_IT_IS if number < 1 else OTHERWISE
        parts = [part.lower() for part in _TIMES.findall(self.bare)]
        months = [
            at
            for at, part in enumerate(parts)
            if part[0] == "m"
            and not (parts[at - 1][0] == "h" if at else False)
            and not (parts[at + 1][0] == "s" if at + 1 < len(parts) else False)
        ]
        has_day = any(part in ("d", "dd") for part in parts)
        has_year = any(part[0] == "y" for part in parts)
        if has_day and has_year and months:
            return AS_IT_IS
        is_hour = not (has_day or has_year or months)
        return AS_IT_IS if is_hour and 0 <= number < 1 else OTHERWISE

    def _shows_digits(self, number: float) -> str:
        fraction = _FRACTION.search(self.bare)
        if fraction:
            most = 10 ** min(len(fraction[2] or ""), 6) - 1
            near = Fraction(number).limit_denominator(most) if most else number
            if fraction[1]:
                near = Fraction(round(number * int(fraction[1])), int(fraction[1]))
            return AS_IT_IS if abs(near - number) < _NEARLY else OTHERWISE
        if _EXPONENT.search(self.bare):
            return self._shows_exponent(number)
        whole, _, part = re.sub("[^0#?.,]", "", self.bare).partition(".")
        if number and (whole.endswith(",") or part.endswith(",")):
            return OTHERWISE  # in thousands
        decimals = len(part.rstrip(","))
        if abs(round(number, decimals) - number) > _NEARLY * max(1.0, number):
            return OTHERWISE
        figures = len(str(int(number)))
        if whole.count("0") > max(figures, 1):
            return OTHERWISE  # zeros in front, as a number of a case has them
        is_shown = number or "0" in whole or "0" in part
        return AS_IT_IS if is_shown else UNSEEN

    def _shows_exponent(self, number: float) -> str:
        decimals = len(re.sub("[^0#?]", "", _EXPONENT.sub("", self.bare).partition(".")[2]))
        near = float(f"{number:.{decimals}e}")
        return AS_IT_IS if abs(near - number) <= _NEARLY * max(1.0, number) else OTHERWISE

    def shows_text(self) -> str:
        """How a text is shown."""
        if self.is_white or not (self.is_text or self.has_words):
            return UNSEEN
        return OTHERWISE if self.has_words or not self.is_text else AS_IT_IS


@dataclass(frozen=True)
class NumberFormat:
    """A number format.

    Attributes:
        numbers: The sections for numbers.
        texts: The one for texts; None if they are shown as they are.
    """

    numbers: tuple[_Section, ...]
    texts: _Section | None

    @classmethod
    @lru_cache(maxsize=1024)  # a workbook has few, and many styles
    def of(cls, code: str) -> NumberFormat:
        """Understand a format.

        Args:
            code: As a file spells it, in English whatever the language.
        """
        if not code or len(code) > _LONGEST:
            return cls((_GENERAL,), None)
        sections = list(_sections(code))
        if len(sections) > 3:
            return cls(tuple(sections[:3]), sections[3])
        if sections[-1].is_text:
            return cls(tuple(sections[:-1]) or (_GENERAL,), sections[-1])
        return cls(tuple(sections), None)

    def shows_number(self, number: float) -> str:
        """Return how a number is shown: AS_IT_IS, OTHERWISE or UNSEEN.

        >>> half = NumberFormat.of("0%").shows_number(0.5), NumberFormat.of("0").shows_number(0.5)
        >>> half, NumberFormat.of("0.0").shows_number(0.5), NumberFormat.of("0;;").shows_number(0)
        (('otherwise', 'otherwise'), '', 'unseen')
        """
        if any(section.condition for section in self.numbers):
            return self._shows_by_condition(number)
        count = len(self.numbers)
        if count == 1:
            return self.numbers[0].shows_number(number, is_signed=False)
        if number < 0:
            return self.numbers[1].shows_number(number, is_signed=True)
        at = 2 if count > 2 and number == 0 else 0
        return self.numbers[at].shows_number(number, is_signed=True)

    def _shows_by_condition(self, number: float) -> str:
        fitting = [section for section in self.numbers if section.holds(number)]
        others = [section for section in self.numbers if not section.condition]
        for section in fitting[:1] or others[-1:]:
            return section.shows_number(number, is_signed=False)
        return OTHERWISE  # number signs

    def shows_text(self) -> str:
        """Return how a text is shown.

        >>> NumberFormat.of(";;;").shows_text(), NumberFormat.of("0%").shows_text()
        ('unseen', '')
        """
        return self.texts.shows_text() if self.texts else AS_IT_IS

    @cached_property
    def is_safe(self) -> bool:
        """Whether every number and text is shown as it is: whole days, or no format at all."""
        is_plain = all(section.is_general or section.is_time for section in self.numbers)
        return is_plain and self.is_safe_for_whole

    @cached_property
    def is_safe_for_whole(self) -> bool:
        """Whether every text, and every number without a fraction, is shown as it is."""
        has_conditions = any(section.condition for section in self.numbers)
        shown = [self.shows_text(), *map(self.shows_number, _PROBES)]
        return not has_conditions and not any(shown)


def _literal(text: str) -> str:
    """What is always the same: letters and figures, minus signs, and what nobody minds."""
    return "".join(
        _WORD if letter.isalnum() or letter in "%‰°" else _MINUS if letter in "-−–" else " "
        for letter in text
    )


def _sections(code: str) -> Iterator[_Section]:
    tokens: list[re.Match[str]] = []
    for token in _TOKEN.finditer(code):
        if token["end"]:
            yield _Section.of(tokens)
            tokens = []
        else:
            tokens.append(token)
    yield _Section.of(tokens)


_GENERAL = _Section("General")
