"""Find the panels on one picture, and lay each on its blank."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PIL import Image, ImageFilter

from ..pdf.sheet_codes import SheetCode
from .blank import Blank
from .codes import PanelCodes, find_codes, panel_codes
from .flat import FlatPanel, Refusal, RefusedError, RefusedPanel
from .flatten import flatten
from .homography import scale_at
from .ink import measure_ink, wrong_cells
from .place import find_place
from .reference import reference

Blanks = Callable[[SheetCode], Blank]

DPI_LEAST = 100
MISSING_MOST = 0.22  # of the blank's black print
LIKENESS_LEAST = 0.35  # correlation with the blank
WRONG_CELLS_MOST = 3  # of six: a corner that is torn off has three
BLURRED_FROM = 1.5  # mm: the width of an edge
SMOOTHED_BILEVEL = 0.9  # pixels


def flat_panels(picture: Image.Image, blanks: Blanks) -> list[FlatPanel | RefusedPanel]:
    """Find the panels on one picture; on A3 there may be two.

    Args:
        picture: In grey or RGB.
        blanks: Finds the blank that a code names; it may raise `RefusedError`.

    Returns:
        The panels, from the first to the last, each as it was found or why it was not. None: the
        picture is of the blank back of a sheet.
    """
    gray = picture.convert("L")
    bilevel = is_bilevel(gray)
    if bilevel:
        gray = gray.filter(ImageFilter.GaussianBlur(SMOOTHED_BILEVEL))
    try:
        found = panel_codes(find_codes(gray))
    except RefusedError as error:
        return [_refused(error)]
    results: list[FlatPanel | RefusedPanel] = []
    for codes in found:
        try:
            results.append(_flat_panel(picture, gray, codes, blanks(codes.code), bilevel=bilevel))
        except RefusedError as error:
            results.append(_refused(error, codes.code))
    return results


def is_bilevel(gray: Image.Image) -> bool:
    """Tell whether a picture has only black and white, and both."""
    counts = gray.histogram()
    black, white, every = sum(counts[:6]), sum(counts[250:]), sum(counts)
    return black + white > 0.995 * every and black > 0.003 * every


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
    if place.sharpness > BLURRED_FROM:
        raise RefusedError(Refusal.BLURRED)
    laid = flatten(gray, place.homography, drawn)
    inked = measure_ink(laid.picture, drawn, bilevel=bilevel)
    if len(wrong_cells(inked.shade, layout.size)) > WRONG_CELLS_MOST:
        raise RefusedError(Refusal.WRONG_CELLS)
    if laid.likeness < LIKENESS_LEAST or inked.missing > MISSING_MOST:
        raise RefusedError(Refusal.PRINT_MISSING)
    shift = laid.warp.displacement
    return FlatPanel(
        code=codes.code,
        layout=layout,
        shade=inked.shade,
        expected=inked.expected,
        ink=inked.ink,
        flat=drawn.flat,
        print=drawn.print,
        black=inked.black,
        pale=inked.pale,
        noise=inked.noise,
        threshold=inked.threshold,
        bilevel=bilevel,
        missing=inked.missing,
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
