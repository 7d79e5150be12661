"""What a PDF would have a viewer do: run JavaScript, start a program, send answers somewhere. We do none of it, and say that it is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pypdf.generic import DictionaryObject

from .objects import array, dictionary, state

_LONGEST = 100  # a chain of actions that follow each other
# Action types of ISO 32000-1 12.6.4 that reach out of the file.
_SAID = {
    "JavaScript": "holds JavaScript, which is never run here",
    "Launch": "would start a program, which is never done here",
    "URI": "holds links to the network, which are never opened here",
    "SubmitForm": "would send its answers somewhere, which is never done here",
    "ImportData": "would read another file, which is never done here",
    "GoToR": "leads to another file, which is never opened here",
    "Rendition": "would play a film or a sound, which is never done here",
}


def warnings(
    root: DictionaryObject, form: DictionaryObject, pages: Iterable[DictionaryObject]
) -> Iterator[str]:
    """A sentence for each sort of action in the file, and for a second form in it that is not read."""
    found = {kind for holder in _holders(root, pages) for kind in _kinds(holder)}
    if "/JavaScript" in dictionary(root.get("/Names")):
        found.add("JavaScript")
    yield from (said for kind, said in _SAID.items() if kind in found)
    if "/XFA" in form:
        yield "holds an XFA form too, which is not read: what was typed there alone is not in the answers"


def _holders(
    root: DictionaryObject, pages: Iterable[DictionaryObject]
) -> Iterator[DictionaryObject]:
    """What may have actions: the catalog, pages, and what lies on them (12.6.2)."""
    yield root
    for page in pages:
        yield page
        for annotation in map(dictionary, array(page.get("/Annots"))):
            yield annotation
            if "/Parent" in annotation:
                yield dictionary(annotation.get("/Parent"))


def _kinds(holder: DictionaryObject) -> Iterator[str]:
    todo: list[Any] = [holder.get(key) for key in ("/OpenAction", "/A") if key in holder]
    if "/AA" in holder:
        todo += dictionary(holder.get("/AA")).values()
    for _ in range(_LONGEST):
        if not todo:
            return
        action = dictionary(todo.pop())
        kind = state(action.get("/S"))
        if kind:
            yield kind
        following = action.get("/Next")
        todo += array(following)[:_LONGEST] or ([following] if following is not None else [])
