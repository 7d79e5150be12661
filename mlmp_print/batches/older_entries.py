"""Check that what a row says of a goal is about the same goal as on the older sheet.

Entries of a list go by their positions, so that a goal in another place would get the score of the
one that stood there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..model.cells import seen
from ..model.form import Form, Place
from ..model.messages import Message
from ..model.phrases import Phrase
from ..tables.doubts import OTHER_ENTRY, SCORES_ALONE, doubt
from ..tables.person_answers import PersonAnswers

Values = Mapping[str, Any]


def entry_doubts(
    form: Form, older: Values, answers: PersonAnswers, *, changed: bool
) -> Iterator[Message]:
    """Yield what may be wrong with the entries of lists.

    Args:
        form: The form that is filled, or changed.
        older: What the older sheet gives, by path.
        answers: Those of the row.
        changed: Whether the older sheet is changed: then a text may be another one, but not that
            of another entry.
    """
    new = answers.values
    texts = _texts(form)
    written = {seen(str(older[path])) for path in texts.values() if path in older}
    for path in texts.values():
        if path not in new or path not in older:
            continue
        text = seen(str(new[path]))
        if text != seen(str(older[path])) and (not changed or text in written):
            what = Phrase("is another text than on the older sheet, whose scores would stand by it")
            remedy = Phrase(
                "Write it where it stands on the older sheet, or not at all. "
                "If it is the same, in other words, accept it by this code"
            )
            yield doubt(OTHER_ENTRY, answers.where(path), what, remedy)
    for path, place in _scores(form, new):
        words = texts.get(_entry(place))
        if words and words not in new and words not in older:
            what = Phrase("is a score, but neither the row nor the older sheet has a text for it")
            yield doubt(SCORES_ALONE, answers.where(path), what)


def _texts(form: Form) -> dict[str, str]:
    """Entry → the path of its first question, where that is answered in words."""
    firsts = {key: listing.members[0].key for key, listing in form.lists.items()}
    texts: dict[str, str] = {}
    for place in form.all_places():
        key, _, question = place.pattern.partition(".")
        if place.position and firsts.get(key) == question and place.kind.is_free_text:
            texts[_entry(place)] = place.path
    return texts


def _scores(form: Form, values: Values) -> Iterator[tuple[str, Place]]:
    for place in form.all_places():
        if place.position and place.kind.is_score and place.path in values:
            yield place.path, place


def _entry(place: Place) -> str:
    """The entry of a list that a question stands in: `goals.2`."""
    return place.path.rpartition(".")[0]
