"""The blocks: parts of a page that draw ink and place fields, one block a file.

To add a block, add its file and name it in `BLOCKS`.
"""

from __future__ import annotations

from typing import Any

from .afternoons import AfternoonsBlock
from .agenda import AgendaBlock
from .ask import AskBlock
from .backpack import BackpackBlock
from .board import BoardBlock
from .car_park import CarParkBlock
from .choice import ChoiceBlock
from .choice_cards import ChoiceCardsBlock
from .cycle import CycleBlock
from .faces import FacesBlock
from .fact import FactBlock
from .goal_flag import GoalFlagBlock
from .goals import GoalsBlock
from .lead import LeadBlock
from .lines import LinesBlock
from .open_book import OpenBookBlock
from .pane import PaneBlock
from .photo import PhotoBlock
from .progress import ProgressBlock
from .progress_legend import ProgressLegendBlock
from .review import ReviewBlock
from .rings import RingsBlock
from .row import RowBlock
from .score_row import ScoreRowBlock
from .score_steps import ScoreStepsBlock
from .sheet_picture import SheetPictureBlock
from .sign import SignBlock
from .stairs import StairsBlock
from .table import TableBlock
from .theme_cards import ThemeCardsBlock
from .tick import TickBlock
from .ticked_table import TickedTableBlock
from .title import TitleBlock
from .topic import TopicBlock
from .well import WellBlock
from .wheel import WheelBlock
from .zone import ZoneBlock

BLOCKS: dict[str, type[Any]] = {  # the name in a form's TOML → the block
    "ask": AskBlock,
    "board": BoardBlock,
    "backpack": BackpackBlock,
    "car_park": CarParkBlock,
    "goal_flag": GoalFlagBlock,
    "goals": GoalsBlock,
    "lead": LeadBlock,
    "lines": LinesBlock,
    "open_book": OpenBookBlock,
    "pane": PaneBlock,
    "score_row": ScoreRowBlock,
    "score_steps": ScoreStepsBlock,
    "sign": SignBlock,
    "stairs": StairsBlock,
    "title": TitleBlock,
    "well": WellBlock,
    "wheel": WheelBlock,
    "zone": ZoneBlock,
    "progress": ProgressBlock,
    "progress_legend": ProgressLegendBlock,
    "review": ReviewBlock,
    "rings": RingsBlock,
    "row": RowBlock,
    "table": TableBlock,
    "choice": ChoiceBlock,
    "cycle": CycleBlock,
    "afternoons": AfternoonsBlock,
    "agenda": AgendaBlock,
    "choice_cards": ChoiceCardsBlock,
    "fact": FactBlock,
    "sheet_picture": SheetPictureBlock,
    "faces": FacesBlock,
    "photo": PhotoBlock,
    "theme_cards": ThemeCardsBlock,
    "tick": TickBlock,
    "ticked_table": TickedTableBlock,
    "topic": TopicBlock,
}


def block_name(block: Any) -> str:
    """Return the name of a block in a form's TOML; its class's for one that stands in none.

    >>> block_name(AskBlock(None, "name"))
    'ask'
    """
    names = (name for name, kind in BLOCKS.items() if type(block) is kind)
    return next(names, type(block).__name__)
