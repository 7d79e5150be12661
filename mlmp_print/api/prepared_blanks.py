"""Which forms are prepared: ours in every language and size, in colour and in grey.

What is not among them is drawn when it is needed: large print, other settings, a municipality's
look, a form of one's own, copies for the archive, print jobs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

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
from .compiling import compile_anew


class PreparedBlank(NamedTuple):
    """A form of ours in the built-in look."""

    form: str
    lang: str
    size: str
    ink: str

    @property
    def entry(self) -> str:
        """What it is called among what is prepared."""
        return " ".join(("form", *self))

    def drawn(self) -> CompiledForm:
        """Draw and compile it anew."""
        look = looks.load(self.lang, self.ink)
        return compile_anew(forms.load(self.form, look), look, self.size)


def blanks() -> Iterator[PreparedBlank]:
    """Yield every blank that is prepared.

    >>> PreparedBlank("visual-plan", "da", "a4", "color") in blanks()
    True
    """
    yield from map(PreparedBlank._make, product(forms.names(), languages(), SIZES, looks.INKS))


def named(form: str, options: DrawOptions) -> CompiledForm | None:
    """Return the prepared form for the arguments of `template`, or None if there is none.

    Neither the definition nor the look is read for it.
    """
    drawn_anew = options.get("large") or options.get("look") or options.get("settings")
    unusual = bool(drawn_anew) or options.get("marks") is not None
    lang, size = options.get("lang") or LANG, options.get("size") or SIZE
    parts = form, lang, size, options.get("ink", looks.INKS[0])
    if unusual or not all(isinstance(part, str) for part in parts):
        return None
    return prepared(PreparedBlank(*parts).entry)


def like(form: Form, look: Look, size: str) -> CompiledForm | None:
    """Return the prepared form for a form and a look, or None if there is none.

    A drawing depends on nothing else. So a form that equals one of ours has its drawing too,
    wherever it came from.
    """
    if look.large or form.name not in forms.names() or look.lang not in languages():
        return None
    ours = looks.load(look.lang, look.ink)
    if look != ours or form != forms.load(form.name, ours):
        return None
    return prepared(PreparedBlank(form.name, look.lang, size, look.ink).entry)


def prepare(folder: Path, chosen: Iterable[PreparedBlank] | None = None, *, times: bool) -> int:
    """Draw every blank anew, and write it into a folder beside the faces that it needs.

    Args:
        folder: What lies there is replaced.
        chosen: Some of `blanks`; without it, all of them.
        times: Whether the files of today stay where they are, as in a checkout; not in a wheel.

    Returns:
        How many forms were prepared.
    """
    with store.using(None):  # what was prepared before has no part in it
        faces = {fonts.entry_name(key): fonts.packed(fonts.face(key)) for key in fonts.SOURCES}
        drawn = {
            blank.entry: packed(blank.entry, blank.drawn())
            for blank in (blanks() if chosen is None else chosen)
        }
    write.write(folder, {**faces, **drawn}, times=times)
    return len(drawn)
