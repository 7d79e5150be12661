"""The blocks: parts of a page that draw ink and place fields. One file each; `BLOCKS` is how a form's TOML names them."""

from __future__ import annotations

from typing import Any

from .ask import Ask
from .goals import Goals
from .title import Title
from .wheel import Wheel
from .zone import Zone

BLOCKS: dict[str, type[Any]] = {"title": Title, "ask": Ask, "zone": Zone, "wheel": Wheel, "goals": Goals}
