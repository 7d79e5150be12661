"""Draw a form and compile it.

What that takes is imported where it is needed: a program that fills a prepared form never does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..look.wording import Wording
from ..model.schema import json_schema

if TYPE_CHECKING:
    from ..look.look import Look
    from ..model.form import Form
    from ..pdf.compiled_form import CompiledForm
    from ..printing.sheets import FlatForm


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
