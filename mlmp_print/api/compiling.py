"""Draw a form and compile it, and keep the last ones.

What that takes is imported where it is needed: a program that fills a prepared form never does.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from ..look.wording import Wording
from ..model.schema import json_schema

if TYPE_CHECKING:
    from ..look.look import Look
    from ..model.form import Form
    from ..pdf.compiled_form import CompiledForm
    from ..printing.sheets import FlatForm

KEPT = 16  # compiled forms of each sort; the one that was not used for longest goes first

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class _Kept(Generic[T]):
    """What was compiled, and the values that it was compiled from."""

    form: Form
    look: Look
    paper: tuple[str, bool]  # size, and whether it is locked
    compiled: T

    def is_of(self, form: Form, look: Look, paper: tuple[str, bool]) -> bool:
        """Tell whether compiling anew would give the same.

        A drawing depends on nothing else. Files may have changed: these values are what they said.
        """
        return self.paper == paper and self.look == look and self.form == form


class RecentForms(Generic[T]):
    """The forms that were compiled last, for whoever asks for an equal one; `KEPT` at most."""

    def __init__(self) -> None:
        self._kept: deque[_Kept[T]] = deque(maxlen=KEPT)

    def find(
        self, form: Form, look: Look, paper: tuple[str, bool], compile_it: Callable[[], T]
    ) -> T:
        """Return what was compiled of an equal form, look and paper; compile it if nothing was.

        Args:
            paper: The size, and whether it is for the copies for the archive.
        """
        for kept in tuple(self._kept):  # a copy, since other threads compile too
            if kept.is_of(form, look, paper):
                break
        else:
            kept = _Kept(form, look, paper, compile_it())
        with suppress(ValueError):
            self._kept.remove(kept)
        self._kept.append(kept)
        return kept.compiled


_forms: RecentForms[CompiledForm] = RecentForms()
_flat_forms: RecentForms[FlatForm] = RecentForms()


def compile_form_once(form: Form, look: Look, size: str, *, locked: bool = False) -> CompiledForm:
    """Return a form as `compile_anew` does: one that was compiled lately, if that is the same."""
    return _forms.find(
        form, look, (size, locked), lambda: compile_anew(form, look, size, locked=locked)
    )


def flatten_once(form: Form, look: Look, size: str, compiled: CompiledForm) -> FlatForm:
    """Return a form as `flatten_anew` does: one that was compiled lately, if that is the same."""
    return _flat_forms.find(
        form, look, (size, False), lambda: flatten_anew(form, look, size, compiled)
    )


def compile_anew(form: Form, look: Look, size: str, *, locked: bool = False) -> CompiledForm:
    """Draw a form, and compile it for filling; with `locked` for the copies for the archive."""
    from ..draw.draw import draw  # noqa: PLC0415
    from ..pdf.compile import compile_form  # noqa: PLC0415

    wording = Wording(form, look)
    schema = json_schema(form, wording.full_title)
    return compile_form(draw(form, look, size), wording, schema, locked=locked)


def flatten_anew(form: Form, look: Look, size: str, compiled: CompiledForm) -> FlatForm:
    """Draw a form that is compiled already, and compile it for print jobs."""
    from ..draw.draw import draw  # noqa: PLC0415
    from ..printing.sheets import compile_flat  # noqa: PLC0415

    return compile_flat(draw(form, look, size), compiled, look)
