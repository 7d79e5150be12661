"""Files that are named by their rows, since these have no id, and others that an id names alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..model.messages import Message, Where
from ..model.phrases import Phrase
from ..tables.doubts import SAME_ID, doubt


@dataclass
class RowNames:
    """Rows without an id, in a table with ids. Call `add` once per person.

    Row 3 without an id becomes `3.pdf`. Where somebody else has the id 3, that file would be taken
    for theirs.
    """

    _without: list[int] = field(default_factory=list)
    _ids: set[str] = field(default_factory=set, repr=False)

    def add(self, id_: str, row: int) -> None:
        """Add the id in a row, "" for none."""
        if not id_:
            self._without.append(row)
        elif id_.isdecimal():
            self._ids.add(id_)

    def doubts(self, id_header: str) -> Iterator[Message]:
        """Yield the doubt that a file would be taken for somebody else's."""
        row = next((row for row in self._without if str(row) in self._ids), 0)
        if row:
            what = Phrase("is empty, so the file is named by its row, and that is another one's id")
            remedy = Phrase("Write an id. If the files may be called so, accept it by this code")
            yield doubt(SAME_ID, Where(row=row, column=id_header), what, remedy)
