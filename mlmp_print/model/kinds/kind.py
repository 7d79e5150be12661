"""What every kind of value can do."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from ..cells import CellWords, as_text
from ..messages import NOTHING
from ..names import StateNames
from ..phrases import Phrase

Say = Callable[[str], str]  # a key of the language file → its words


@dataclass(frozen=True)
class Kind:
    """One kind of value, with the value's whole life.

    A kind knows its JSON Schema, checks a value, stores it in a PDF field, loads it again, reads
    it from a table and says it in words. A kind without `states` is a text field; with them, it is
    a group of buttons. No kind puts a value into an error: answers are private.

    The fields of the dataclass are the options that a form definition gives the kind.
    """

    name: ClassVar[str]  # in form definitions and schemas, and the key in `KINDS`
    is_picture: ClassVar[bool] = False  # a value is a picture's file, shown in a picture field
    of_goals: ClassVar[bool] = False  # a list whose entries have such a value is one of goals
    is_free_text: ClassVar[bool] = False  # any words are a value
    is_day: ClassVar[bool] = False  # a value is an ISO date
    is_theme: ClassVar[bool] = False  # a value is a life theme, which the language explains
    is_score: ClassVar[bool] = False  # a value is a mark on the scale of help
    needs_words: ClassVar[bool] = False  # the form itself gives the words of each state
    implied: ClassVar[bool] = False  # no form definition names it: another question brings it

    # In a form definition -------------------------------------------------------------------------

    @classmethod
    def options(cls) -> Sequence[str]:
        """Return the names of the options that a form definition may give."""
        return [field.name for field in dataclasses.fields(cls)]

    @classmethod
    def define(cls, options: Mapping[str, Any], themes: Sequence[str]) -> Self:
        """Build the kind for a question of a form definition.

        Args:
            options: Of the types that the dataclass wants; without those left out.
            themes: The keys of the look's life themes.

        Raises:
            InvalidValue: An option is wrong.
        """
        return cls(**options)

    def fit_example(self, value: Any, index: int) -> Any:
        """Return the example value `index` of a form definition as one that the look allows."""
        return value

    # On the sheet ---------------------------------------------------------------------------------

    @property
    def one_line(self) -> bool:
        """Whether a value is written on one line, so that a table gives it only one."""
        return False

    @property
    def describes(self) -> str:
        """The key of the picture that a value describes, "" for none.

        A description has no field of its own on the sheet: the picture's control says it.
        """
        return ""

    @property
    def states(self) -> tuple[str, ...]:
        """The names of the PDF appearance states, ASCII, without `Off`; none for a text field."""
        return ()

    def state_words(self, state: str, say: Say) -> str:
        """Return a state in words, for people and for screen readers."""
        return state

    # Schema ---------------------------------------------------------------------------------------

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema (draft 2020-12) of one value.

        `x-kind` names the kind in it, so that the schema alone can be read back.
        """
        raise NotImplementedError

    @classmethod
    def from_schema(cls, schema: Mapping[str, Any]) -> Self:
        """Return the kind that wrote `schema`; a kind with options reads them from it.

        The schema may come from anybody's file.

        Raises:
            InvalidValue: No kind of this class can have written it.
        """
        return cls()

    # A value --------------------------------------------------------------------------------------

    def check(self, value: Any) -> Any:
        """Return the value in its one canonical form, or None if it is empty.

        Raises:
            InvalidValue: It is no value of this kind.
        """
        raise NotImplementedError

    def store(self, value: Any) -> str:
        """Return a checked value as the field's `/V`: a text, or the name of a state."""
        raise NotImplementedError

    def load(self, stored: str) -> Any:
        """Return the value behind a field's `/V`, or None if it is empty.

        Raises:
            InvalidValue: It is no value of this kind.
        """
        raise NotImplementedError

    def load_typed(self, stored: str, words: Callable[[], CellWords]) -> Any:
        """Return the value behind a field's `/V` as `load` does, or as people spell it in words.

        Args:
            stored: What the field holds.
            words: Gives what people write in cells, in all languages; called where it is needed.

        Raises:
            InvalidValue: It is no value of this kind.
        """
        return self.load(stored)

    def meant(self, value: Any, names: StateNames) -> Phrase:
        """Return what a value that `check` refuses was perhaps meant to be.

        Args:
            value: The value.
            names: What people call the states.

        Without states that have names, it is nothing, and the remedy of `check` is said.
        """
        return NOTHING

    def from_cell(self, cell: Any, names: StateNames, words: CellWords) -> Any:
        """Return a table's cell as a value for `check`.

        Args:
            cell: As the file holds it: a text, or a number, date or truth value of a spreadsheet.
            names: What people call the states, in all languages.
            words: What people write in cells, in all languages.

        Raises:
            InvalidValue: The cell cannot be understood for certain.
        """
        return as_text(cell)

    def to_cell(self, value: Any, names: StateNames) -> Any:
        """Return a value as people write it into a cell: a text, number, date or truth value.

        `from_cell` makes the same value of it again. What no check has passed, as a file holds it,
        stays as it is.
        """
        return value

    def impersonal(self, value: Any) -> Any:
        """Return what may be told of a value without telling of a person; None for nothing.

        A kind that says nothing here tells nothing: its values may be words or pictures.

        Args:
            value: As a file holds it; no check has passed it.

        Raises:
            InvalidValue: It is no value of this kind.
        """
        return None

    def combine(self, first: Any, second: Any) -> Any:
        """Return one value for two rows about the same list entry, or None if they contradict."""
        return first if first == second else None


def json_type(value: Any) -> str:
    """Return what a JSON value is, in words.

    >>> json_type([1, 2])
    'a list'
    """
    names = (
        (type(None), "null"),
        (bool, Phrase("true or false")),
        (int | float, Phrase("a number")),
        (str, Phrase("a text")),
        (list, Phrase("a list")),
        (dict, Phrase("an object")),
    )
    return next((name for kind, name in names if isinstance(value, kind)), type(value).__name__)
