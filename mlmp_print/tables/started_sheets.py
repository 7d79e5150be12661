"""Start sheets from a table of other sheets: last year's plans give this year's status sheets.

`read` names the form of each row. If every row is a sheet of one other form, the new form's own
rules say which answer it starts from, as they do for `fill` from one older sheet.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..definitions.load import names as form_names
from ..look.sheet_names import SheetNames
from ..model import earlier
from ..model.cells import shown
from ..model.errors import AnswersError
from ..model.form import Form, Place
from ..model.kinds.date import Date
from ..model.messages import Message, Where, quoted
from ..model.paths import join, unflatten, without_positions
from ..model.phrases import Phrase
from .column_map import ColumnMap
from .person_answers import Origin, PersonAnswers
from .read_columns import FORM
from .table import Table


def older_form(table: Table, column_map: ColumnMap, forms: Sequence[Form]) -> str:
    """Return the one other form of ours that all rows of a table are sheets of, or "".

    Args:
        table: The table.
        column_map: What the user says of its columns.
        forms: The forms that are to be filled.

    Raises:
        AnswersError: The table cannot be read to its end.
    """
    is_question = any(place.path == FORM for form in forms for place in form.all_places())
    claimed = {*column_map.person_columns, *column_map.columns}
    if FORM not in table.headers or FORM in claimed or is_question:
        return ""
    at = table.headers.index(FORM)
    named = {shown(row.cells[at]).strip() for row in table.rows() if at < len(row.cells)} - {""}
    if len(named) != 1:
        return ""
    (name,) = named
    is_ours = name in form_names() and name not in {form.name for form in forms}
    return name if is_ours else ""


def check_start(older: Form, forms: Sequence[Form], where: str) -> None:
    """Check that sheets of each form can be started from those of an older one.

    Raises:
        AnswersError: One of them takes nothing over, but perhaps a date.
    """
    for form in forms:
        if not any(_gives(older, form, place) for place in form.all_places()):
            what = Phrase(
                "holds sheets of {older}, and {form} takes no answer over from these",
                older=quoted(older.name),
                form=quoted(form.name),
            )
            remedy = Phrase("Name the form that these sheets are of")
            raise AnswersError([Message(Where(file=where, column=FORM), what, remedy)])


def _gives(older: Form, form: Form, place: Place) -> bool:
    kinds = {pattern: kind for pattern, kind in _kinds(older).items() if kind is not Date}
    patterns = map(without_positions, earlier.sources_of(form, place))
    return any(kinds.get(pattern) is type(place.kind) for pattern in patterns)


def _kinds(form: Form) -> dict[str, type]:
    return {place.pattern: type(place.kind) for place in form.all_places()}


def started_answers(source: PersonAnswers, older: Form, target: SheetNames) -> PersonAnswers:
    """Return the answers that a new sheet starts from.

    Args:
        source: The answers of the older sheet.
        older: Its form.
        target: The names of the new sheet, and with them its form.
    """
    form = target.wording.form
    kinds = {place.pattern: place.kind for place in older.all_places()}
    values, notes = earlier.carry(form, unflatten(source.values), kinds)
    places = {place.path: place for place in form.all_places()}
    origins = {path: _origin(source, form, places[path]) for path in values}
    return PersonAnswers(
        source.row, source.id, target, values, origins, list(source.troubles), tuple(notes)
    )


def _origin(source: PersonAnswers, form: Form, place: Place) -> Origin:
    """Return the cell of the older answer that a question started from; else the row."""
    for pattern in earlier.sources_of(form, place):
        list_key, _, question = pattern.partition(".")
        path = pattern
        if place.position and not question[:1].isdigit():
            path = join(list_key, place.position, question)
        if path in source.origins:
            return source.origins[path]
    return Origin(source.row)
