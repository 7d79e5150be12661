"""What a screen draws of a look: the life themes with their colours, names and icons."""

from __future__ import annotations

from typing import Any

from ..look.look import Look
from ..look.page_drawings import css, outline


def themes(look: Look) -> list[dict[str, Any]]:
    """Return the life themes, clockwise round the wheel from the top.

    >>> from mlmp_print.look import look as looks
    >>> themes(looks.load("da"))[2]["name"]
    'Mobilitet'
    """
    return [
        {
            "key": theme.key,
            "name": " ".join(look.say(f"themes.{theme.key}").split()),
            "explained": look.explained_theme(theme.key),
            "color": css(look.color(f"theme.{theme.key}")),
            "icon": outline(look.icon(theme.icon)),  # in 24 × 24
        }
        for theme in look.themes
    ]
