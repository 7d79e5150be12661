"""Write the pictures of filled sheets into a folder, where `fill` finds them again."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from .. import files
from ..model.errors import InvalidValue, UsageError
from ..model.kinds import Picture
from ..model.phrases import Phrase, PhraseTemplate


@dataclass
class PictureFolder:
    """The folder for the pictures of one PDF, or of several.

    Attributes:
        folder: where the pictures go.
        prefix: the path of that folder, seen from the answers.
        several: whether each PDF gets a folder of its own inside.
        waiting: pictures that are not written yet, by their path in the folder.
        own_folders: the names of the PDFs’ own folders, in lower case.
    """

    folder: Path
    prefix: PurePosixPath
    several: bool
    waiting: dict[str, bytes] = field(default_factory=dict, repr=False)
    own_folders: set[str] = field(default_factory=set)

    @classmethod
    def beside(cls, answers: Path, folder: Path, *, several: bool) -> PictureFolder:
        """Choose `folder` for answers that lie in the folder `answers`.

        Raises:
            UsageError: `fill` would not find the pictures there.
        """
        pictures_at, answers_at = Path(os.path.realpath(folder)), Path(os.path.realpath(answers))
        if not pictures_at.is_relative_to(answers_at):
            what = PhraseTemplate(
                "lies outside of the answers' folder, where pictures are not looked for. "
                "Name a folder in {folder}"
            )
            raise UsageError(what.phrase(folder=answers_at)).about(str(folder))
        prefix = PurePosixPath(pictures_at.relative_to(answers_at).as_posix())
        try:
            Picture().check(str(prefix))
        except InvalidValue as error:
            refusal = Phrase("{reason}. Give the folder another name", reason=error.what)
            raise UsageError(refusal).about(str(folder)) from None
        return cls(folder, prefix, several)

    def add(self, pictures: Mapping[str, bytes], pdf: Path) -> dict[str, str]:
        """Keep the pictures of one PDF for `write`.

        Args:
            pictures: Name → the picture.
            pdf: The file.

        Returns:
            For each name of a picture the name that what is written out shall give it.
        """
        own = PurePosixPath(self._own_folder(pdf) if self.several and pictures else "")
        self.waiting.update({str(own / name): data for name, data in pictures.items()})
        return {name: str(self.prefix / own / name) for name in pictures}

    def _own_folder(self, pdf: Path) -> str:
        """A folder name like the PDF’s, of safe letters, that no other PDF has."""
        stem = re.sub(r"[^\w-]+", "-", pdf.stem).strip("-")[:80] or "pdf"
        name, number = stem, 1
        while name.casefold() in self.own_folders:
            number += 1
            name = f"{stem}-{number}"
        self.own_folders.add(name.casefold())
        return name

    def write(self, inputs: Sequence[Path], *, force: bool) -> None:
        """Write the pictures that were added since the last call, readable by the owner only.

        Raises:
            OutputError: one of them may not be written; then none is.
        """
        for name in self.waiting:
            files.refuse(self.folder / name, inputs, force=force)
        files.write_all(self.folder, self.waiting, force=force)
        self.waiting.clear()
