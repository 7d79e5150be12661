"""The text of a panel's codes: which paper it is, whose it is, and no name.

    M2:VPLAN1.DAA4L.K7Q2:12/14:7F3K9Q2T

It holds the scheme, the form with its version, the variant, the digest of the panel's layout, the
number of the panel and of all that the form has, and the sheet id with its check character. It has
capitals only: a QR code holds more of them than of other letters (ISO/IEC 18004 7.4.4).

A panel that is none of the form's own says so by a letter before its number. So a continuation page
is never taken for a page to fill in, nor counted as one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from ..model.errors import MlmpError
from ..model.phrases import Phrase
from ..model.sheet_ids import ALPHABET, NO_ID, is_sheet_id

SCHEME = 2
DIGEST_LETTERS = 4  # of ALPHABET
NO_DIGEST = "0" * DIGEST_LETTERS  # of a panel with nothing to fill in
LONGEST = 120  # letters; ours have at most half as many

_SCHEME = re.compile(r"M([1-9][0-9]{0,2}):")
# A form's code may end in a digit. Then a dash stands before its version.
_CODE = re.compile(
    rf"""
    M{SCHEME}:
    (?P<form>[A-Z0-9]*[A-Z](?=[0-9]) | [A-Z0-9]*[0-9](?=-)) -? (?P<version>[1-9][0-9]{{0,3}})
    \.(?P<variant>[A-Z0-9-]+)
    \.(?P<digest>[{ALPHABET}]{{{DIGEST_LETTERS}}})
    :(?P<kind>[CL]?)(?P<panel>[1-9][0-9]{{0,3}})/(?P<panels>[1-9][0-9]{{0,3}})
    :(?P<sheet_id>[0-9A-Z]+)
    """,
    re.VERBOSE | re.ASCII,
)


class PanelKind(StrEnum):
    """What a panel is: its letter in the code."""

    FORM = ""  # one of the form's own
    CONTINUATION = "C"  # the rest of long answers
    COURSE_LIST = "L"  # whose sets a print job holds


class CodeFault(Enum):
    """Why a text is no code of a panel."""

    NOT_OURS = auto()
    NEWER_SCHEME = auto()  # of a later version of this program
    CHECK_CHARACTER = auto()  # the sheet id is a wrong one
    MALFORMED = auto()


_SAID = {
    CodeFault.NOT_OURS: Phrase("the code is none of ours"),
    CodeFault.NEWER_SCHEME: Phrase("the code is of a newer version of this program"),
    CodeFault.CHECK_CHARACTER: Phrase("the sheet id in the code has a wrong check character"),
    CodeFault.MALFORMED: Phrase("the code is broken, or not made by this program"),
}


class CodeError(MlmpError):
    """A text is no code of a panel; `fault` says why."""

    def __init__(self, fault: CodeFault) -> None:
        self.fault = fault
        super().__init__(_SAID[fault])

    def __reduce__(self) -> tuple[type[CodeError], tuple[CodeFault]]:
        return type(self), (self.fault,)


@dataclass(frozen=True)
class PanelKey:
    """Which panel of which form in which variant.

    Attributes:
        form: The form's code, `VPLAN`.
        variant: Language, size of paper, and what else changes the print (see `SheetVariant`).
        panel: Its number, from 1, among all `panels` of its kind.
    """

    form: str
    version: int
    variant: str
    panel: int
    panels: int
    kind: PanelKind = PanelKind.FORM

    @property
    def paper(self) -> str:
        """Form, version and variant, as they stand in the code.

        >>> PanelKey("VPLAN", 1, "DAA4", 2, 2).paper, PanelKey("WEEK2", 1, "DAA4", 1, 1).paper
        ('VPLAN1.DAA4', 'WEEK2-1.DAA4')
        """
        between = "-" if self.form[-1:].isdigit() else ""
        return f"{self.form}{between}{self.version}.{self.variant}"

    @property
    def place(self) -> str:
        """The panel among those of its kind, as it stands in the code: `2/3`, `C1/2`."""
        return f"{self.kind.value}{self.panel}/{self.panels}"


@dataclass(frozen=True)
class SheetCode:
    """What the codes of a panel say.

    >>> key = PanelKey("VPLAN", 1, "DAA4L", 12, 14)
    >>> code = SheetCode(key, "K7Q2", "0")
    >>> str(code), parse_code(str(code)) == code
    ('M2:VPLAN1.DAA4L.K7Q2:12/14:0', True)
    """

    key: PanelKey
    digest: str
    sheet_id: str = NO_ID

    def __str__(self) -> str:
        key = self.key
        return f"M{SCHEME}:{key.paper}.{self.digest}:{key.place}:{self.sheet_id}"


def parse_code(text: str) -> SheetCode:
    """Return what a code says.

    Raises:
        CodeError: It is none of ours, of a newer scheme, or broken.

    >>> parse_code("M2:VPLAN1.DAA4.0000:C1/2:0").key.kind
    <PanelKind.CONTINUATION: 'C'>
    >>> parse_code("M3:VPLAN1.DAA4.0000:1/2:0")
    Traceback (most recent call last):
    mlmp_print.pdf.sheet_codes.CodeError: the code is of a newer version of this program
    """
    scheme = _SCHEME.match(text)
    if not scheme:
        raise CodeError(CodeFault.NOT_OURS)
    if int(scheme[1]) > SCHEME:
        raise CodeError(CodeFault.NEWER_SCHEME)
    found = _CODE.fullmatch(text) if len(text) <= LONGEST else None
    if not found or int(found["panel"]) > int(found["panels"]):
        raise CodeError(CodeFault.MALFORMED)
    key = PanelKey(
        form=found["form"],
        version=int(found["version"]),
        variant=found["variant"],
        panel=int(found["panel"]),
        panels=int(found["panels"]),
        kind=PanelKind(found["kind"]),
    )
    code = SheetCode(key, found["digest"], found["sheet_id"])
    if str(code) != text:
        raise CodeError(CodeFault.MALFORMED)
    if code.sheet_id != NO_ID and not is_sheet_id(code.sheet_id):
        raise CodeError(CodeFault.CHECK_CHARACTER)
    return code
