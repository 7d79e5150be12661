"""Files attached to a copy: the answers of a locked one against its fields, and any others."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator, Mapping, Sequence
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
from .objects import Key, array, data, dictionary, key, safe_name, text

_TREE_NODES = 1000  # of the name tree of attachments
_NAMED = 3  # files of one name that are parsed
_ATTACHED = Phrase("holds an attached file, which is not read")


@dataclass(frozen=True)
class AttachedAnswers:
    """Answers attached to a file. `intact`: they are as they were when it was locked."""

    answers: Mapping[str, Any] = field(repr=False)
    intact: bool


def attached_answers(root: DictionaryObject) -> AttachedAnswers | None:
    """What is attached under the name that a locked copy gives its answers; None if nothing is."""
    found = [answers for _, answers in _named_answers(root)]
    return next((answers for answers in found if answers.intact), found[0] if found else None)


def add_attachments(
    collected: BesideFields, root: DictionaryObject, pages: Sequence[DictionaryObject]
) -> None:
    """Collect the files that are attached to the file or to a page (7.11.4, PDF 2.0 14.13).

    The answers of a locked copy, as it was locked, are none of them.
    """
    intact = [key(file) for file, answers in _named_answers(root) if answers.intact]
    seen = {*intact[:1]}
    for name, file in _embedded_files(root):
        _add(collected, seen, file, Where(path="file"), name)
    for owner, page in ((root, 0), *((page, number) for number, page in enumerate(pages, 1))):
        where = Where(page=page) if page else Where(path="file")
        for file in array(owner.get("/AF")):
            _add(collected, seen, file, where)


def _add(
    collected: BesideFields, seen: set[Key], file: Any, where: Where, listed_as: str = ""
) -> None:
    """Collect one file by its specification, unless it was seen before."""
    if key(file) in seen:
        return
    seen.add(key(file))
    attached = Beside(where.page, NOWHERE_ON_PAGE, "Attachment", file_name(file) or listed_as)
    collected.add(attached, beside_note(where, _ATTACHED, ATTACHMENTS))


def file_name(file: Any) -> str:
    """The name that a file specification gives its file; "" if it gives none."""
    if name := text(file):
        return name
    specification = dictionary(file)
    return text(specification.get("/UF")) or text(specification.get("/F")) or ""


def _named_answers(root: DictionaryObject) -> list[tuple[Any, AttachedAnswers]]:
    """The specifications of the files that have the name of a locked copy's answers, and these."""
    found: list[tuple[Any, AttachedAnswers]] = []
    for name, file in _embedded_files(root):
        stream = dictionary(dictionary(dictionary(file).get("/EF")).get("/F"))
        if name == FILE_NAME and isinstance(stream, StreamObject) and len(found) < _NAMED:
            found.append((file, _parsed(stream)))
    return found


def _embedded_files(root: DictionaryObject) -> Iterator[tuple[str, Any]]:
    """The names and specifications of the files that are attached to the whole file."""
    stack = [dictionary(dictionary(root.get("/Names")).get("/EmbeddedFiles"))]
    for _ in range(_TREE_NODES):
        if not stack:
            break
        node = stack.pop()
        stack += map(dictionary, array(node.get("/Kids"))[:_TREE_NODES])
        names = array(node.get("/Names"))
        for name, file in zip(names[::2], names[1::2], strict=False):
            yield text(name) or "", file


def _parsed(stream: StreamObject) -> AttachedAnswers:
    try:
        content = json.loads(data(stream, JSON_BYTES))
        answers = content["answers"]
        if not isinstance(answers, dict):
            return AttachedAnswers({}, intact=False)
        intact = hmac.compare_digest(digest(answers), content["sha256"])
    except MemoryError:
        raise
    except Exception:  # pypdf raises errors of many classes, and JSON may be of any shape
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
