"""Every way of a page into a picture: which printer, pens, damage, copier, scanner or phone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from PIL import Image

from . import damage, scanners
from .pens import SHARE
from .phones import Phone
from .scanners import Scanner
from .strokes import Generator

COLOR_PRINTERS = 0.65  # of all printers
PENCILS = {"pencil": 0.7, "faint": 0.3}
SCAN, BILEVEL, PHONE = "scan", "black and white", "phone"


@dataclass(frozen=True)
class Condition:
    """How a page is printed, marked and taken.

    Attributes:
        take: makes the picture of the marked sheet.
        kind: `SCAN`, `BILEVEL` or `PHONE`.
        dpi: of the scan, and of the page that a phone photographs.
        color: whether the page is simulated in colour.
        damages: what happens to the sheet before it is taken.
        pens: which pens are used, by share.
        copied_blank: whether the empty sheet comes from a copier.
    """

    name: str
    take: Callable[[damage.Sheet, Generator], Image.Image]
    kind: str = SCAN
    dpi: int = 200
    color: bool = False
    damages: tuple[damage.Damage, ...] = ()
    pens: Mapping[str, float] | None = None
    copied_blank: bool = False

    @property
    def pen_shares(self) -> dict[str, float]:
        return dict(self.pens or SHARE)

    @property
    def is_copy(self) -> bool:
        """Whether it is a copy of the marked sheet that is scanned."""
        return isinstance(self.take, Scanner) and self.take.copies > 0

    def printed(self, pixels: np.ndarray, rng: Generator) -> np.ndarray:
        """The page as it comes out of the printer, before somebody writes on it."""
        grey = bool(rng.random() > COLOR_PRINTERS)
        pixels = scanners.printer(pixels, self.dpi, rng, grey=grey)
        return scanners.copier(pixels, self.dpi, rng) if self.copied_blank else pixels

    def taken(self, pixels: np.ndarray, rng: Generator) -> tuple[Image.Image, damage.Sheet]:
        """The picture, and the sheet with what was spoilt on it."""
        sheet = damage.Sheet(pixels, self.dpi)
        for spoil in self.damages:
            spoil(sheet, rng)
        return self.take(sheet, rng), sheet


CONDITIONS = {
    condition.name: condition
    for condition in (
        Condition("clean200", Scanner(clean=True, color=True), color=True),
        Condition("gray150", Scanner(), dpi=150),
        Condition("gray200", Scanner()),
        Condition("gray300", Scanner(), dpi=300),
        Condition("color200", Scanner(color=True), color=True),
        Condition("jpeg40", Scanner(quality=(40, 40))),
        Condition("copier", Scanner(copies=1)),
        Condition("copier-pencil", Scanner(copies=1), pens=PENCILS),
        Condition("copied-blank", Scanner(), copied_blank=True),
        Condition("skew3", Scanner(skew=(2, 3))),
        Condition("scale103", Scanner(scale=(1.02, 1.03))),
        Condition("scale95", Scanner(scale=(0.94, 0.955))),
        Condition("corner-torn", Scanner(), damages=(damage.torn_corner,)),
        Condition("corner-folded", Scanner(), damages=(damage.folded_corner,)),
        Condition("holes", Scanner(color=True), color=True, damages=(damage.holes,)),
        Condition("upside-down", Scanner(turned=1)),
        Condition("dark-bed", Scanner(bed=0.08, skew=(0.5, 1.5))),
        Condition("white-bed", Scanner(bed=1.0)),
        Condition("streak", Scanner(streak=True)),
        Condition("thin-paper", Scanner(through=0.1)),
        Condition("worn", Scanner(), damages=(damage.staple, damage.creases)),
        Condition("coffee", Scanner(color=True), color=True, damages=(damage.coffee,)),
        Condition("bilevel300", Scanner(bilevel=True), BILEVEL, dpi=300),
        Condition("bilevel200", Scanner(bilevel=True, as_jpeg=True), BILEVEL),
        Condition("phone-flat", Phone(tilt=4), PHONE, color=True),
        Condition("phone-tilt", Phone(tilt=12), PHONE, color=True),
        Condition("phone-shadow", Phone(shadow=(1, 0.5)), PHONE, color=True),
        Condition("phone-motion", Phone(motion=(5, 11)), PHONE, color=True),
        Condition("phone-white", Phone(table="white"), PHONE, color=True),
        Condition("phone-small", Phone(tilt=8, sides=(1600,)), PHONE, color=True),
        Condition("phone-curl", Phone(bow=3.5, corner=3, fold=2.5), PHONE, color=True),
    )
}
