"""Pictures out: the pictures of what was read become files in one folder, and the answers name them so that `fill` finds them."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from .. import files
from ..model.errors import InvalidValue, UsageError
from ..model.kinds import Picture
from ..reader.sheet import Read


@dataclass
class PictureFolder:
    """`folder`: where the pictures go. `prefix`: that folder as seen from the answers'. `several`: each PDF's in a folder of their own."""

    folder: Path
    prefix: PurePosixPath
    several: bool
    files: dict[str, bytes] = field(default_factory=dict, repr=False)
    taken: set[str] = field(default_factory=set)

    @classmethod
    def beside(cls, answers: Path, folder: Path, *, several: bool) -> PictureFolder:
        """An album in `folder` for answers that lie in the folder `answers`. Raises UsageError if `fill` would not find the pictures there."""
        there, here = Path(os.path.realpath(folder)), Path(os.path.realpath(answers))
        if not there.is_relative_to(here):
            raise UsageError(
                f"{folder}: lies outside of the answers' folder, where pictures are not looked for. Name a folder in {here}"
            )
        prefix = PurePosixPath(there.relative_to(here).as_posix())
        try:
            Picture().check(str(prefix))
        except InvalidValue as reject:
            raise UsageError(f"{folder}: {reject.what}. Give the folder another name") from None
        return cls(folder, prefix, several)

    def take(self, found: Read, pdf: Path) -> dict[str, str]:
        """Keep the pictures of one PDF; what `Read` calls them → what the answers shall call them."""
        own = PurePosixPath(self._own_folder(pdf) if self.several and found.pictures else "")
        self.files.update({str(own / name): data for name, data in found.pictures.items()})
        return {name: str(self.prefix / own / name) for name in found.pictures}

    def _own_folder(self, pdf: Path) -> str:
        """The PDF's name, of safe letters, and unlike that of any other."""
        stem = re.sub(r"[^\w-]+", "-", pdf.stem).strip("-")[:80] or "pdf"
        name, number = stem, 1
        while name.casefold() in self.taken:
            number += 1
            name = f"{stem}-{number}"
        self.taken.add(name.casefold())
        return name

    def write(self, inputs: Sequence[Path], *, force: bool) -> None:
        """Write the pictures taken since the last time, for the owner's eyes only. Raises OutputError; none of them is written if one may not be."""
        for name in self.files:
            files.refuse(self.folder / name, inputs, force=force)
        files.write_all(self.folder, self.files, force=force)
        self.files.clear()
