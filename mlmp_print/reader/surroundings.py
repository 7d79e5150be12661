"""Look at everything in a file that is no field: annotations, pages, attachments, signatures."""

from __future__ import annotations

from collections.abc import Sequence

from pypdf.generic import DictionaryObject

from ..model.losses import ANNOTATIONS
from ..model.messages import Where
from ..model.phrases import Phrase
from .annotations import add_annotations
from .attachment import add_attachments
from .beside import BesideFields, beside_note
from .fields import FieldTree
from .footers import footers
from .found_fields import FoundFields
from .page_content import OwnPages, PageContents, compare_pages
from .signatures import add_signatures

_UNREADABLE = Phrase(
    "is broken where it is no field: whether something stands beside the fields cannot be told"
)


def look_beside(
    found: FoundFields, tree: FieldTree, root: DictionaryObject, pages: Sequence[DictionaryObject]
) -> None:
    """Note what stands beside the fields of a file. What is broken there costs no answers."""
    collected = BesideFields()
    try:
        _collect(collected, found, tree, root, pages)
    except MemoryError:
        raise
    except Exception:  # pypdf raises errors of many classes
        collected.notes.append(beside_note(Where(path="file"), _UNREADABLE, ANNOTATIONS))
    collected.end()
    found.beside += collected.found
    found.notes += collected.notes


def _collect(
    collected: BesideFields,
    found: FoundFields,
    tree: FieldTree,
    root: DictionaryObject,
    pages: Sequence[DictionaryObject],
) -> None:
    add_annotations(collected, tree.beside, pages)
    own, contents = OwnPages.of(found.description), PageContents()
    found.incomplete = compare_pages(collected, own, pages, contents)
    add_attachments(collected, root, pages)
    add_signatures(collected, tree)
    if found.incomplete or own.digests is None:
        found.footers += footers(pages, contents)
