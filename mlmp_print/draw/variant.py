"""The variant of a form: language, paper, print and settings, as the codes of a sheet carry them.

Everything that a caller can choose, but for a look of one's own, is in it. So a scan tells how its
sheet was drawn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from ..look.look import INKS, Look
from ..model.errors import UsageError
from ..model.form import Form
from ..model.messages import quoted
from ..model.phrases import Phrase
from ..model.setting_codes import GRAY, LARGE

_VARIANT = re.compile(
    rf"""
    (?P<lang>[A-Z]{{2,3}}?(-[A-Z0-9]{{2,8}}?){{0,3}}?) (?P<size>A[34])
    (?P<large>{LARGE}(?![0-9]))? (?P<gray>{GRAY}(?![0-9]))?
    (?P<settings>([A-Z]+[0-9]+)*)
    """,
    re.VERBOSE | re.ASCII,
)


@dataclass(frozen=True)
class SheetVariant:
    """One variant of a form.

    Attributes:
        settings: The form's `setting_code`.
    """

    lang: str
    size: str
    large: bool = False
    ink: str = INKS[0]
    settings: str = ""

    @classmethod
    def of(cls, form: Form, look: Look, size: str) -> Self:
        """Return the variant of a form in a look, on paper of one size."""
        return cls(look.lang, size, look.large, look.ink, form.setting_code)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the variant that a text says.

        Raises:
            UsageError: It is no variant.

        >>> SheetVariant.parse("DAA4LG6")
        SheetVariant(lang='da', size='a4', large=True, ink='color', settings='G6')
        >>> str(SheetVariant.parse("DEA3GG6"))
        'DEA3GG6'
        """
        found = _VARIANT.fullmatch(text)
        if not found:
            raise UsageError(Phrase("{text} is no variant of a form", text=quoted(text)))
        return cls(
            lang=found["lang"].lower(),
            size=found["size"].lower(),
            large=bool(found["large"]),
            ink=INKS[1] if found["gray"] else INKS[0],
            settings=found["settings"],
        )

    def __str__(self) -> str:
        """Return the variant as the codes carry it: capitals and digits."""
        large = LARGE if self.large else ""
        gray = GRAY if self.ink == INKS[1] else ""
        return f"{self.lang}{self.size}{large}{gray}".upper() + self.settings
