"""Write choices (ISO 32000-1 12.7.4.2): groups of radio buttons, and single tick boxes.

The form has the appearance of every chosen button in it. Filling only says which one is on, so all
objects of a choice are written beforehand, once for each state.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..draw.drawing import Button
from ..look.wording import Wording
from ..model.form import Place
from .hierarchy import FieldHierarchy
from .objects import RADIO, READ_ONLY, Name, Ref, chunk
from .slots import ChoiceSlot
from .widgets import Widgets

OFF = "Off"  # the state in which nothing is chosen (12.7.4.2.3)
TICK_MARK, DISC_MARK = "8", "l"  # in ZapfDingbats, for viewers that draw buttons themselves


@dataclass(frozen=True)
class ChoiceObjects:
    """The objects of a choice: the buttons, and the field that holds them if there are several."""

    place: Place
    field: Ref
    entries: Mapping[str, Any]  # of the field, without its value
    buttons: Mapping[str, tuple[Ref, Mapping[str, Any]]]  # by state; entries without the state

    @property
    def single(self) -> bool:
        """Whether the choice is a tick box, whose field and widget are one object."""
        return len(self.buttons) == 1

    @property
    def refs(self) -> tuple[Ref, ...]:
        """The objects, in file order."""
        widgets = [ref for ref, _ in self.buttons.values()]
        return tuple(widgets) if self.single else (self.field, *widgets)

    def slot(self) -> ChoiceSlot:
        """Write the objects for every state, and for none."""
        states = {state: chunk(self._objects(state)) for state in ("", *self.buttons)}
        return ChoiceSlot(self.place.path, self.place.kind, states)

    def _objects(self, chosen: str) -> Iterable[tuple[Ref, Any]]:
        field = {**self.entries, "V": Name(chosen or OFF)}
        if self.single:
            own = field
        else:
            yield self.field, {**field, "Kids": [ref for ref, _ in self.buttons.values()]}
            own = {"Parent": self.field}
        for state, (ref, entries) in self.buttons.items():
            shown = chosen if state == chosen else OFF
            yield ref, {**entries, **own, "AS": Name(shown)}


@dataclass(frozen=True)
class ButtonAppearances:
    """The appearances of buttons: one for each number that a drawing uses, and an empty one.

    A button that is off shows nothing itself: the page below it shows what is not chosen.
    """

    chosen: Sequence[Ref]
    off: Ref


def buttons_by_path(buttons: Iterable[Button]) -> dict[str, list[Button]]:
    """Group the buttons of each choice, in reading order."""
    grouped: dict[str, list[Button]] = {}
    for button in buttons:
        grouped.setdefault(button.place.path, []).append(button)
    return grouped


def choice_objects(
    buttons: Sequence[Button],
    widgets: Widgets,
    hierarchy: FieldHierarchy,
    appearances: ButtonAppearances,
    wording: Wording,
    *,
    locked: bool,
) -> ChoiceObjects:
    """Make the objects of a choice, and hang its field into the tree.

    The flag NoToggleToOff is not set, so that a person can take an answer back.
    """
    place = buttons[0].place
    single = len(buttons) == 1
    field = widgets[buttons[0]] if single else Ref()
    parent, name = hierarchy.add(place.path, field)
    flags = READ_ONLY if locked else 0
    entries = {
        "FT": Name("Btn"),
        "Ff": flags if single else flags | RADIO,
        "T": name,
        "TU": wording.question(place),
        "Parent": parent,
    }
    by_state = {}
    for button in buttons:
        states = {button.state: appearances.chosen[button.chosen], OFF: appearances.off}
        widget = {
            **widgets.entries(button),
            "AP": {"N": states},
            "H": Name("N"),
            "MK": {"CA": TICK_MARK if single else DISC_MARK},
        }
        by_state[button.state] = widgets[button], widget
    return ChoiceObjects(place, field, entries, by_state)
