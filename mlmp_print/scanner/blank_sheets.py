"""An empty sheet as a PDF: what it says of itself, and the layout of each of its panels.

Sheets that are drawn here and sheets that somebody has kept are read alike. The sandbox does this.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..model.errors import PdfError
from ..model.phrases import Phrase
from ..model.schema import kinds_in
from ..pdf.catalog import LAYOUTS_KEY
from ..pdf.layout_json import PANELS, SCHEME, layouts_of
from ..pdf.panel_layout import PanelLayout
from ..pdf.sheet_codes import PanelKey
from ..reader.description import checked, sheet_options
from ..reader.pdf import find_fields
from ..reader.sheet import Read
from .blank import Blank


@dataclass(frozen=True)
class BlankSheet:
    """An empty sheet.

    Attributes:
        about: Its form, version, language, questions, and how it was drawn; no answers.
        layouts: The layout of each of its panels.
        pdf: The file.
    """

    about: Read = field(repr=False)
    layouts: tuple[PanelLayout, ...] = field(repr=False)
    pdf: bytes = field(repr=False)

    @classmethod
    def of_pdf(cls, pdf: bytes) -> BlankSheet:
        """Return the sheet in a PDF.

        Raises:
            PdfError: It is no sheet of ours, or does not say where people mark.
            EncryptedError: It is encrypted.
        """
        description = checked(find_fields(pdf).description)
        content = {"scheme": SCHEME, PANELS: description.get(LAYOUTS_KEY)}
        try:
            layouts = layouts_of(content)
        except ValueError:
            layouts = ()
        form = description["form"]
        if not layouts or not form:
            what = Phrase("is no empty sheet that a scan can be compared with")
            raise PdfError(what, code="no-layout")
        about = Read(
            form=form,
            version=description["version"],
            language=description["language"],
            answers={},
            kinds=kinds_in(description.get("schema")),
            drawn=sheet_options(description),
        )
        return cls(about, layouts, pdf)

    @property
    def paper(self) -> str:
        """What the codes of all its panels say of the form and the variant."""
        return self.layouts[0].key.paper

    @cached_property
    def blanks(self) -> Mapping[PanelKey, Blank]:
        """Each of its panels."""
        return {layout.key: Blank(layout, self.pdf) for layout in self.layouts}
