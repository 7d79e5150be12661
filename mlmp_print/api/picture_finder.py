"""Find the pictures that answers name, for the boxes of a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..model.errors import InvalidValue
from ..model.messages import Message, Where
from ..pdf.compiled_form import CompiledForm

if TYPE_CHECKING:
    from ..look.picture_data import PictureData
    from ..look.picture_sources import PictureSource


@dataclass(frozen=True)
class PictureFinder:
    """Finds the pictures that answers name.

    Attributes:
        folder: where the files lie.
        old: the bytes of those that an older sheet holds, by path.
        faults: takes what is wrong with a picture.
    """

    folder: Path | None
    old: Mapping[str, bytes]
    faults: list[Message]

    def find(self, compiled: CompiledForm, values: Mapping[str, Any]) -> dict[str, PictureData]:
        """The pictures by path, each for the box that it is drawn in."""
        images: dict[str, PictureData] = {}
        for slot in compiled.pictures:
            if slot.path not in values:
                continue
            try:
                images[slot.path] = self._picture(slot.path, values[slot.path], slot.box)
            except InvalidValue as error:
                self.faults.append(error.at(Where(path=slot.path)))
        return images

    def _picture(self, path: str, source: PictureSource, box: tuple[float, float]) -> PictureData:
        from ..look import picture_library, picture_sources  # noqa: PLC0415 - they may import Pillow

        old = self.old.get(path)
        if old:
            return picture_library.normal(old, box)
        return picture_sources.load(self.folder, source, box)
