"""Draw the usual sheets when the package is built or installed, so that no program does it again.

Hatchling runs `PrepareHook` for a wheel and for an editable install. If the sheets cannot be drawn,
because a library is missing or for any other reason, the build goes on and says so: a package
without prepared sheets draws each when it is needed.

    python hatch_build.py    prepares them in this checkout again, after an edit
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

IN_WHEEL = "mlmp_print/data/prepared"
FOLDER = "prepared"  # in a checkout


class PrepareHook(BuildHookInterface):  # type: ignore[type-arg]
    """Prepares the sheets. A wheel takes them in; an editable install has them in the checkout."""

    temporary: str = ""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Prepare before files are collected; `version` is `standard` or `editable`."""
        root = Path(self.root)
        if version == "editable":
            self.try_to_prepare(root / FOLDER, times=True)
            return
        self.temporary = tempfile.mkdtemp()
        folder = Path(self.temporary, FOLDER)
        if self.try_to_prepare(folder, times=False):
            build_data["force_include"][str(folder)] = IN_WHEEL

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what the wheel has taken in."""
        del version, build_data, artifact_path
        if self.temporary:
            shutil.rmtree(self.temporary, ignore_errors=True)

    def try_to_prepare(self, folder: Path, *, times: bool) -> bool:
        """Return whether the sheets are prepared in the folder; if they are not, say why."""
        try:
            self.app.display_info(prepare(Path(self.root), folder, times=times))
        except Exception as error:  # whatever it is, the package works without
            reason = f"{type(error).__name__}: {error}"
            self.app.display_warning(f"No sheets are prepared, each is drawn anew: {reason}")
            return False
        return True


def prepare(root: Path, folder: Path, *, times: bool) -> str:
    """Prepare the sheets of the checkout `root` in a folder; return what was done, in words."""
    sys.path.insert(0, str(root))
    try:
        from mlmp_print.api import prepared_blanks  # noqa: PLC0415 - it needs what may be missing

        start = time.monotonic()
        count = prepared_blanks.prepare(folder, times=times)
    finally:
        sys.path.remove(str(root))
    size = sum(file.stat().st_size for file in folder.iterdir())
    return f"Prepared {count} sheets ({size / 1e6:.1f} MB) in {time.monotonic() - start:.0f} s."


if __name__ == "__main__":
    here = Path(__file__).parent
    print(prepare(here, here / FOLDER, times=True))
