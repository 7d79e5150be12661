"""What an older sheet holds, packed: a batch has thousands of them in memory."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..model.kinds import Kind
from ..reader.many import answers_digest
from ..reader.sheet import Read

Kinds = Mapping[str, Kind]


@dataclass(frozen=True)
class PackedSheet:
    """An older sheet: where it lies, and what it holds.

    Attributes:
        file: Its path.
        form: The name of its form.
        digest: Of its answers and pictures.
        packed: What it holds, pickled and compressed, without its kinds.
        kinds: The kinds of its questions, which sheets of one form share.
    """

    file: Path
    form: str
    digest: bytes
    packed: bytes = field(repr=False)
    kinds: Kinds = field(repr=False)

    @classmethod
    def of(cls, file: Path, sheet: Read, kinds: Kinds) -> PackedSheet:
        """Pack what was read."""
        content = pickle.dumps(replace(sheet, kinds={}))
        return cls(file, sheet.form, answers_digest(sheet), zlib.compress(content, 1), kinds)

    def read(self) -> Read:
        """What the sheet holds."""
        sheet: Read = pickle.loads(zlib.decompress(self.packed))
        return replace(sheet, kinds=self.kinds)
