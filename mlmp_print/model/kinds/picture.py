"""A picture, by its file's name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, ClassVar

from ..errors import InvalidValue
from ..phrases import Phrase
from .kind import Kind, json_type

NAME_LETTERS = 1000
_BESIDE = Phrase("Put the picture beside the answers and give its name")


@dataclass(frozen=True)
class Picture(Kind):
    """A picture, by the name of a file inside the answers' folder.

    The file itself is read when a form is filled.
    """

    name: ClassVar[str] = "picture"
    is_picture: ClassVar[bool] = True

    def schema(self) -> dict[str, Any]:
        """Describe a string: a relative file name."""
        return {"type": "string", "maxLength": NAME_LETTERS, "x-kind": self.name}

    def check(self, value: Any) -> str | None:
        """Return a name that stays inside the folder."""
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

    def store(self, value: str) -> str:
        """Return nothing: the picture itself is the field's appearance."""
        return ""

    def load(self, stored: str) -> str | None:
        """Return None; the reader takes the picture out of the appearance."""
        return None
