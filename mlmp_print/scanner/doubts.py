"""Why a person is asked. (Stand-in until `h-rules` is merged.)"""

from __future__ import annotations

from ..model.phrases import Phrase

DOUBTS = {
    "two-marks": Phrase("two answers are marked"),
    "faint": Phrase("the mark is faint, or was rubbed out"),
    "near": Phrase("a mark stands near it"),
}
