"""Pack a compiled form among what is prepared, and find it again."""

from __future__ import annotations

from functools import lru_cache

from ..draw.paper import Paper
from ..model.kinds import KINDS
from ..prepared import packing, store
from ..text.fonts import face
from ..text.typeset import Frame
from .answer_style import AnswerStyle
from .archive import Attachment
from .compiled_form import CompiledForm, FilePages
from .continuation import ContinuationStyle
from .flow import ContinuationWords
from .marks import MarksTemplate
from .objects import Chunk, Ref
from .pages import PageTree
from .slots import ChoiceSlot, EchoSlot, FigureSlot, PictureSlot, ReactionSlot, SpokenSlot, TextSlot
from .static_part import StaticPart

KEPT = 32  # forms; the one that was not used for longest goes first

_CLASSES = packing.classes(
    *KINDS.values(),
    AnswerStyle,
    Attachment,
    ChoiceSlot,
    Chunk,
    CompiledForm,
    ContinuationStyle,
    ContinuationWords,
    EchoSlot,
    FigureSlot,
    FilePages,
    Frame,
    MarksTemplate,
    PageTree,
    Paper,
    PictureSlot,
    ReactionSlot,
    Ref,
    SpokenSlot,
    StaticPart,
    TextSlot,
)


def packed(name: str, form: CompiledForm) -> list[bytes]:
    """Pack a compiled form, with the name of its entry, and the digests of its faces."""
    return packing.pack((name, _faces(), form), _CLASSES)


@lru_cache(maxsize=KEPT)
def prepared(name: str) -> CompiledForm | None:
    """Return the compiled form of an entry, or None if there is none that can be used.

    Filling writes the numbers of glyphs, so the faces of today must be those that are in the form:
    they are others after another version of a font was installed.
    """
    pieces = store.entry(name)
    if pieces is None:
        return None
    try:
        own_name, faces, form = packing.unpack(pieces, _CLASSES)
    except packing.DAMAGED:
        return None
    right = isinstance(form, CompiledForm) and (own_name, faces) == (name, _faces())
    return form if right else None


def _faces() -> tuple[str, str]:
    return face("regular").digest, face("bold").digest
