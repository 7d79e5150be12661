"""Settings as the codes of a sheet carry them: `G6S1` for six goals, and scores in words.

Each setting of a form has letters of its own. After them stands a number: how many entries a list
has, the number that is chosen for an option of numbers, or which choice of an option of words, the
usual one being 0. What is as the form's definition has it is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count, product
from string import ascii_uppercase

Settings = Mapping[str, int | str]
Options = Iterable[tuple[str, Sequence[int | str]]]

# One of these before another letter is no setting, but says “large print” or “grey”.
LARGE, GRAY = "L", "G"
_PART = re.compile(r"([A-Z]+)(0|[1-9][0-9]{0,3})")


def setting_letters(names: Iterable[str]) -> dict[str, str]:
    """Return the letters of each setting: its first letter that no setting before it has.

    >>> setting_letters(["goals", "goals_per_page", "score"])
    {'goals': 'G', 'goals_per_page': 'O', 'score': 'S'}
    """
    letters: dict[str, str] = {}
    for name in names:
        taken = set(letters.values())
        letters[name] = next(key for key in _keys(name) if key not in taken)
    return letters


def _keys(name: str) -> Iterator[str]:
    """Yield the letters that a setting may have, the best first; they never run out."""
    yield from (letter for letter in name.upper() if letter in ascii_uppercase)
    for length in count(1):
        for letters in product(ascii_uppercase, repeat=length):
            if length == 1 or letters[0] not in (LARGE, GRAY):
                yield "".join(letters)


def setting_code(
    settings: Settings, usual: Iterable[tuple[str, int | str]], options: Options
) -> str:
    """Return the settings that are not the usual ones.

    Args:
        settings: All settings of a form.
        usual: The same as its definition has them.
        options: Name → choices, for those settings that are options.

    >>> usual = {"goals": 3, "score": "numbers"}
    >>> options = [("score", ("numbers", "words"))]
    >>> setting_code({"goals": 6, "score": "words"}, usual.items(), options)
    'G6S1'
    """
    letters, choices, normal = setting_letters(settings), dict(options), dict(usual)
    return "".join(
        f"{letters[name]}{value if isinstance(value, int) else choices[name].index(value)}"
        for name, value in settings.items()
        if name not in normal or normal[name] != value
    )


def settings_of_code(
    code: str, usual: Iterable[tuple[str, int | str]], options: Options
) -> dict[str, int | str] | None:
    """Return all settings of a form, those of a code and the usual ones.

    Whether the form can have so many entries is not looked at.

    Returns:
        None for what `setting_code` writes of no settings.

    >>> options = [("score", ("numbers", "words"))]
    >>> settings_of_code("S1", [("goals", 3), ("score", "numbers")], options)
    {'goals': 3, 'score': 'words'}
    """
    choices, settings = dict(options), dict(usual)
    names = {letters: name for name, letters in setting_letters(settings).items()}
    for letters, digits in _PART.findall(code):
        name, number = names.get(letters, ""), int(digits)
        values = choices.get(name, ())
        if not name:
            return None
        if not values or isinstance(values[0], int):
            settings[name] = number
        elif number < len(values):
            settings[name] = values[number]
    return settings if setting_code(settings, usual, options) == code else None
