"""What a call gets and gives back: values for JSON, and files beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ..look.look import DrawOptions
from ..model.errors import UsageError
from ..model.messages import quoted
from ..model.phrases import Phrase

Progress = Callable[[int, int], None]
TakeFile = Callable[[str, bytes], None]

# The arguments of every call that draws.
_DRAWING = ("lang", "size", "ink", "large", "marks", "settings")


@dataclass(frozen=True)
class Answer:
    """What a call gives back.

    Attributes:
        value: Values for JSON.
        files: Name → bytes.
    """

    value: Any
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)


@dataclass
class Request:
    """What a call gets.

    Attributes:
        args: Values of JSON.
        files: Name → bytes, as a person chose them.
        language: Of what is said.
        progress: Is called with how many of how many are done.
        take: Is called with each file of a long call as soon as it is made.
        folder: An empty folder for this call.
    """

    args: Mapping[str, Any]
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    language: str = "da"
    progress: Progress | None = None
    take: TakeFile | None = None
    folder: Path = field(default_factory=Path)

    def get(self, name: str, usual: Any = None) -> Any:
        """Return an argument; null is as if it were not given."""
        value = self.args.get(name)
        return usual if value is None else value

    def file(self, name: str) -> bytes:
        """Return a file by its name. Raises UsageError if it did not come with the call."""
        if name not in self.files:
            raise UsageError(Phrase("There is no file {file} here", file=quoted(name)))
        return self.files[name]

    def kept(self, name: str) -> Path:
        """Put a file into the folder of this call, under a name of our own, and return its path."""
        ending = Path(name).suffix.lower()
        path = self.folder / f"{len([*self.folder.iterdir()])}{ending}"
        path.write_bytes(self.file(name))
        return path

    def pictures(self) -> Path:
        """Put all files into a folder, where answers find their pictures, and return it."""
        folder = self.folder / "pictures"
        folder.mkdir(exist_ok=True)
        for name, data in self.files.items():
            path = folder / Path(name).name
            path.write_bytes(data)
        return folder

    def look(self) -> Path | None:
        """Return the path of the municipality's look, with its logo beside it; None without one."""
        name = self.get("look")
        return self.pictures() / Path(name).name if name and self.file(name) is not None else None

    def drawing(self) -> DrawOptions:
        """Return how a form is drawn."""
        options: Any = {name: self.args[name] for name in _DRAWING if self.get(name) is not None}
        look = self.look()
        if look:
            options["look"] = look
        drawing: DrawOptions = options
        return drawing

    def forms(self) -> list[str]:
        """Return the names of the forms: `forms`, or the one `form`."""
        names = self.get("forms") or [self.get("form", "")]
        return [str(name) for name in names]


def with_folder(request: Request, run: Callable[[Request], Answer]) -> Answer:
    """Run a call with a folder of its own, which is gone afterwards."""
    with TemporaryDirectory() as folder:
        request.folder = Path(folder)
        return run(request)
