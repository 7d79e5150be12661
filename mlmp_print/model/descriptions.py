"""Descriptions of pictures: beside each picture stands a question for what it shows, in words.

Its key is `alt`, beside a picture that is the only one there. Where several pictures stand side by
side, or another question is called `alt`, it is the picture's own key with `_alt` behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from .form import Field, Form, Question
from .kinds import Description, Kind
from .messages import Message, Where
from .paths import join
from .phrases import Phrase

ALT = "alt"


def with_descriptions(questions: Sequence[Question]) -> tuple[Question, ...]:
    """Return questions that stand side by side, with a description after each picture.

    >>> from mlmp_print.model.kinds import Picture, Text
    >>> [question.key for question in with_descriptions([Field("picture", Picture())])]
    ['picture', 'alt']
    >>> questions = [Field("photo", Picture()), Field("alt", Text())]
    >>> [question.key for question in with_descriptions(questions)]
    ['photo', 'photo_alt', 'alt']
    """
    keys = [question.key for question in questions]
    pictures = [question for question in questions if _is_picture(question)]
    is_plain = len(pictures) == 1 and ALT not in keys
    described: list[Question] = []
    for question in questions:
        described.append(question)
        if question in pictures:
            key = ALT if is_plain else f"{question.key}_{ALT}"
            described.append(Field(key, Description(of=question.key)))
    return tuple(described)


def _is_picture(question: Question) -> bool:
    return isinstance(question, Field) and question.kind.is_picture


def beside(path: str, key: str) -> str:
    """Return the path of the question `key` that stands beside another.

    >>> beside("pictures.1.picture", "alt"), beside("photo", "alt")
    ('pictures.1.alt', 'alt')
    """
    return join(path.rpartition(".")[0], key)


def description_keys(kinds: Mapping[str, Kind]) -> dict[str, str]:
    """Return pattern of each picture → key of its description, for the kinds of a form's questions.

    >>> description_keys({"can.alt": Description(of="picture")})
    {'can.picture': 'alt'}
    """
    return {
        beside(pattern, kind.describes): pattern.rpartition(".")[2]
        for pattern, kind in kinds.items()
        if kind.describes
    }


def lone_descriptions(
    form: Form, values: Mapping[str, Any], faults: Iterable[Message]
) -> Iterator[Message]:
    """Yield a fault for each description without its picture: the sheet has no place for it.

    Args:
        form: The form.
        values: The answers by path.
        faults: Those found already. A picture that has one is missing for that reason only.
    """
    if not form.descriptions:
        return
    faulty = {fault.path for fault in faults}
    for path in values:
        key = form.descriptions.get(path)
        if not key:
            continue
        picture = beside(path, key)
        if picture not in values and picture not in faulty:
            what = Phrase("describes a picture that is not there")
            remedy = Phrase("Give the picture too, or leave its description out")
            yield Message(Where(path=path), what, remedy)
