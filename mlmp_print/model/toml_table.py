"""A table of a TOML file: check its keys and values, and say what would be right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .errors import DefinitionError
from .messages import NOTHING, Message, Where, did_you_mean, quoted
from .phrases import Phrase


@dataclass(frozen=True)
class TomlTable:
    """A table, or what stands where one should, and its place in the file.

    Attributes:
        content: What the file has there.
        file: The file's name.
        name: What messages call the table, for example `[colors]`; "" for the whole file.
    """

    content: Any
    file: str
    name: str = ""

    def at(self, key: str) -> TomlTable:
        """Return what stands at a key of this table."""
        name = f"{self.name}.{key}" if self.name else key
        return TomlTable(self.content[key], self.file, name)

    def named(self, name: str, content: Any = None) -> TomlTable:
        """Return another part of the same file."""
        return TomlTable(content, self.file, name)

    def message(self, what: Phrase, remedy: Phrase = NOTHING) -> Message:
        """Return a message about the table."""
        return Message(Where(file=self.file, path=self.name), what, remedy)

    def error(self, what: Phrase, remedy: Phrase = NOTHING) -> DefinitionError:
        """Return an error about the table."""
        return DefinitionError(self.message(what, remedy))

    def key_faults(self, known: Iterable[str], required: Iterable[str] = ()) -> Iterator[Message]:
        """Yield the faults of the keys; an unknown key comes with the nearest right one.

        Args:
            known: All keys that the table may have.
            required: Those among them that it must have.

        >>> for fault in TomlTable({"fil": "x"}, "a.toml", "[logo]").key_faults(["file"]):
        ...     print(fault)
        a.toml: [logo]: has no key “fil”. Did you mean “file”?
        """
        known = list(known)
        if not isinstance(self.content, Mapping):
            yield self.message(Phrase("must be a table of keys"))
            return
        for key in self.content:
            if key not in known:
                what = Phrase("has no key {key}", key=quoted(key))
                yield self.message(what, did_you_mean(key, known))
        for key in required:
            if key not in self.content:
                yield self.message(Phrase("lacks the key {key}", key=quoted(key)))

    def check_keys(self, known: Iterable[str], required: Iterable[str] = ()) -> None:
        """Raise DefinitionError with the first of the `key_faults`, if there is one."""
        raise_first(self.key_faults(known, required))

    def check_name(self, noun: str, value: Any, known: Iterable[str]) -> None:
        """Check that a value is one of the known names.

        Args:
            noun: What the value names: “icon”, “kind”.

        Raises:
            DefinitionError: With the nearest right name.
        """
        raise_first(self.name_faults(noun, value, known))

    def name_faults(self, noun: str, value: Any, known: Iterable[str]) -> Iterator[Message]:
        """Yield a message if a value is none of the known names (see `check_name`)."""
        known = list(known)
        if value not in known:
            what = Phrase("there is no {noun} {name}", noun=noun, name=quoted(value))
            yield self.message(what, did_you_mean(str(value), known))


def raise_first(faults: Iterable[Message]) -> None:
    """Raise DefinitionError with the first fault, if there is one."""
    for fault in faults:
        raise DefinitionError(fault)
