"""Fetch what the page is made of: pinned versions, each checked by its SHA-256.

npm and pip fetch; what they have fetched is kept in `.cache/page`, outside of git.
"""

from __future__ import annotations

import contextlib
import hashlib
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

Pins = dict[str, Any]


def pins(root: Path) -> Pins:
    """Return the pins: `npm` and `wheels` by name, each with version, file and sha256."""
    return tomllib.loads((root / "page" / "pins.toml").read_text("utf-8"))


def npm_package(name: str, pin: Pins, cache: Path) -> Path:
    """Return the path of a package of npm. Exits if it is another file than the pinned one."""
    path = cache / pin["file"]
    if not path.exists():
        fetched(["npm", "pack", "--silent", f"{name}@{pin['version']}"], path)
    return checked(path, pin["sha256"])


def wheel(name: str, pin: Pins, python: Pins, cache: Path) -> Path:
    """Return the path of a wheel. Exits if it is another file than the pinned one.

    Args:
        name: Of the project.
        pin: Its version, file and SHA-256.
        python: The platform, version and ABI of the browser's Python.
        cache: The folder for it.
    """
    path = cache / pin["file"]
    if not path.exists():
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--disable-pip-version-check", "--only-binary", ":all:"]
        command += ["--platform", python["platform"], "--python-version", python["version"]]
        command += ["--implementation", "cp"]
        command += [part for abi in python["abis"] for part in ("--abi", abi)]
        fetched([*command, f"{name}=={pin['version']}"], path)
    return checked(path, pin["sha256"])


def checked(path: Path, sha256: str) -> Path:
    """Return the path, if it is the file that is pinned."""
    if not path.exists():
        sys.exit(f"{path.name} was not fetched under this name; see page/pins.toml")
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        sys.exit(f"{path.name} is another file than the pinned one: its SHA-256 is {found}")
    return path


def fetched(command: list[str], path: Path) -> None:
    """Run what fetches a file, and put it in its place when it is whole. Exits if that fails."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
        with contextlib.suppress(FileNotFoundError):  # `checked` says under which name it came not
            Path(folder, path.name).replace(path)
