"""Say why nothing may stand in a column that is no question of a form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model.answers import plain
from ..model.form import Listing, Place
from ..model.messages import NOTHING, Message, Where, did_you_mean
from ..model.paths import POSITION
from ..model.phrases import Phrase
from .form_columns import entry_beyond_list
from .form_match import FormMatch
from .known_headings import HEADING_LETTERS

_POSITION = re.compile(r"(?<![0-9])[0-9]{1,3}(?![0-9])")  # four are a year


def refusal(header: str, matches: Sequence[FormMatch], *, json_key: bool) -> Message | None:
    """Return the first form's reason why nothing may stand under a heading, or None.

    Args:
        header: The heading.
        matches: The table, matched with each form.
        json_key: Whether the heading is a path from JSON that is a question of no form.
    """
    for match in matches:
        message = None if match.paths[header] else position_beyond_list(match, header)
        if message:
            return message
    for match in matches if json_key else ():
        message = misplaced_path(match, header)
        if message:
            return message
    return None


def position_beyond_list(match: FormMatch, header: str) -> Message | None:
    """Refuse a heading that would be a question's but for its number: “Mål 13” of 12 goals.

    Left out in silence, somebody's thirteenth goal would be lost.
    """
    if len(header) > HEADING_LETTERS:
        return None
    for digits in _POSITION.finditer(header):
        before, after = header[: digits.start()], header[digits.end() :]
        listing = _counted_list(match, before, after)
        position = int(digits[0])
        if listing and position > listing.most:
            return entry_beyond_list(listing, match.names.question(listing.key), position)
    return None


def _counted_list(match: FormMatch, before: str, after: str) -> Listing | None:
    """Return the list whose entries are counted between two parts of a heading, or None.

    With 1 and with 2 between them, the parts must name the same question of two entries. So the 1
    of “Deltager 1, mål 31” counts participants, and the 31 counts nothing.
    """
    first, second = (_place(match, f"{before}{position}{after}") for position in (1, 2))
    if not first or not first.position:
        return None
    if second and second.pattern != first.pattern:
        return None
    list_key, _, _ = first.path.partition(".")
    return match.columns.form.lists[list_key]


def _place(match: FormMatch, header: str) -> Place | None:
    path = match.headings.path(header)
    return match.places.get(path) if path else None


def misplaced_path(match: FormMatch, path: str) -> Message | None:
    """Refuse a JSON path that begins like a question of the form and is none.

    The messages are those that `fill` has for the same answers. A path that has nothing to do with
    the form is none of its business: the record may hold more than answers.
    """
    key, *inside = path.split(".")
    near = [known for known in match.places if known.partition(".")[0] == key]
    if not near:
        return None
    where = Where(path=path)
    listing = None if match.columns.grouped else match.columns.form.lists.get(key)
    if listing:
        if not inside or not POSITION.match(inside[0]):
            return Message(where, Phrase("must be a list"), Phrase("Write [ … ]"))
        if int(inside[0]) > listing.most:
            return entry_beyond_list(listing, match.names.question(key), int(inside[0]))
        near = [known for known in near if known.startswith(f"{key}.{inside[0]}.")]
    ends_at_object = len(inside) == (1 if listing else 0)
    if ends_at_object and key not in near:
        return Message(where, Phrase("must be an object"), Phrase("Write { … }"))
    # A path that is not written as ours are may hold a name, and no message shows that.
    remedy = did_you_mean(path, near) if plain(path) else NOTHING
    return Message(where, Phrase("is no question of this form"), remedy)
