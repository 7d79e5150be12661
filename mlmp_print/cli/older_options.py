"""The options of a batch that starts from older sheets, or changes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..model.phrases import Phrase
from .input import optional_password
from .options import path_option, usage_error

if TYPE_CHECKING:
    from ..batches.older_arguments import OlderArguments

_OLDER_OPTIONS = (
    path_option(
        "--from",
        "start_from",
        multiple=True,
        metavar=Phrase("PATH"),
        help=Phrase(
            "Start everyone's sheets from their older ones: a folder, a PDF or a pattern. "
            "May be given several times."
        ),
    ),
    path_option(
        "--onto",
        multiple=True,
        metavar=Phrase("PATH"),
        help=Phrase(
            "Change everyone's filled sheets: a folder, a PDF or a pattern. Answers that the table "
            "does not have stay."
        ),
    ),
    path_option(
        "--register",
        metavar=Phrase("REGISTER.csv"),
        help=Phrase("Say whose the older sheets are: the file that --sheet-ids wrote."),
    ),
    path_option(
        "--from-password-file",
        "older_password",
        help=Phrase("The file whose first line is the password of the older sheets."),
    ),
)


def older_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that name older sheets."""
    for decorate in reversed(_OLDER_OPTIONS):
        command = decorate(command)
    return command


@dataclass(frozen=True)
class OlderOptions:
    """The older sheets that a user names.

    Attributes:
        sheets: Files, folders and patterns; none without any.
        changed: Whether they are changed; else new sheets start from them.
        register: Says whose sheet ids they have.
        password_file: The file with their password.
    """

    sheets: tuple[Path, ...]
    changed: bool
    register: Path | None
    password_file: Path | None

    @classmethod
    def of(cls, options: dict[str, Any]) -> OlderOptions:
        """Take them out of the options. Raises click.UsageError if they do not go together."""
        start_from, onto = options.pop("start_from"), options.pop("onto")
        register, password_file = options.pop("register"), options.pop("older_password")
        if start_from and onto:
            raise usage_error(
                Phrase("--from starts new sheets, --onto changes them: give one of them.")
            )
        if (register or password_file) and not (start_from or onto):
            raise usage_error(
                Phrase("--register and --from-password-file belong to --from or --onto.")
            )
        return cls(start_from or onto, bool(onto), register, password_file)

    def arguments(self, jobs: int | None, progress: Callable[[int, int], None]) -> OlderArguments:
        """How the sheets are read and used. Raises MlmpError for a password that is none."""
        from ..batches.older_arguments import OlderArguments

        return OlderArguments(
            changed=self.changed,
            register=self.register,
            password=optional_password(self.password_file),
            jobs=jobs,
            progress=progress,
        )
