"""Notice where two forms of one person say different things to the same question."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..model.kinds import Kind
from ..model.messages import Message, note
from ..model.paths import flatten, pattern
from ..model.phrases import Phrase
from ..reader.many import Received
from ..reader.sheet_questions import with_questions
from .returns import Key


@dataclass(frozen=True)
class _Said:
    """What a sheet said first: its form and file, the question's kind, and the answer's digest."""

    form: str
    file: Path
    kind: Kind | None
    digest: bytes


@dataclass
class SharedAnswers:
    """The answers that several forms of one person ask for, such as the name and the date.

    Answers in lists are not compared: a later sheet asks the same of the same goals again.
    """

    _said: dict[tuple[Key, str], _Said] = field(default_factory=dict)

    def notes(self, key: Key, received: Received) -> tuple[Message, ...]:
        """Return a note for each answer that is another one than on an earlier sheet.

        Args:
            key: Of the person (see `Returned`).
            received: The sheet.
        """
        sheet = received.read
        if sheet is None:
            return ()
        return with_questions(self._differing(key, received), sheet.form, sheet.language)

    def _differing(self, key: Key, received: Received) -> Iterator[Message]:
        sheet = received.read
        assert sheet is not None
        for path, value in flatten(sheet.answers).items():
            bare, position = pattern(path)
            if position is not None:
                continue
            said = _Said(sheet.form, received.file, sheet.kinds.get(bare), _digest(value))
            first = self._said.setdefault((key, path), said)
            is_same_question = first.form != said.form and first.kind == said.kind
            if is_same_question and first.digest != said.digest:
                what = Phrase("is not the same as in {file}, of the same person", file=first.file)
                yield note(path, what)


def _digest(value: Any) -> bytes:
    said = " ".join(value.split()) if isinstance(value, str) else value
    return hashlib.sha256(json.dumps(said).encode()).digest()
