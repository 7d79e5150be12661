"""What an older sheet holds, packed: a batch has thousands of them in memory."""

from __future__ import annotations

import hashlib
import pickle
import zlib
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field, replace
from pathlib import Path

from ..model.kinds import Kind
from ..model.losses import CODES
from ..reader.many import answers_digest
from ..reader.sheet import Read

Kinds = Mapping[str, Kind]


@dataclass(frozen=True)
class PackedSheet:
    """An older sheet: where it lies, and what it holds.

    Attributes:
        file: Its path.
        form: The name of its form.
        digest: Of its answers and pictures, and of what stands beside them.
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
        return cls(file, sheet.form, _digest(sheet), zlib.compress(content, 1), kinds)

    def read(self) -> Read:
        """What the sheet holds."""
        sheet: Read = pickle.loads(zlib.decompress(self.packed))
        return replace(sheet, kinds=self.kinds)


def _digest(sheet: Read) -> bytes:
    """What two sheets have in common only if it does not matter which of them is taken.

    A citizen may have written beside the fields of one copy only, and that must not be lost.
    """
    beside = [astuple(one) for one in sheet.beside]
    lost = sorted(note.code for note in sheet.notes if note.code in CODES)
    return hashlib.sha256(answers_digest(sheet) + repr((beside, lost)).encode()).digest()
