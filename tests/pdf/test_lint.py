"""The structure lint finds planted faults, and none in a sheet of ours.

`test_pdf` runs it over all sheets.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pikepdf
import pytest
from lint import faults
from sheets import Sheet, pdf

PETER = Sheet("peter")


def row(document: pikepdf.Pdf, key: int) -> pikepdf.Object:
    """The parent tree's entry for a key."""
    numbers = list(document.Root.StructTreeRoot.ParentTree.Nums)
    return numbers[[int(number) for number in numbers[::2]].index(key) * 2 + 1]


def form_elements(document: pikepdf.Pdf) -> list[pikepdf.Object]:
    """The elements of the first page's widgets."""
    return [row(document, int(widget.StructParent)) for widget in document.pages[0].Annots]


def replaced(document: pikepdf.Pdf, old: bytes, new: bytes) -> None:
    """Change the first page's content stream."""
    content = document.pages[0].Contents
    data = content.read_bytes()
    assert old in data
    content.write(data.replace(old, new, 1))


def swap_parents(document: pikepdf.Pdf) -> None:
    first = row(document, 0)
    first[0], first[1] = first[1], first[0]


def swap_widget_parents(document: pikepdf.Pdf) -> None:
    one, other = document.pages[0].Annots[0], document.pages[0].Annots[1]
    one.StructParent, other.StructParent = other.StructParent, one.StructParent


def double_mcid(document: pikepdf.Pdf) -> None:
    replaced(document, b"/MCID 1>>", b"/MCID 0>>")


def lose_mcid(document: pikepdf.Pdf) -> None:
    data = document.pages[0].Contents.read_bytes()
    tag = re.search(rb"/P <</MCID \d+>> BDC", data)
    assert tag
    replaced(document, tag[0], b"/Artifact BMC")


def nest_marks(document: pikepdf.Pdf) -> None:
    replaced(document, b"EMC", b"/Artifact BMC EMC EMC")


def never_end(document: pikepdf.Pdf) -> None:
    replaced(document, b"EMC", b"")


def repoint_objr(document: pikepdf.Pdf) -> None:
    one, other = form_elements(document)[:2]
    one.K.Obj = other.K.Obj


def objr_on_another_page(document: pikepdf.Pdf) -> None:
    form_elements(document)[0].K.Pg = document.pages[1].obj


def wrong_parent(document: pikepdf.Pdf) -> None:
    form_elements(document)[0].P = document.Root.StructTreeRoot


def wrong_page(document: pikepdf.Pdf) -> None:
    row(document, 0)[0].Pg = document.pages[1].obj


def orphan(document: pikepdf.Pdf) -> None:
    section = row(document, 0)[0].P
    section.K = pikepdf.Array(
        [kid for kid in section.K if kid.objgen != row(document, 0)[0].objgen]
    )


def stray_element(document: pikepdf.Pdf) -> None:
    top = document.Root.StructTreeRoot
    document.Root.Stray = document.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.P, P=top)
    )


def reverse_annotations(document: pikepdf.Pdf) -> None:
    page = document.pages[0]
    page.Annots = pikepdf.Array(reversed(list(page.Annots)))


def not_a_form(document: pikepdf.Pdf) -> None:
    form_elements(document)[0].S = pikepdf.Name.P


def untagged_widget(document: pikepdf.Pdf) -> None:
    del document.pages[0].Annots[0].StructParent


def unsorted_keys(document: pikepdf.Pdf) -> None:
    tree = document.Root.StructTreeRoot.ParentTree
    numbers = list(tree.Nums)
    tree.Nums = pikepdf.Array([*numbers[2:], *numbers[:2]])


PLANTED: dict[Callable[[pikepdf.Pdf], None], str] = {
    swap_parents: "page 1: MCID 0 leads to P",
    swap_widget_parents: "page 1: widget 0 leads to Form",
    double_mcid: "page 1: MCID 0 is there 2 times",
    lose_mcid: "which is not on the page",
    nest_marks: "is inside of",
    never_end: "does not end",
    repoint_objr: "which leads elsewhere",
    objr_on_another_page: "leads to an object that is not on its page",
    wrong_parent: "names a parent that is not the one whose kid it is",
    wrong_page: "does not have it on that page",
    orphan: "is not reached from the root",
    stray_element: "is not reached from the root",
    reverse_annotations: "page 1: the widgets are not in reading order",
    not_a_form: "not to a Form",
    untagged_widget: "widget 0 has no element in the parent tree",
    unsorted_keys: "the keys of the parent tree do not rise",
}


def test_our_sheet_has_no_fault() -> None:
    assert faults(pdf(PETER)) == []


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
def test_a_planted_fault_is_found(plant: Callable[[pikepdf.Pdf], None]) -> None:
    document = pikepdf.open(io.BytesIO(pdf(PETER)))
    plant(document)
    out = io.BytesIO()
    document.save(out)
    found = faults(out.getvalue())
    assert any(PLANTED[plant] in fault for fault in found), found
