"""Pack a form for print jobs among what is prepared, and find it again.

The form that it belongs to is an entry of its own, and is put back where it is found.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..draw.drawing import Button, Echo, Reaction
from ..draw.geometry import Spot
from ..model.due_dates import Due
from ..model.form import Place
from ..model.kinds import KINDS
from ..model.only import Only
from ..pdf.compiled_form import CompiledForm
from ..pdf.objects import Name, RawBytes, Ref, Stream
from ..pdf.slots import EchoSlot
from ..prepared import packing, store
from ..text.typeset import Frame
from .sheets import FlatForm

_CLASSES = packing.classes(
    *KINDS.values(),
    Button,
    Due,
    Echo,
    EchoSlot,
    FlatForm,
    Frame,
    Name,
    Only,
    Place,
    RawBytes,
    Reaction,
    Ref,
    Spot,
    Stream,
)


def packed_flat(name: str, form: FlatForm) -> list[bytes]:
    """Pack a form for print jobs, with the name of its entry, without the compiled form."""
    nothing: Any = None
    return packing.pack((name, replace(form, compiled=nothing)), _CLASSES)


def prepared_flat(name: str, compiled: CompiledForm) -> FlatForm | None:
    """Return the form for print jobs of an entry, or None if there is none that can be used.

    Args:
        name: Of the entry.
        compiled: The form for filling. It has the faces, which were checked where it was found.
    """
    pieces = store.entry(name)
    if pieces is None:
        return None
    try:
        own_name, form = packing.unpack(pieces, _CLASSES)
    except packing.DAMAGED:
        return None
    is_right = isinstance(form, FlatForm) and own_name == name
    return replace(form, compiled=compiled) if is_right else None
