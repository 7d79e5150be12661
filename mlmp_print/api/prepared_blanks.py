"""Which forms are prepared: ours in every language and size, in colour and in grey.

What is not among them is drawn when it is needed: large print, other settings, a municipality's
look, a form of one's own, copies for the archive, print jobs. The page has large print and print
jobs prepared too, since ReportLab takes seconds to start in a browser.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product, starmap
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..definitions import load as forms
from ..draw.paper import SIZES
from ..look import look as looks
from ..look.assets import languages
from ..look.look import LANG, SIZE, DrawOptions, Look
from ..model.form import Form
from ..pdf.compiled_form import CompiledForm
from ..pdf.prepared_form import packed, prepared
from ..prepared import store, write
from ..text import fonts
from .compiling import compile_anew, flatten_anew

if TYPE_CHECKING:
    from ..printing.sheets import FlatForm


class PreparedBlank(NamedTuple):
    """A form of ours in the built-in look."""

    form: str
    lang: str
    size: str
    ink: str
    large: bool = False

    @property
    def entry(self) -> str:
        """What it is called among what is prepared."""
        return " ".join(("form", *self[:4], *self._print))

    @property
    def flat_entry(self) -> str:
        """What it is called where it is for print jobs."""
        return " ".join(("flat", *self[:4], *self._print))

    @property
    def _print(self) -> tuple[str, ...]:
        return ("large",) if self.large else ()

    def drawn(self) -> CompiledForm:
        """Draw and compile it anew."""
        return compile_anew(*self._form_and_look(), self.size)

    def flat(self, compiled: CompiledForm) -> FlatForm:
        """Draw it anew, and compile it for print jobs too."""
        return flatten_anew(*self._form_and_look(), self.size, compiled)

    def _form_and_look(self) -> tuple[Form, Look]:
        look = looks.load(self.lang, self.ink, self.large)
        return forms.load(self.form, look), look


def blanks() -> Iterator[PreparedBlank]:
    """Yield every blank that is prepared.

    >>> PreparedBlank("visual-plan", "da", "a4", "color") in blanks()
    True
    """
    yield from starmap(PreparedBlank, product(forms.names(), languages(), SIZES, looks.INKS))


def named(form: str, options: DrawOptions) -> CompiledForm | None:
    """Return the prepared form for the arguments of `template`, or None if there is none.

    Neither the definition nor the look is read for it.
    """
    drawn_anew = options.get("look") or options.get("settings")
    unusual = bool(drawn_anew) or options.get("marks") is not None
    lang, size = options.get("lang") or LANG, options.get("size") or SIZE
    parts = form, lang, size, options.get("ink", looks.INKS[0])
    if unusual or not all(isinstance(part, str) for part in parts):
        return None
    return prepared(PreparedBlank(*parts, bool(options.get("large"))).entry)


def like(form: Form, look: Look, size: str) -> CompiledForm | None:
    """Return the prepared form for a form and a look, or None if there is none.

    A drawing depends on nothing else. So a form that equals one of ours has its drawing too,
    wherever it came from.
    """
    blank = _blank_like(form, look, size)
    return prepared(blank.entry) if blank else None


def flat_like(form: Form, look: Look, size: str, compiled: CompiledForm) -> FlatForm | None:
    """Return the prepared form for print jobs, or None if there is none.

    Args:
        form, look, size: As for `like`.
        compiled: The same form, compiled for filling.
    """
    blank = _blank_like(form, look, size)
    if blank is None or blank.flat_entry not in store.names():
        return None  # before `printing` is imported
    from ..printing.prepared_flat import prepared_flat  # noqa: PLC0415 - only print jobs need it

    return prepared_flat(blank.flat_entry, compiled)


def _blank_like(form: Form, look: Look, size: str) -> PreparedBlank | None:
    """Return which of our blanks a form in a look is; None if it is none."""
    if form.name not in forms.names() or look.lang not in languages():
        return None
    blank = PreparedBlank(form.name, look.lang, size, look.ink, look.large)
    if blank.entry not in store.names():
        return None
    ours = looks.load(look.lang, look.ink, look.large)
    return blank if look == ours and form == forms.load(form.name, ours) else None


def prepare(
    folder: Path,
    chosen: Iterable[PreparedBlank] | None = None,
    *,
    times: bool,
    flat: bool = False,
) -> int:
    """Draw every blank anew, and write it into a folder beside the faces that it needs.

    Args:
        folder: What lies there is replaced.
        chosen: Some of `blanks`; without it, all of them.
        times: Whether the files of today stay where they are, as in a checkout; not in a wheel.
        flat: Whether each is prepared for print jobs too.

    Returns:
        How many forms were prepared.
    """
    with store.using(None):  # what was prepared before has no part in it
        faces = {fonts.entry_name(key): fonts.packed(fonts.face(key)) for key in fonts.SOURCES}
        drawn = {
            name: pieces
            for blank in (blanks() if chosen is None else chosen)
            for name, pieces in _packed(blank, flat=flat)
        }
    write.write(folder, {**faces, **drawn}, times=times)
    return len(drawn)


def _packed(blank: PreparedBlank, *, flat: bool) -> Iterator[tuple[str, list[bytes]]]:
    """Yield the entries of a blank: for filling, and if asked for print jobs."""
    compiled = blank.drawn()
    yield blank.entry, packed(blank.entry, compiled)
    if flat:
        from ..printing.prepared_flat import packed_flat  # noqa: PLC0415 - the page only

        yield blank.flat_entry, packed_flat(blank.flat_entry, blank.flat(compiled))
