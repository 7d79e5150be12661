"""What a shell offers when somebody presses Tab: forms, languages, sizes, inks and settings.

Click asks these functions while a command is typed. They must be quick, so what they need is
imported when they are called, and nothing that draws or reads a PDF is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click
from click import shell_completion
from click.shell_completion import CompletionItem

from ..model.errors import MlmpError

if TYPE_CHECKING:
    from ..model.form import Form

    Items = list[CompletionItem[str]]  # older click has no generic one


# What is offered ------------------------------------------------------------------------------


def forms(_context: click.Context, _parameter: click.Parameter, typed: str) -> Items:
    """Return the forms whose names begin so; without any, let the shell offer files."""
    return _items(_form_names(), typed) or [CompletionItem(typed, type="file")]


def forms_with_commas(_context: click.Context, _parameter: click.Parameter, typed: str) -> Items:
    """Return the forms for the last place of a list with commas, which does not name them yet."""
    before, comma, _ = typed.rpartition(",")
    named = before.split(",")
    names = [f"{before}{comma}{name}" for name in _form_names() if name not in named]
    return _items(names, typed) or [CompletionItem(typed, type="file")]


def languages(_context: click.Context, _parameter: click.Parameter, typed: str) -> Items:
    """Return the languages of the sheets."""
    from ..look.assets import languages

    return _items(languages(), typed)


def sizes(_context: click.Context, _parameter: click.Parameter, typed: str) -> Items:
    """Return the sizes of paper."""
    from ..draw.paper import SIZES

    return _items(SIZES, typed)


def inks(_context: click.Context, _parameter: click.Parameter, typed: str) -> Items:
    """Return the inks."""
    from ..look.look import INKS

    return _items(INKS, typed)


def settings(context: click.Context, _parameter: click.Parameter, typed: str) -> Items:
    """Return the settings of the forms typed before, with each value: `goals=6`."""
    offered = [setting for form in _forms_in(context) for setting in _settings_of(form)]
    return _items(dict.fromkeys(offered), typed)


def _items(words: Iterable[str], typed: str) -> Items:
    return [CompletionItem(word) for word in words if word.startswith(typed)]


def _form_names() -> tuple[str, ...]:
    from ..definitions.load import names

    return names()


def _forms_in(context: click.Context) -> list[Form]:
    """Return the forms that stand in the command; all of ours where none does.

    While a command is typed, a form or a look may be wrong. Such a one is left out.
    """
    from ..definitions.load import declared
    from ..look import look as looks

    large, file = bool(context.params.get("large")), context.params.get("look")
    found = []
    for name in _typed_names(context) or _form_names():
        try:
            found.append(declared(name, looks.load(large=large, file=file)))
        except MlmpError:
            continue
    return found


def _typed_names(context: click.Context) -> list[str]:
    """Return the names of forms in the command, and perhaps other words.

    Where an option at the end still lacks its value, click leaves all arguments in `args`.
    """
    typed = context.params.get("form") or context.args
    words = [typed] if isinstance(typed, str) else typed
    return [name for word in words for name in word.split(",")]


def _settings_of(form: Form) -> Iterable[str]:
    for name, listing in form.lists.items():
        yield from (f"{name}={count}" for count in range(listing.least, listing.most + 1))
    for name, choices in form.options:
        yield from (f"{name}={choice}" for choice in choices)


# How a shell asks -----------------------------------------------------------------------------


class Bash(shell_completion.BashComplete):
    """Completion for bash, which takes `goals=6` for three words (`COMP_WORDBREAKS`)."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the cursor and the one at it, whole again."""
        before, last = super().get_completion_args()
        words = _joined([*before, last])
        self.is_split = len(words) <= len(before)
        return words[:-1], words[-1]

    def get_completions(self, args: list[str], incomplete: str) -> Items:
        """Return what fits, without the part that bash has split off."""
        items = super().get_completions(args, incomplete)
        if not self.is_split:
            return items
        value = incomplete.partition("=")[2] if incomplete.startswith("--") else incomplete
        head, equals, _ = value.rpartition("=")
        for item in items:
            item.value = item.value.removeprefix(head + equals)
        return items


def _joined(words: list[str]) -> list[str]:
    """Join the words that bash has split at “=”.

    >>> _joined(["--set", "goals", "=", "6"])
    ['--set', 'goals=6']
    """
    whole: list[str] = []
    for word in words:
        goes_on = word == "=" or (whole and whole[-1].endswith("=") and word)
        if whole and goes_on:
            whole[-1] += word
        else:
            whole.append(word)
    return whole


class Fish(shell_completion.FishComplete):
    """Completion for fish that keeps what stands behind a comma: `mood-board,visual-plan`."""

    source_template = shell_completion.FishComplete.source_template.replace(
        'string split ","', 'string split -m 1 ","'
    )


def register() -> None:
    """Let click complete with these classes."""
    for shell in (Bash, Fish):
        shell_completion.add_completion_class(shell)
