"""Write docs/commands.md from the commands' own help.

    .venv/bin/python docs/make_commands.py      # or `make docs`

A test compares the page with what this makes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import click

from mlmp_print.cli.commands import COMPLETE, main
from mlmp_print.cli.exit_codes import MEANINGS
from mlmp_print.cli.group import Command
from mlmp_print.look.look import DrawOptions

PAGE = Path(__file__).with_name("commands.md")
PROGRAM = "mlmp-print"
SHARED = "blank"  # the command whose options of drawing are those that all share

HEAD = """\
# The command line

{summary}

{commands}

`{program} COMMAND --help` says the same on the terminal. In the examples, `visual-plan` is a form
([sheets.md](sheets.md) shows them all), and `peter.json` and `export.csv` are files of your own.

## What holds for every command

- Answers and lists go to stdout, messages to stderr. `-` is stdin or stdout.
- Messages and help are in Danish or German if the environment is (`LANGUAGE`, `LC_ALL`,
  `LC_MESSAGES` or `LANG`), otherwise in English. `--lang` is the language of the sheet.
- A command writes over a file that exists only with `--force`, and over an input never.
- It lists all faults of an input at once, and then writes nothing. It never shows an answer's text.
- A name such as `plans.pdf` is a file's and `plans/` a folder's; where the other one is needed, the
  command says so. A folder for many files is made, a folder that a single file goes into is not.

{general}
"""
MORE = {  # command → the pages that tell more
    "blank": ["printing.md"],
    "fill": ["collecting.md"],
    "batch": ["tables.md", "printing.md"],
    "read": ["collecting.md"],
    "schema": ["tables.md"],
    "kit": ["printing.md"],
}
CODE = re.compile(
    r"(?<![\w`-])(--[a-z][a-z-]*|[\w-]+\.(?:csv|html|toml|json)\b|\{\w+\}(?:-\{\w+\})*)"
)
COMPLETION = f"""\
## Completion

With the Tab key a shell completes commands, options, forms, languages, sizes, inks, files, and the
settings of the form that was typed before (`--set` and Tab: `goals=1`, `score=words` …). It calls
`mlmp-print` for that, so activate the environment that the command lies in. Put one line into the
settings of your shell, and open a new one:

- bash 4.4 or newer, in `~/.bashrc`: `eval "$({COMPLETE}=bash_source mlmp-print)"`
- zsh, in `~/.zshrc` below `compinit`: `eval "$({COMPLETE}=zsh_source mlmp-print)"`
- fish, in `~/.config/fish/config.fish`: `{COMPLETE}=fish_source mlmp-print | source`

Where that makes a new shell slow to open, write the script into a file once, and let the shell read
that:

```console
$ {COMPLETE}=bash_source mlmp-print > mlmp-print.bash
$ . ./mlmp-print.bash
```
"""


def page() -> str:
    """Return the page."""
    context = click.Context(main, info_name=PROGRAM)
    commands = cast(dict[str, Command], main.commands)
    parts = [
        HEAD.format(
            summary=_code(str(main.phrase)),
            commands=_table("command", _summaries(commands)),
            program=PROGRAM,
            general=_options_table(context, main.params),
        ),
        *(_section(name, command) for name, command in commands.items()),
        _drawing(),
        COMPLETION,
        "## Exit codes\n\n"
        + _table("code", ((str(code), text) for code, text in MEANINGS.items())),
    ]
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def _summaries(commands: dict[str, Command]) -> Iterator[tuple[str, str]]:
    for name, command in commands.items():
        first = _paragraphs(command).split("\n\n")[0]
        yield f"[`{name}`](#{name})", first


def _section(name: str, command: Command) -> str:
    """Return what the page says of one command, examples first."""
    context = click.Context(command, info_name=name, parent=click.Context(main, info_name=PROGRAM))
    examples = "".join(f"$ {example}\n" for example in command.examples)
    usage = " ".join(command.collect_usage_pieces(context))
    own = [option for option in command.params if option.name not in _shared(command)]
    parts = [
        f"## {name}",
        f"```console\n{examples}```",
        _code(_paragraphs(command)),
        f"    {PROGRAM} {name} {usage}",
        _options_table(context, own),
    ]
    if _shared(command):
        names = ", ".join(
            f"`--{'set' if name == 'settings' else name}`" for name in _shared(command)
        )
        parts.append(f"And [how a sheet is drawn](#how-a-sheet-is-drawn): {names}.")
    if name in MORE:
        pages = ", ".join(f"[{page}]({page})" for page in MORE[name])
        parts.append(f"More: {pages}.")
    return "\n\n".join(parts) + "\n"


def _drawing() -> str:
    """Return the options that all commands share which draw."""
    command = main.commands[SHARED]
    context = click.Context(command, info_name=SHARED)
    options = [option for option in command.params if option.name in DrawOptions.__annotations__]
    forms = "[sheets.md](sheets.md#settings) lists the settings, [look.md](look.md) makes a look."
    return f"## How a sheet is drawn\n\n{_options_table(context, options)}\n\n{forms}\n"


def _shared(command: Command) -> list[str]:
    """The names of the options that say how a sheet is drawn, if they say what they usually do."""
    usual = {option.name: _help(option) for option in main.commands[SHARED].params}
    return [
        option.name
        for option in command.params
        if option.name in DrawOptions.__annotations__ and _help(option) == usual[option.name]
    ]


def _help(option: click.Parameter) -> str:
    return str(getattr(option, "phrase", ""))


def _options_table(context: click.Context, options: list[click.Parameter]) -> str:
    records = [
        option.get_help_record(context) for option in options if isinstance(option, click.Option)
    ]
    rows = ((f"`{record[0]}`", record[1]) for record in records if record)
    return _table("option", rows)


def _table(head: str, rows: Iterator[tuple[str, str]]) -> str:
    lines = [f"| {head} | does |" if head != "code" else "| code | means |", "| --- | --- |"]
    for left, right in rows:
        lines.append(f"| {_cell(left)} | {_cell(_code(right))} |")
    return "\n".join(lines)


def _paragraphs(command: Command) -> str:
    return str(command.phrase)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _code(text: str) -> str:
    """Set options, placeholders and names of files as code."""
    return CODE.sub(r"`\1`", text)


if __name__ == "__main__":
    Path(sys.argv[1] if sys.argv[1:] else PAGE).write_text(page(), "utf-8")
