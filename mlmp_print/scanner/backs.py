"""Tell the blank back of a sheet from a page that lacks its codes."""

from __future__ import annotations

from PIL import Image

INK_MOST = 0.003  # of the page
DARK = 0.75  # of the paper's brightness: print that shines through from the front is paler
EDGE = 0.04  # of each side: scanners draw shadows along the edge of the paper
_SIDE = 1000  # pixels that are looked at


def is_blank_back(picture: Image.Image) -> bool:
    """Whether nothing stands on a page.

    >>> is_blank_back(Image.new("L", (1240, 1754), 250))
    True
    """
    gray = picture.convert("L")
    gray.thumbnail((_SIDE, _SIDE), Image.Resampling.BOX)
    wide, high = gray.size
    across, down = int(wide * EDGE), int(high * EDGE)
    counts = gray.crop((across, down, wide - across, high - down)).histogram()
    every = sum(counts)
    if not every:
        return False
    paper, seen = 255, counts[255]
    while seen < every / 2:  # the middle of all pixels is paper
        paper -= 1
        seen += counts[paper]
    return paper >= 100 and sum(counts[: int(paper * DARK)]) < INK_MOST * every
