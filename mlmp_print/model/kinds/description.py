"""Words about a picture, for whoever does not see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from ..errors import InvalidValue
from ..paths import KEY
from ..phrases import Phrase
from .text import Text


@dataclass(frozen=True)
class Description(Text):
    """What a picture shows, in words. A screen reader says it; the sheet does not show it.

    No form defines one: each picture brings its own (see `model.descriptions`). `of` is the key of
    the picture, which stands beside it.
    """

    name: ClassVar[str] = "description"
    implied: ClassVar[bool] = True
    of: str = "picture"

    @property
    def describes(self) -> str:
        """The picture's key."""
        return self.of

    def schema(self) -> dict[str, Any]:
        """Describe a string of limited length."""
        return {**super().schema(), "x-of": self.of}

    @classmethod
    def from_schema(cls, schema: Mapping[str, Any]) -> Self:
        """Return the description of the picture that the schema names."""
        key = schema.get("x-of")
        if not isinstance(key, str) or not KEY.match(key):
            raise InvalidValue(Phrase("describes no picture"))
        return cls(of=key)
