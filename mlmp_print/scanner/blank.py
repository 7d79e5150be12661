"""One panel of an empty sheet: what a scan of a filled one is compared with."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..pdf.panel_layout import PanelLayout


@dataclass(frozen=True)
class Blank:
    """One panel of an empty sheet.

    Attributes:
        layout: Where a person marks and writes on it.
        pdf: The empty sheet, of which `layout.page_index` names the page.
    """

    layout: PanelLayout
    pdf: bytes = field(repr=False)
