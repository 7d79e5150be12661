"""Find the blank that a code names: drawn anew, or among the empty sheets that somebody has kept.

The code of a panel says which form in which variant it is, and carries the digest of the panel's
layout. The digest is the proof: a blank with another one is of another paper, and is never used.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from ..api import functions as api
from ..definitions import load as forms
from ..definitions.variants import options_of_variant
from ..look import look as looks
from ..model.errors import MlmpError, PdfError, UsageError
from ..model.form import Form
from ..model.phrases import Phrase
from ..pdf.sheet_codes import NO_DIGEST, PanelKind, SheetCode
from ..reader.content import pdf_bytes
from .blank import Blank
from .blank_sheets import BlankSheet
from .blank_sources import NEEDS_BLANK, NEEDS_FORM, NEEDS_LOOK, BlankSources
from .flat import Refusal, RefusedError

_HEAD = 64  # bytes that tell JSON from a PDF
SHEETS_KEPT = 24  # empty sheets, of half a megabyte each


class UnknownLayoutError(Exception):
    """No blank has the layout that a code names."""

    def __init__(self, why: Phrase, needs: str) -> None:
        super().__init__(why)
        self.why, self.needs = why, needs


@dataclass
class Layouts:
    """The blanks that were found, and where others are looked for.

    Attributes:
        sources: The files of a user.
        needs: Code → what is missing to read it: one of the codes above.
    """

    sources: BlankSources
    needs: dict[str, str] = field(default_factory=dict)
    _drawn: OrderedDict[tuple[str, str, Path | None], BlankSheet | None] = field(
        default_factory=OrderedDict
    )

    def choose(self, number: int) -> Callable[[SheetCode], Blank]:
        """Return what finds the blank for a code.

        Args:
            number: Which of several blanks, from 0. Two looks may lay a form out alike and print
                it with other pictures.
        """

        def blank(code: SheetCode) -> Blank:
            if code.key.kind is not PanelKind.FORM or code.digest == NO_DIGEST:
                raise RefusedError(Refusal.LAYOUT_UNKNOWN, code=code)  # see `sheets`
            found = self._fitting(code)
            return found[min(number, len(found) - 1)].blanks[code.key]

        return blank

    def count(self, code: SheetCode) -> int:
        """Return how many blanks have the layout that a code names."""
        try:
            return len(self._fitting(code))
        except RefusedError:
            return 0

    def sheets(self, code: SheetCode) -> list[BlankSheet]:
        """Return the empty sheets that a panel can be of, also if nothing is filled in on it.

        There are several where looks lay a form out alike. A page on which long answers go on is
        in no empty sheet: it can be of any of its form and variant.

        Raises:
            RefusedError: There is none.
        """
        if code.key.kind is PanelKind.FORM:
            return self._fitting(code)
        try:
            found = list(self._sheets(code))
        except UnknownLayoutError as error:
            raise self._refused(code, error) from None
        if not found:
            raise self._refused(code, _unknown_form(code))
        return found

    def check(self) -> None:
        """Check the empty sheets that a user names. Raises PdfError, EncryptedError."""
        for path in self.sources.blanks:
            try:
                _kept_sheet(path)
            except MlmpError as error:
                raise type(error)(error.messages[0].what, code=error.code).about(
                    path.name
                ) from None

    # Finding --------------------------------------------------------------------------------------

    def _fitting(self, code: SheetCode) -> list[BlankSheet]:
        """The sheets with the layout that a code names; one at least. Raises RefusedError."""
        try:
            found = list(self._sheets(code))
        except UnknownLayoutError as error:
            raise self._refused(code, error) from None
        fitting = [
            sheet
            for sheet in found
            if code.key in sheet.blanks and sheet.blanks[code.key].layout.digest == code.digest
        ]
        if not fitting:
            raise self._refused(code, self._other_look(code, found))
        return fitting

    def _refused(self, code: SheetCode, error: UnknownLayoutError) -> RefusedError:
        self.needs[str(code)] = error.needs
        return RefusedError(Refusal.LAYOUT_UNKNOWN, code=code, why=error.why)

    def _sheets(self, code: SheetCode) -> Iterator[BlankSheet]:
        """Yield the empty sheets of the form and variant of a code: kept ones first.

        Raises:
            UnknownLayoutError: There is no such form, version or variant.
        """
        kept = [_kept_sheet(path) for path in self.sources.blanks]
        kept = [sheet for sheet in kept if sheet.paper == code.key.paper]
        yield from kept
        named = [(name, form) for name, form in self._forms() if form.code.upper() == code.key.form]
        versions = {form.version for _, form in named}
        drawable = [name for name, form in named if form.version == code.key.version]
        if not drawable and not kept:
            raise _other_version(code, versions) if named else _unknown_form(code)
        drawn = [self._draw(name, code, look) for name in drawable for look in self._looks()]
        if not any(drawn) and not kept:
            raise UnknownLayoutError(
                Phrase(
                    "is the form {form} in a variant that this version does not draw: {variant}",
                    form=drawable[0],
                    variant=code.key.variant,
                ),
                NEEDS_BLANK,
            )
        yield from filter(None, drawn)

    def _forms(self) -> Iterator[tuple[str, Form]]:
        """Yield the names of our forms and the files of the user's, with each form."""
        yield from _our_forms()
        for path in self.sources.forms:
            yield str(path), _own_form(path)

    def _looks(self) -> tuple[Path | None, ...]:
        """The looks that a sheet may have; those that the user has named first."""
        return (*self.sources.looks, None)

    def _draw(self, name: str, code: SheetCode, look: Path | None) -> BlankSheet | None:
        """Draw the empty sheet that a code names; None if it is never drawn so."""
        key = name, code.key.variant, look
        if key not in self._drawn:
            while len(self._drawn) >= SHEETS_KEPT:
                self._drawn.popitem(last=False)
            self._drawn[key] = _drawn_sheet(*key)
        self._drawn.move_to_end(key)
        return self._drawn[key]

    def _other_look(self, code: SheetCode, found: list[BlankSheet]) -> UnknownLayoutError:
        """Why none of the sheets of a form and variant is the one that a code names."""
        form = found[0].about.form if found else code.key.form
        if any(code.key.form == own.code.upper() for own in map(_own_form, self.sources.forms)):
            what = Phrase(
                "is the form {form}, and not as its definition draws it now: the definition was "
                "changed since, or the look is another one",
                form=form,
            )
            return UnknownLayoutError(what, NEEDS_BLANK)
        if self.sources.looks:
            what = Phrase(
                "is the form {form} in none of the looks that were named, nor in the built-in one",
                form=form,
            )
        else:
            what = Phrase("is the form {form} in another look than the built-in one", form=form)
        return UnknownLayoutError(what, NEEDS_LOOK)


@lru_cache(maxsize=1)
def _our_forms() -> tuple[tuple[str, Form], ...]:
    look = looks.load()
    return tuple((name, forms.declared(name, look)) for name in forms.names())


@lru_cache(maxsize=32)
def _own_form(path: Path) -> Form:
    return forms.declared(str(path), looks.load())


@lru_cache(maxsize=32)
def _kept_sheet(path: Path) -> BlankSheet:
    data = pdf_bytes(path)
    if data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        what = Phrase(
            "holds only where people mark: a scan is also compared with the print of the sheet"
        )
        raise PdfError(what, code=NEEDS_BLANK)
    return BlankSheet.of_pdf(data)


def _drawn_sheet(name: str, variant: str, look: Path | None) -> BlankSheet | None:
    try:
        options = options_of_variant(name, variant, look)
    except UsageError:
        return None
    if not forms.declared(name, looks.of_options(options)).marks:
        options["marks"] = True
    elif options["settings"] == dict(forms.declared(name, looks.of_options(options)).usual):
        del options["settings"]  # so that a prepared sheet is taken
    try:
        return BlankSheet.of_pdf(api.blank(name, **options))
    except PdfError:
        return None


def _unknown_form(code: SheetCode) -> UnknownLayoutError:
    what = Phrase("is of a form that is none of ours: {code}", code=code.key.form)
    return UnknownLayoutError(what, NEEDS_FORM)


def _other_version(code: SheetCode, versions: set[int]) -> UnknownLayoutError:
    what = Phrase(
        "is of version {version} of the form {code}, and ours is {ours}",
        version=code.key.version,
        code=code.key.form,
        ours=max(versions),
    )
    return UnknownLayoutError(what, NEEDS_BLANK)
