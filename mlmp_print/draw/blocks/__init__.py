"""The blocks: parts of a page that draw ink and place fields. One file each; `BLOCKS` is how a form's TOML names them."""

from __future__ import annotations

from typing import Any

from .ask import Ask
from .backpack import Backpack
from .board import Board
from .car_park import CarPark
from .choice import Choice
from .cycle import Cycle
from .goal_flag import GoalFlag
from .goals import Goals
from .lead import Lead
from .lines import Lines
from .open_book import OpenBook
from .pane import Pane
from .progress import Progress
from .review import Review
from .rings import Rings
from .row import Row
from .score_row import ScoreRow
from .score_steps import ScoreSteps
from .stairs import Stairs
from .table import Table
from .title import Title
from .well import Well
from .wheel import Wheel
from .zone import Zone

BLOCKS: dict[str, type[Any]] = {
    "ask": Ask,
    "board": Board,
    "backpack": Backpack,
    "car_park": CarPark,
    "goal_flag": GoalFlag,
    "goals": Goals,
    "lead": Lead,
    "lines": Lines,
    "open_book": OpenBook,
    "pane": Pane,
    "score_row": ScoreRow,
    "score_steps": ScoreSteps,
    "stairs": Stairs,
    "title": Title,
    "well": Well,
    "wheel": Wheel,
    "zone": Zone,
    "progress": Progress,
    "review": Review,
    "rings": Rings,
    "row": Row,
    "table": Table,
    "choice": Choice,
    "cycle": Cycle,
}
