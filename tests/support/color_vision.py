"""How far apart two colours look, also to somebody who is colour-blind.

The difference is CIEDE2000 (ISO/CIE 11664-6; formulas as in Sharma, Wu and Dalal, “The CIEDE2000
color-difference formula: implementation notes, supplementary test data, and mathematical
observations”, Color Research and Application 30, 2005). Colour blindness is simulated as in
Machado, Oliveira and Fernandes, “A physiologically-based model for simulation of color vision
deficiency”, IEEE Transactions on Visualization and Computer Graphics 15, 2009: the matrices of
severity 1.0, for linear RGB.
"""

from __future__ import annotations

from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

Rgb = tuple[float, ...]  # linear, 0 … 1
Lab = tuple[float, float, float]

SIGHTS = {
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}
TO_XYZ = (  # sRGB (IEC 61966-2-1)
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
WHITE = (0.95047, 1.0, 1.08883)  # D65


def apart(one: str, other: str, sight: str = "normal") -> float:
    """Return how far apart two colours (`#RRGGBB`) look (CIEDE2000)."""
    return ciede2000(lab(one, sight), lab(other, sight))


def lab(color: str, sight: str = "normal") -> Lab:
    """Return a colour as CIELAB, as it looks to a kind of sight."""
    seen = _times(SIGHTS[sight], tuple(_linear(color)))
    xyz = _times(TO_XYZ, tuple(min(max(part, 0.0), 1.0) for part in seen))
    fx, fy, fz = (_root(part / white) for part, white in zip(xyz, WHITE, strict=True))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def _linear(color: str) -> list[float]:
    parts = (int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def _times(matrix: tuple[Rgb, ...], color: Rgb) -> Rgb:
    return tuple(sum(a * b for a, b in zip(row, color, strict=True)) for row in matrix)


def _root(share: float) -> float:
    return share ** (1 / 3) if share > (6 / 29) ** 3 else share / (3 * (6 / 29) ** 2) + 4 / 29


def ciede2000(one: Lab, other: Lab) -> float:
    """Return the CIEDE2000 difference; the names are those of the paper."""
    l1, a1, b1 = one
    l2, a2, b2 = other
    c_mean = (hypot(a1, b1) + hypot(a2, b2)) / 2
    g = 0.5 * (1 - sqrt(c_mean**7 / (c_mean**7 + 25.0**7)))
    a1, a2 = (1 + g) * a1, (1 + g) * a2
    c1, c2 = hypot(a1, b1), hypot(a2, b2)
    h1, h2 = (degrees(atan2(b, a)) % 360 if a or b else 0.0 for a, b in ((a1, b1), (a2, b2)))
    turn = _turn(h1, h2) if c1 * c2 else 0.0
    delta_h = 2 * sqrt(c1 * c2) * sin(radians(turn / 2))
    h = _mean_hue(h1, h2) if c1 * c2 else h1 + h2
    l_mean, c_mean = (l1 + l2) / 2, (c1 + c2) / 2
    t = (
        1
        - 0.17 * cos(radians(h - 30))
        + 0.24 * cos(radians(2 * h))
        + 0.32 * cos(radians(3 * h + 6))
        - 0.20 * cos(radians(4 * h - 63))
    )
    s_l = 1 + 0.015 * (l_mean - 50) ** 2 / sqrt(20 + (l_mean - 50) ** 2)
    s_c = 1 + 0.045 * c_mean
    s_h = 1 + 0.015 * c_mean * t
    r_c = 2 * sqrt(c_mean**7 / (c_mean**7 + 25.0**7))
    r_t = -sin(radians(60 * exp(-(((h - 275) / 25) ** 2)))) * r_c
    light, chroma, hue = (l2 - l1) / s_l, (c2 - c1) / s_c, delta_h / s_h
    return sqrt(light**2 + chroma**2 + hue**2 + r_t * chroma * hue)


def _turn(h1: float, h2: float) -> float:
    """The way from one hue to another, -180 … 180 degrees."""
    turn = h2 - h1
    return turn - 360 if turn > 180 else turn + 360 if turn < -180 else turn


def _mean_hue(h1: float, h2: float) -> float:
    mean = (h1 + h2) / 2
    if abs(h1 - h2) <= 180:
        return mean
    return mean + 180 if h1 + h2 < 360 else mean - 180
