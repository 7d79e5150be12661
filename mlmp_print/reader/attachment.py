"""Files attached to a copy: the answers of a locked one against its fields, and any others."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pypdf.generic import DictionaryObject, StreamObject

from ..model.limits import JSON_BYTES
from ..model.losses import ATTACHMENTS
from ..model.messages import Message, Where, note
from ..model.paths import flatten
from ..model.phrases import Phrase
from ..pdf.archive import FILE_NAME, digest
from .beside import NOWHERE_ON_PAGE, Beside, BesideFields, beside_note
from .objects import array, data, dictionary, safe_name, text

_TREE_NODES = 1000  # of the name tree of attachments
_ATTACHED = Phrase("holds an attached file, which is not read")


@dataclass(frozen=True)
class AttachedAnswers:
    """Answers attached to a file. `intact`: they are as they were when it was locked."""

    answers: Mapping[str, Any] = field(repr=False)
    intact: bool


def attached_answers(root: DictionaryObject) -> AttachedAnswers | None:
    """What is attached under the name that a locked copy gives its answers; None if nothing is."""
    for name, file in _embedded_files(root):
        stream = dictionary(dictionary(file.get("/EF")).get("/F"))
        if name == FILE_NAME and isinstance(stream, StreamObject):
            return _parsed(stream)
    return None


def add_attachments(collected: BesideFields, root: DictionaryObject) -> None:
    """Collect the attached files (7.11.4) that are not the answers of a locked copy."""
    for name, file in _embedded_files(root):
        if name == FILE_NAME:
            continue
        shown = text(file.get("/UF")) or text(file.get("/F")) or name
        attached = Beside(0, NOWHERE_ON_PAGE, "Attachment", shown)
        collected.add(attached, beside_note(Where(path="file"), _ATTACHED, ATTACHMENTS))


def _embedded_files(root: DictionaryObject) -> Iterator[tuple[str, DictionaryObject]]:
    """The names and specifications of the files that are attached to the whole file."""
    stack = [dictionary(dictionary(root.get("/Names")).get("/EmbeddedFiles"))]
    for _ in range(_TREE_NODES):
        if not stack:
            break
        node = stack.pop()
        stack += map(dictionary, array(node.get("/Kids"))[:_TREE_NODES])
        names = array(node.get("/Names"))
        for name, file in zip(names[::2], names[1::2], strict=False):
            yield text(name) or "", dictionary(file)


def _parsed(stream: StreamObject) -> AttachedAnswers:
    try:
        content = json.loads(data(stream, JSON_BYTES))
        answers = content["answers"]
        if not isinstance(answers, dict):
            return AttachedAnswers({}, intact=False)
        intact = hmac.compare_digest(digest(answers), content["sha256"])
    except (KeyError, TypeError, ValueError, RecursionError):
        return AttachedAnswers({}, intact=False)
    return AttachedAnswers(answers, intact)


def attachment_differences(
    attached: AttachedAnswers | None, values: Mapping[str, Any]
) -> Iterator[Message]:
    """A note for each path at which the attached answers are not those of the fields."""
    if attached is None:
        return
    if not attached.intact:
        yield note(
            FILE_NAME,
            Phrase(
                "the attached answers are not those that were attached when the copy was locked"
            ),
        )
    attached_values = flatten(attached.answers)
    for path in {**values, **attached_values}:
        if attached_values.get(path) != values.get(path):
            yield note(
                safe_name(path), Phrase("the attached answers hold something else than the field")
            )
