"""Find the panels on one picture, and lay each on its blank."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PIL import Image, ImageFilter

from ..pdf.sheet_codes import SheetCode
from .backs import is_blank_back
from .bilevel import is_bilevel
from .blank import Blank
from .codes import PanelCodes, find_codes, panel_codes
from .flat import FlatPanel, Refusal, RefusedError, RefusedPanel
from .flatten import flatten
from .homography import Matrix, moved, scale_at
from .ink import measure_ink, wrong_cells
from .place import find_place
from .reference import reference
from .warp import Warp

Blanks = Callable[[SheetCode], Blank]
Found = FlatPanel | RefusedPanel

DPI_LEAST = 100
SIDE_LEAST = 400  # pixels: half of A5 at 100 dpi
MISSING_MOST = 0.22  # of the blank's black print
LIKENESS_LEAST = 0.35  # correlation with the blank
WRONG_CELLS_MOST = 3  # of six: a corner that is torn off has three
BLURRED_FROM = 0.55  # mm, the width of an edge: print that is missing is blurred, then
SMOOTHED_BILEVEL = 0.9  # pixels
SHARE_LEAST = 0.6  # of a second panel that is on the picture, if that panel is


def flat_panels(picture: Image.Image, blanks: Blanks) -> list[Found]:
    """Find the panels on one picture; on A3 there may be two.

    Args:
        picture: In grey or RGB.
        blanks: Finds the blank that a code names; it may raise `RefusedError`.

    Returns:
        The panels, from the first to the last, each as it was found or why it was not. A picture
        without a code of ours has one that is refused; it may be the blank back of a sheet.
    """
    if min(picture.size) < SIDE_LEAST:
        return [_refused(RefusedError(Refusal.TOO_COARSE))]
    gray = picture.convert("L")
    if is_blank_back(gray):  # half of all pages, where sheets have one printed side
        return [_refused(RefusedError(Refusal.NO_CODE))]
    bilevel = is_bilevel(gray)
    if bilevel:
        gray = gray.filter(ImageFilter.GaussianBlur(SMOOTHED_BILEVEL))
    try:
        panels = panel_codes(find_codes(gray))
        _check_one_sheet(panels)
        return _panels(picture, gray, panels, blanks, bilevel=bilevel)
    except RefusedError as error:
        return [_refused(error)]


def _panels(
    picture: Image.Image,
    gray: Image.Image,
    panels: list[PanelCodes],
    blanks: Blanks,
    *,
    bilevel: bool,
) -> list[Found]:
    """Lay each panel on its blank. Raises RefusedError if they lie on different pages."""
    results: list[Found] = []
    pages: set[int] = set()
    for codes in panels:
        try:
            blank = blanks(codes.code)
            pages.add(blank.layout.page_index)
            results.append(_flat_panel(picture, gray, codes, blank, bilevel=bilevel))
        except RefusedError as error:
            results.append(_refused(error, codes.code))
    if len(pages) > 1:
        raise RefusedError(Refusal.TWO_SHEETS, code=panels[0].code)
    if len(panels) == 1 and isinstance(results[0], FlatPanel):
        return _with_other(results[0], picture, gray, blanks, bilevel=bilevel)
    return results


def _check_one_sheet(panels: list[PanelCodes]) -> None:
    """Raises RefusedError if panels are of different sheets."""
    first = panels[0].code
    for codes in panels[1:]:
        code = codes.code
        of_one = (code.key.paper, code.key.kind, code.key.panels, code.sheet_id) == (
            first.key.paper,
            first.key.kind,
            first.key.panels,
            first.sheet_id,
        )
        if not of_one:
            raise RefusedError(Refusal.TWO_SHEETS, code=first)


# The other half of A3 ---------------------------------------------------------------------------


def _with_other(
    found: FlatPanel, picture: Image.Image, gray: Image.Image, blanks: Blanks, *, bilevel: bool
) -> list[Found]:
    """Look again for the panel beside one, since its codes were not found at first glance.

    Without that, half of a sheet would be lost in silence.
    """
    drawn = reference(blanks(found.code))
    if not drawn.beside:
        return [found]
    is_left = not found.layout.origin[0]
    other = _beside(found, gray, drawn.size, 1 if is_left else -1)
    if other is None or is_blank_back(other):
        return [found]
    again = panel_codes(find_codes(gray, thorough=True))
    _check_one_sheet(again)
    rest = [codes for codes in again if codes.code != found.code]
    if not rest:
        lost = _refused(RefusedError(Refusal.NO_CODE))
        return [found, lost] if is_left else [lost, found]
    results: list[Found] = [found]
    for codes in rest:
        try:
            blank = blanks(codes.code)
            results.append(_flat_panel(picture, gray, codes, blank, bilevel=bilevel))
        except RefusedError as error:
            results.append(_refused(error, codes.code))
    return results if is_left else results[::-1]


def _beside(
    found: FlatPanel, gray: Image.Image, size: tuple[int, int], side: int
) -> Image.Image | None:
    """The half of the paper beside a panel, straightened; None if it is not on the picture.

    Args:
        found: The panel.
        gray: The picture.
        size: Width and height of a panel, pixels.
        side: 1 for the half to the right, -1 for that to the left.
    """
    wide, high = found.layout.size
    step = np.array([[1.0, 0.0, side * wide], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    matrix: Matrix = found.warp.homography @ step
    x, y = np.meshgrid(np.linspace(0, wide, 9), np.linspace(0, high, 9))
    places = moved(matrix, np.column_stack([x.ravel(), y.ravel()]))
    inside = (places >= 0).all(1) & (places < gray.size).all(1)
    if inside.mean() < SHARE_LEAST:
        return None
    return Warp(matrix).flattened(gray, size)


# One panel --------------------------------------------------------------------------------------


def _flat_panel(
    picture: Image.Image, gray: Image.Image, codes: PanelCodes, blank: Blank, *, bilevel: bool
) -> FlatPanel:
    """Lay a panel on its blank. Raises RefusedError."""
    layout, drawn = blank.layout, reference(blank)
    place = find_place(np.asarray(gray), codes, layout.size)
    middle = layout.size[0] / 2, layout.size[1] / 2
    dpi = scale_at(place.homography, middle) * 25.4
    if dpi < DPI_LEAST:
        raise RefusedError(Refusal.TOO_COARSE)
    laid = flatten(gray, place.homography, drawn)
    inked = measure_ink(laid.picture, drawn, bilevel=bilevel)
    if len(wrong_cells(inked.shade, layout.size)) > WRONG_CELLS_MOST:
        raise RefusedError(Refusal.WRONG_CELLS)
    if laid.likeness < LIKENESS_LEAST or inked.missing > MISSING_MOST:
        is_blurred = place.sharpness > BLURRED_FROM
        raise RefusedError(Refusal.BLURRED if is_blurred else Refusal.PRINT_MISSING)
    shift = laid.warp.displacement
    return FlatPanel(
        code=codes.code,
        layout=layout,
        shade=inked.shade,
        expected=inked.expected,
        ink=inked.ink,
        dim=inked.dim,
        flat=drawn.flat,
        print=drawn.print,
        black=inked.black,
        pale=inked.pale,
        faintest=inked.faintest,
        noise=inked.noise,
        threshold=inked.threshold,
        bilevel=bilevel,
        missing=inked.missing,
        streaks=inked.streaks,
        moved=shift.farthest if shift else 0.0,
        residual=place.residual,
        sharpness=place.sharpness,
        dpi=dpi,
        image=np.asarray(laid.picture),
        warp=laid.warp,
        source=picture,
    )


def _refused(error: RefusedError, code: SheetCode | None = None) -> RefusedPanel:
    return RefusedPanel(error.refusal, error.code or code, error.why or error.refusal.value)
