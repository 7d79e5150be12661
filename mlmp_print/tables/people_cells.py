"""Write answers as people do into a spreadsheet: names for keys, dates as dates, yes for true."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..definitions import load as forms
from ..look import look as looks
from ..look.assets import languages
from ..look.language import yes_word
from ..look.sheet_names import every_wording, state_names
from ..look.wording import Wording
from ..model.form import Form, Place
from ..model.kinds import Kind
from ..model.names import StateNames
from ..model.paths import without_positions
from .form_columns import FormColumns
from .known_headings import certain_headings

_UNKNOWN = "\0"  # the name of every look that is not known; no look file has such a name


@dataclass(frozen=True)
class PeopleCells:
    """Turns the answers to one form, in one language, into cells that people read.

    A batch makes the same answers of them again. It reads the table by the form of today, so that
    an answer to a question that the form asks otherwise today stays as it is.

    Attributes:
        yes: What stands for a tick.
        places: Pattern → the question where it stands first.
        names: Pattern → what people call the answers to choose from.
    """

    yes: str
    places: Mapping[str, Place] = field(default_factory=dict, repr=False)
    names: Mapping[str, StateNames] = field(default_factory=dict, repr=False)

    def cell(self, path: str, value: Any, kind: Kind | None) -> Any:
        """Return the cell for an answer.

        Args:
            path: Of the question.
            value: As `read` found it.
            kind: Of the question, as the sheet itself says.
        """
        bare = without_positions(path)
        place = self.places.get(bare)
        if kind is None or (place and place.kind != kind):
            return value
        cell = kind.to_cell(value, self.names.get(bare, StateNames()))
        return self.yes if cell is True else cell


class PeopleWords:
    """Finds the words for the cells of many sheets, of whatever forms and languages."""

    def __init__(self, look_file: Path | None = None) -> None:
        """Read the look that sheets may be drawn in.

        Raises:
            DefinitionError: The look file is wrong.
        """
        self._look_file = look_file
        self._look_name = looks.load(file=look_file).name if look_file else ""
        self._spoken = looks.spoken(look_file) if look_file else languages()
        self._cells: dict[tuple[str, str, str], PeopleCells] = {}
        self._headings: dict[tuple[str, str, str, bool], Mapping[str, str]] = {}

    def cells(self, form: str, language: str | None, look_name: str) -> PeopleCells:
        """Return the cells for sheets of a form.

        Args:
            form: The name of the form. Of one that is not ours, no names are known.
            language: Of the sheets; Danish is taken for one that is not ours.
            look_name: Of the look they were drawn in. No names are known of another look than the
                built-in one and the given one.
        """
        lang = language if language in languages() else looks.LANG
        if form not in forms.names():
            return PeopleCells(yes_word(lang))
        look_name = look_name if look_name in ("", self._look_name) else _UNKNOWN
        key = form, lang, look_name
        if key not in self._cells:
            self._cells[key] = self._of_form(*key)
        return self._cells[key]

    def form_name(self, form: str, language: str | None, look_name: str) -> str:
        """Return the name of a form as staff call it; arguments are those of `cells`."""
        lang = language if language in languages() else looks.LANG
        if form not in forms.names():
            return form
        return self._worded(form, lang, look_name)[1][0].name

    def headings(
        self, form: str, language: str | None, look_name: str, *, grouped: bool = False
    ) -> Mapping[str, str]:
        """Return path → heading in a table, in the words of sheets of a form.

        Only headings are there by which `batch` knows the question for certain.

        Args:
            form, language, look_name: As for `cells`.
            grouped: Whether each entry of a list has a row of its own: `goals.text` is “Mål”.
        """
        lang = language if language in languages() else looks.LANG
        if form not in forms.names():
            return {}
        key = form, lang, look_name if look_name in ("", self._look_name) else _UNKNOWN, grouped
        if key not in self._headings:
            loaded, wordings, _ = self._worded(*key[:3])
            columns = FormColumns(loaded, grouped=grouped)
            self._headings[key] = certain_headings(columns, wordings)
        return self._headings[key]

    def _of_form(self, form_name: str, lang: str, look_name: str) -> PeopleCells:
        form, wordings, is_known = self._worded(form_name, lang, look_name)
        places = {place.pattern: place for place in reversed(form.all_places())}
        if not is_known:
            return PeopleCells(yes_word(lang), places)
        names = {bare: state_names(place, wordings) for bare, place in places.items()}
        return PeopleCells(yes_word(lang), places, names)

    def _worded(
        self, form_name: str, lang: str, look_name: str
    ) -> tuple[Form, Sequence[Wording], bool]:
        """Return a form, its words in every language, and whether the look itself is known."""
        is_given = self._look_file is not None and look_name == self._look_name
        if is_given and lang not in self._spoken:
            is_given, look_name = False, _UNKNOWN
        look_file = self._look_file if is_given else None
        look = looks.load(lang, file=look_file)
        form = forms.load(form_name, look)
        return form, every_wording(form, look, look_file), look_name != _UNKNOWN
