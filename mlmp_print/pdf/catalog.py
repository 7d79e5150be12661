"""Write the catalog of a file (ISO 32000-1 7.7.2) and what hangs from it.

No author, no host and no time stand in it: the same form is the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..draw.drawing import Drawing
from ..draw.paper import Paper
from ..look.wording import Wording
from ..model.form import Form
from .archive import PRODUCER, xmp
from .content_digest import content_digest
from .layout_json import layout_json
from .objects import Name, Ref, Stream, private
from .operators import RESOURCES
from .panel_layout import PanelLayout

SETTINGS_KEY = "set"  # of a file's description: the settings that its form was drawn with
MARKS_KEY = "marks"  # false where no scan is read by marks
PAGES_KEY = "pages"  # the digest of the content of each of the form's own pages
LAYOUTS_KEY = "layouts"  # where people mark and write on each of the form's own panels
TYPING_SIZE = 12  # pt, where a field does not name its own


def release_date(form: Form) -> str:
    """The day of the form's version, as a PDF date (7.9.4)."""
    return f"D:{form.released.replace('-', '')}"


def interactive_form(fields: Sequence[Ref], regular: Ref, windows: Ref) -> dict[str, Any]:
    """The interactive form (12.7.2): its top fields, and the fonts that viewers type with."""
    font = RESOURCES["windows"]
    return {
        "Fields": fields,
        "DR": {"Font": {RESOURCES["regular"]: regular, font: windows}},
        "DA": f"/{font} {TYPING_SIZE} Tf 0 g",
    }


def metadata(wording: Wording, *, locked: bool) -> Stream:
    """The XMP metadata (14.3.2), uncompressed, so that any program finds it."""
    packet = xmp(wording.full_title, wording.look.tag, locked=locked)
    return Stream({"Type": Name("Metadata"), "Subtype": Name("XML")}, packet, plain=True)


def description(
    wording: Wording,
    schema: Mapping[str, Any],
    drawing: Drawing,
    layouts: Iterable[PanelLayout],
) -> Stream:
    """What the file tells `read` about itself, as JSON.

    It names the form, its version, language, size and settings, holds the form's JSON Schema, and
    says what is unusual in its look. So a copy can be read years later, and without the definition.
    By the digests of its pages, `read` sees what somebody drew on them. By the layouts of its
    panels a scan of it is read, also when a later version draws the form otherwise.
    """
    form, look = wording.form, wording.look
    entries: dict[str, Any] = {
        "form": form.name,
        "version": form.version,
        "language": look.lang,
        "size": drawing.paper.name,
        SETTINGS_KEY: form.settings,
        PAGES_KEY: [content_digest(content) for content in drawing.contents],
    }
    if look.ink == "gray":
        entries["ink"] = look.ink
    if look.large:
        entries["large"] = True
    if form.marks:
        entries[LAYOUTS_KEY] = [layout_json(layout) for layout in layouts]
    else:
        entries[MARKS_KEY] = False
    if look.name:
        entries["look"] = look.name
    entries["schema"] = schema
    return Stream({}, json.dumps(entries, ensure_ascii=False, separators=(",", ":")).encode())


def catalog(
    wording: Wording, paper: Paper, refs: Mapping[str, Ref], description: Ref | None = None
) -> dict[str, Any]:
    """The catalog.

    Args:
        wording: the form's language.
        paper: how the form is printed.
        refs: the page tree (`Pages`), `StructTreeRoot` and `Metadata`; `AcroForm` of a form.
        description: what a form's file tells about itself.
    """
    long_edge = paper.height > paper.width
    return {
        "Type": Name("Catalog"),
        "Pages": refs["Pages"],
        "Lang": wording.look.tag,
        "MarkInfo": {"Marked": True},
        "StructTreeRoot": refs["StructTreeRoot"],
        "AcroForm": refs.get("AcroForm"),
        "Metadata": refs["Metadata"],
        "ViewerPreferences": {
            "DisplayDocTitle": True,  # ISO 14289-1 7.1
            "PrintScaling": Name("None"),  # a scan measures the marks at their actual size
            "Duplex": Name("DuplexFlipLongEdge" if long_edge else "DuplexFlipShortEdge"),
            "PickTrayByPDFSize": True,
        },
        "PieceInfo": description and private(release_date(wording.form), description),
    }


def information(title: str) -> dict[str, Any]:
    """The information dictionary (14.3.3)."""
    return {"Title": title, "Producer": PRODUCER}
