"""Where the data lie that are not code: forms and assets."""

from __future__ import annotations

from pathlib import Path


def data_folder(name: str) -> Path:
    """Return the folder `forms` or `assets`: in the installed package, or beside it in a checkout.

    >>> (data_folder("assets") / "languages" / "da.toml").is_file()
    True
    """
    package = Path(__file__).parent.parent
    inside = package / "data" / name
    return inside if inside.is_dir() else package.parent / name
