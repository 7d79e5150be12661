"""Give boxes that look alike one type size, such as the steps of a staircase.

Each text is fitted by itself first. The smallest size among those that fit is then that of all. A
text that goes on on another page does not make the others small: it begins in their size.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter

from ..model.form import Place
from ..text.typeset import Frame
from .slots import SetText

_LIKE = attrgetter("slot.like")


def like(place: Place, frame: Frame) -> str:
    """Return what boxes have in common that look alike: their question in a list, or their height.

    Boxes for one line outside of a list are like no other.
    """
    if place.position is not None:
        return place.pattern
    return place.path if frame.single else f"{frame.height:.0f} pt"


def evened(texts: Sequence[SetText], tail: float) -> list[SetText]:
    """Set texts again so that like boxes have one type size.

    Args:
        tail: Room for a pointer, in ems.
    """
    if all(text.setting.size == text.slot.frame.sizes[0] for text in texts):
        return [*texts]
    shared = {
        key: min((text.setting.size for text in group if text.setting.whole), default=0.0)
        for key, group in _groups(texts)
    }
    return [_at(text, shared[text.slot.like], tail) for text in texts]


def _groups(texts: Iterable[SetText]) -> Iterable[tuple[str, Iterable[SetText]]]:
    return groupby(sorted(texts, key=_LIKE), key=_LIKE)


def _at(text: SetText, size: float, tail: float) -> SetText:
    """Set a text in a size, or smaller if it must; 0 leaves it as it is."""
    if not size or text.setting.size == size:
        return text
    sizes = tuple(other for other in text.slot.frame.sizes if other <= size)
    return text.at(sizes if text.setting.whole else (size,), tail)
