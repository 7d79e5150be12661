"""The parts of the kit's page, which stand in `assets/kit/page.html`."""

from __future__ import annotations

from ..look.page_parts import PageParts

render = PageParts("kit/page.html").render
