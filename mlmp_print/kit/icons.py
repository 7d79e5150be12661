"""Drawings of the kit's own, as SVG: the municipality's logo."""

from __future__ import annotations

from ..look.assets import Logo
from ..look.page_drawings import outline
from ..look.page_parts import join
from ..look.picture_library import as_file
from .markup import render


def logo_file(logo: Logo) -> str:
    """The path of the municipality's logo in the kit."""
    ending = as_file(logo.picture)[0] if logo.picture else ".svg"
    return f"logo{ending}"


def logo_data(logo: Logo) -> bytes:
    """The bytes of the logo's file: the municipality's picture, or an SVG of its shapes.

    The SVG is written anew from shapes and colours, so that no script in the municipality's file
    reaches the kit.
    """
    if logo.picture:
        return as_file(logo.picture)[1]
    shapes = [
        render("logo_shape", outline=outline(steps), fill=fill) for steps, fill in logo.shapes
    ]
    size = {"width": f"{logo.width:g}", "height": f"{logo.height:g}"}
    return render("logo_file", shapes=join(shapes), **size).encode()
