"""Find what a PDF would have a viewer do: run JavaScript, start a program, send answers somewhere.

We do none of it, and report that it is there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from pypdf.generic import DictionaryObject

from ..model.phrases import Phrase
from .objects import Key, array, dictionary, key, state

_LONGEST = 100  # of a chain of actions; a hostile one may lead back to its beginning
# The types of ISO 32000-1 12.6.4 that reach out of the file.
_WARNINGS = {
    "JavaScript": Phrase("holds JavaScript, which is never run here"),
    "Launch": Phrase("would start a program, which is never done here"),
    "URI": Phrase("holds links to the network, which are never opened here"),
    "SubmitForm": Phrase("would send its answers somewhere, which is never done here"),
    "ImportData": Phrase("would read another file, which is never done here"),
    "GoToR": Phrase("leads to another file, which is never opened here"),
    "Rendition": Phrase("would play a film or a sound, which is never done here"),
}
_XFA = Phrase(
    "holds an XFA form too, which is not read: what was typed there alone is not in the answers"
)


def warnings(
    root: DictionaryObject, form: DictionaryObject, pages: Iterable[DictionaryObject]
) -> Iterator[Phrase]:
    """One sentence for each type of action in the file, and one for an XFA form beside ours."""
    scripts = "/JavaScript" in dictionary(root.get("/Names"))
    yield from action_warnings(_holders(root, pages), scripts=scripts)
    if "/XFA" in form:
        yield _XFA


def action_warnings(holders: Iterable[DictionaryObject], *, scripts: bool) -> Iterator[Phrase]:
    """One sentence for each type of action that objects have.

    Args:
        holders: The objects.
        scripts: Whether there is JavaScript elsewhere.
    """
    kinds = {kind for holder in holders for kind in _kinds(holder)}
    return warnings_of_kinds(kinds | {"JavaScript"} if scripts else kinds)


def warnings_of_kinds(kinds: Collection[str]) -> Iterator[Phrase]:
    """One sentence for each type of action among the names of types."""
    for kind, warning in _WARNINGS.items():
        if kind in kinds:
            yield warning


def _holders(
    root: DictionaryObject, pages: Iterable[DictionaryObject]
) -> Iterator[DictionaryObject]:
    """The objects that may have actions: catalog, pages, annotations, fields (12.6.2)."""
    yield root
    parents: dict[Key, Any] = {}  # the buttons of a group have one
    for page in pages:
        yield page
        for annotation in map(dictionary, array(page.get("/Annots"))):
            yield annotation
            if "/Parent" in annotation:
                parent = annotation.get("/Parent")
                parents[key(parent)] = parent
    yield from map(dictionary, parents.values())


def _kinds(holder: DictionaryObject) -> Iterator[str]:
    """The types of an object's actions, and of those that follow them."""
    queue: list[Any] = [holder.get(key) for key in ("/OpenAction", "/A") if key in holder]
    if "/AA" in holder:
        queue += dictionary(holder.get("/AA")).values()
    for _ in range(_LONGEST):
        if not queue:
            return
        action = dictionary(queue.pop())
        kind = state(action.get("/S"))
        if kind:
            yield kind
        following = action.get("/Next")
        queue += array(following)[:_LONGEST] or ([following] if following is not None else [])
