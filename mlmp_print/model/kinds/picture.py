"""A picture, by its file's name; a program may give the picture itself."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar

from ..cells import CellWords, as_text
from ..errors import InvalidValue
from ..names import StateNames
from ..phrases import Phrase
from .kind import Kind, json_type

NAME_LETTERS = 1000
_BESIDE = Phrase("Put the picture beside the answers and give its name")


def is_given_picture(value: Any) -> bool:
    """Return whether a value is a picture that a program gives: a Path, bytes, or an image.

    JSON has none of them. Pillow is not imported to find out: without it, nothing is its image.

    >>> is_given_picture(Path("photo.jpg")), is_given_picture("photo.jpg")
    (True, False)
    """
    pillow = sys.modules.get("PIL.Image")
    is_image = pillow is not None and isinstance(value, pillow.Image)
    return is_image or isinstance(value, bytes | Path)


@dataclass(frozen=True)
class Picture(Kind):
    """A picture, by the name of a file inside the answers' folder.

    A program may also give a `Path`, which may lie anywhere, the bytes of a file, or an image of
    Pillow. The picture itself is read when a form is filled.
    """

    name: ClassVar[str] = "picture"
    is_picture: ClassVar[bool] = True

    def schema(self) -> dict[str, Any]:
        """Describe a string: a relative file name."""
        return {"type": "string", "maxLength": NAME_LETTERS, "x-kind": self.name}

    def check(self, value: Any) -> Any:
        """Return a name that stays inside the folder, or what a program gives, as it is."""
        if is_given_picture(value):
            return value
        if value == "":
            return None
        if not isinstance(value, str):
            what = Phrase("must be a picture's file name, not {type}", type=json_type(value))
            raise InvalidValue(what, Phrase("Put it in quotation marks"))
        if not value.isprintable() or len(value) > NAME_LETTERS:
            remedy = Phrase("Give the name of a picture beside the answers")
            raise InvalidValue(Phrase("is not a file's name"), remedy)
        if "://" in value or value.startswith("data:"):
            raise InvalidValue(Phrase("is an address, not a file's name"), _BESIDE)
        path = PurePosixPath(value)
        # Backslash and colon lead out of the folder on Windows only, but files travel.
        if path.is_absolute() or ".." in path.parts or "\\" in value or ":" in value:
            raise InvalidValue(Phrase("leads out of the answers' folder"), _BESIDE)
        return value

    def from_cell(self, cell: Any, names: StateNames, words: CellWords) -> Any:
        """Return the name of a file, or what a program gives."""
        return cell if is_given_picture(cell) else as_text(cell)

    def store(self, value: Any) -> str:
        """Return nothing: the picture itself is the field's appearance."""
        return ""

    def load(self, stored: str) -> str | None:
        """Return None; the reader takes the picture out of the appearance."""
        return None
