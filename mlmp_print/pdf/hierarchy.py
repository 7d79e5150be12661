"""The tree of form fields (ISO 32000-1 12.7.3.2): a field's full name is the path of its question.

`goals.1.score` is the field `score` in the field `1` in the field `goals`. A partial name holds no
dots, so each part of a path is a field of its own.
"""

from __future__ import annotations

from .objects import Book, Ref


class FieldHierarchy:
    """Fields by path. Those above them, which only hold other fields, appear as they are needed."""

    def __init__(self) -> None:
        self._parents: dict[str, Ref] = {}
        self._kids: dict[str, list[Ref]] = {"": []}

    @property
    def top(self) -> list[Ref]:
        """The fields that no other field holds."""
        return self._kids[""]

    def add(self, path: str, field: Ref) -> tuple[Ref | None, str]:
        """Hang a field into the tree; return its parent, if it has one, and its partial name."""
        above, _, name = path.rpartition(".")
        parent = self._parent(above) if above else None
        self._kids[above].append(field)
        return parent, name

    def add_parents(self, book: Book) -> None:
        """Add the fields that only hold others to a book, once all others are in the tree."""
        for path, ref in self._parents.items():
            above, _, name = path.rpartition(".")
            parent = self._parents[above] if above else None
            book.add({"T": name, "Parent": parent, "Kids": self._kids[path]}, ref)

    def _parent(self, path: str) -> Ref:
        if path not in self._parents:
            self._parents[path], self._kids[path] = Ref(), []
            self.add(path, self._parents[path])
        return self._parents[path]
