"""That no question has two columns: nobody could say which one holds the answer."""

from __future__ import annotations

from collections.abc import Mapping

from ..look.sheet_names import SheetNames
from ..model.errors import AnswersError
from ..model.messages import Message, Where, quoted, shortened
from ..model.phrases import Phrase, PhraseTemplate
from ..model.toml_text import toml_text
from .name_columns import NAME


def check_single_use(paths: Mapping[str, str | None], names: SheetNames, heading_row: int) -> None:
    """Check that no two columns are one question.

    Args:
        paths: Header of each column → path of its question, or None.
        names: What the sheet calls its questions.
        heading_row: The number of the row with the headings, for messages; 0 without one.

    Raises:
        AnswersError: Two columns are one question.
    """
    headers: dict[str, str] = {}  # path → header
    for header, path in paths.items():
        if not path:
            continue
        first = headers.setdefault(path, header)
        if first != header:
            template = PhraseTemplate(
                "the columns {first} and {second} are both the question {path}"
            )
            question = quoted(names.question(path))
            what = template.phrase(first=quoted(first), second=quoted(header), path=question)
            remedy = Phrase('Leave one out: write "its heading" = "" under [columns] of a map')
            if path == NAME:
                remedy = _name_remedy(first, header)
            raise AnswersError([Message(Where(row=heading_row), what, remedy)])


def _name_remedy(first: str, second: str) -> Phrase:
    template = PhraseTemplate(
        "If the name stands in both, write {setting} at the top of the map, and neither under "
        '[columns]; else leave one out with ""'
    )
    names = ", ".join(toml_text(shortened(header)) for header in (first, second))
    return template.phrase(setting=f"name = [{names}]")
