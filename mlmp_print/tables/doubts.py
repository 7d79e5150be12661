"""What in a table may be wrong, so that it is refused until somebody has looked.

Each doubt has a code. A refusal carries it; whoever has looked, and finds the table right, accepts
the doubt by naming the code.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..model.errors import AnswersError
from ..model.messages import Message, Where
from ..model.phrases import Phrase

UNKNOWN_COLUMNS = "unknown-columns"
DAMAGED_TEXT = "damaged-text"
MARKUP = "markup"
NO_OLDER_SHEET = "no-older-sheet"
OTHER_NAME = "other-name"
OTHER_ENTRY = "other-entry"
SAME_ID = "same-id"
SAME_NAME = "same-name"
TOTALS = "totals"
NO_PERSON = "no-person"
SCORES_ALONE = "scores-alone"
NULL_WORDS = "null-words"
CPR_NAMES = "cpr-names"
NO_LIST = "no-list"
NO_NAME = "no-name"
OTHER_FORM = "other-form"
LOST_COLUMNS = "lost-columns"
SEVERAL_IN_ONE = "several-in-one"
CPR_SHOWN = "cpr-shown"
DECIMAL_IDS = "decimal-ids"
MONTH_FIRST = "month-first"
SHOWN_OTHERWISE = "shown-otherwise"
STRUCK_OUT = "struck-out"

# Code → what is accepted by it, as help and docs say it.
MEANINGS = {
    UNKNOWN_COLUMNS: Phrase("most columns with something in them are left out"),
    DAMAGED_TEXT: Phrase("letters look as if they had been damaged"),
    MARKUP: Phrase("cells look like the code of a web page or a text program"),
    NO_OLDER_SHEET: Phrase("somebody has no older sheet to start from"),
    OTHER_NAME: Phrase("an older sheet has another name on it than the table"),
    OTHER_ENTRY: Phrase("a goal or the like has another text than on the older sheet"),
    SAME_ID: Phrase("several rows with one id are sheets of their own"),
    SAME_NAME: Phrase("several rows with one name are people of their own"),
    TOTALS: Phrase("a row that looks like totals or averages is a person"),
    NO_PERSON: Phrase("a row that looks like headings, a footer or a number is a person"),
    SCORES_ALONE: Phrase("a row has scores, but no goal"),
    NULL_WORDS: Phrase("a cell with NULL, None, nan or the like says that"),
    CPR_NAMES: Phrase("files are named after CPR numbers"),
    NO_LIST: Phrase("no column is a goal, step or effort"),
    NO_NAME: Phrase("no column is the name"),
    OTHER_FORM: Phrase("scores of an older sheet are those of today"),
    LOST_COLUMNS: Phrase("columns that look like goals or scores are left out"),
    SEVERAL_IN_ONE: Phrase("a list in one cell is one goal"),
    CPR_SHOWN: Phrase("a CPR number beside a name is printed with it"),
    DECIMAL_IDS: Phrase("ids end in .0"),
    MONTH_FIRST: Phrase("a column with a month first has all other dates with the day first"),
    SHOWN_OTHERWISE: Phrase("cells are filled by their value, whatever the spreadsheet shows"),
    STRUCK_OUT: Phrase("cells that are struck out are filled like all others"),
}
CODES = tuple(MEANINGS)
ABOUT_NAMES = (
    *(DAMAGED_TEXT, MARKUP, SAME_ID, SAME_NAME, TOTALS, NO_PERSON, NULL_WORDS),
    *(CPR_SHOWN, SHOWN_OTHERWISE, STRUCK_OUT),
)

_REMEDY = Phrase("If that is right, accept it by this code")


def doubt(code: str, where: Where, what: Phrase, remedy: Phrase = _REMEDY) -> Message:
    """Return the refusal of what may be wrong.

    Args:
        code: One of `CODES`.
        where: The place.
        what: What may be wrong.
        remedy: What else the user can do, in a sentence that ends with accepting.

    >>> print(doubt("unknown-columns", Where(file="t.csv"), Phrase("has 9 unknown columns")))
    t.csv: has 9 unknown columns (“unknown-columns”). If that is right, accept it by this code.
    """
    named = Phrase("{doubt} (“{code}”)", doubt=what, code=code)
    return Message(where, named, remedy, code=f"doubt:{code}")


def code_of(message: Message) -> str:
    """Return the code by which a refusal is accepted; "" for a message that is no doubt."""
    kind, _, code = message.code.partition(":")
    return code if kind == "doubt" else ""


def refuse_doubts(doubts: Iterable[Message], accepted: frozenset[str]) -> None:
    """Refuse a table with doubts that nobody has accepted.

    Raises:
        AnswersError: With all of them.
    """
    refusals = [message for message in doubts if code_of(message) not in accepted]
    if refusals:
        raise AnswersError(refusals)
