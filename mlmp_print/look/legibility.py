"""Check that a look's words and lines stand out from their ground, also on a gray printer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..model.errors import DefinitionError
from ..model.messages import Message, Where, quoted
from ..model.phrases import Phrase
from .assets import ThemeStyle
from .colors import Color, contrast

READABLE, VISIBLE = 4.5, 3.0  # least contrast of words and of lines (WCAG 2.1, 1.4.3 and 1.4.11)
GRAY_STEP = 0.08  # least difference of neighbours on the wheel on a black-and-white printer


def check_legible(color: Callable[[str], Color], themes: Sequence[ThemeStyle], file: str) -> None:
    """Check that words and lines stand out, and neighbours on the wheel differ in grey.

    Whether words fit is not checked here but when a form is drawn.

    Args:
        color: Returns the ink of a colour of the look.
        themes: The life themes in the order of the wheel.
        file: What messages call the look.

    Raises:
        DefinitionError: With the colours and their contrast.
    """
    pairs = [
        ("ink", "paper", READABLE),
        ("soft", "paper", READABLE),
        ("answer", "paper", READABLE),
        ("line", "paper", VISIBLE),
        ("ink", "figure", READABLE),
    ]
    pairs += [("ink", f"theme.{theme.key}", READABLE) for theme in themes]
    for front, back, least in pairs:
        ratio = contrast(color(front), color(back))
        if ratio < least:
            what = Phrase(
                "“{front}” on “{back}” has a contrast of {ratio:.1f}:1; {least:g}:1 is needed",
                front=front,
                back=back,
                ratio=ratio,
                least=least,
            )
            raise DefinitionError(Message(Where(file=file), what))
    for theme, neighbour in zip(themes, [*themes[1:], themes[0]], strict=True):
        if abs(theme.gray - neighbour.gray) < GRAY_STEP:
            what = Phrase(
                "{theme} and {neighbour} are neighbours with grays less than {least} apart",
                theme=quoted(theme.key),
                neighbour=quoted(neighbour.key),
                least=GRAY_STEP,
            )
            raise DefinitionError(Message(Where(file=file), what))
