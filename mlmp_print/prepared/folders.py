"""Where the files lie that are not code: in the installed package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent.parent


def data_folder(name: str) -> Path:
    """Return the folder `forms`, `assets` or `prepared`.

    >>> (data_folder("assets") / "languages" / "da.toml").is_file()
    True
    """
    inside = PACKAGE / "data" / name
    return inside if inside.is_dir() else PACKAGE.parent / name
