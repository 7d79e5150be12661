"""What is published: a source archive without strays, and the wheel that is built out of it."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
from email.parser import HeaderParser
from pathlib import Path

import pytest
from repository import EXAMPLES, ROOT
from test_install import run

pytestmark = pytest.mark.slow

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
BUILT = {"PKG-INFO"}  # in the archive, and not in git
KEPT_KIT = "forms/kit/"  # in git, and not in the archive


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source archive and the wheel that is built out of it."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT)
    assert {path.suffix for path in folder.iterdir()} == {".whl", ".gz"}
    return folder


@pytest.fixture(scope="module")
def program(archives: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program in a new environment, which borrows the libraries of this one."""
    fresh = tmp_path_factory.mktemp("fresh")
    run(sys.executable, "-m", "venv", fresh)
    paths = sysconfig.get_paths("venv", {"base": str(fresh), "platbase": str(fresh)})
    libraries = sysconfig.get_paths()["purelib"] + "\n"
    Path(paths["purelib"], "libraries.pth").write_text(libraries, "utf-8")
    options = ["--no-index", "--no-deps", "--ignore-installed", "--disable-pip-version-check"]
    wheel = next(archives.glob("*.whl"))
    run(Path(paths["scripts"], "python"), "-m", "pip", "install", *options, wheel)
    return Path(paths["scripts"], "mlmp-print")


def test_twine_finds_nothing_to_complain_of(archives):
    run(sys.executable, "-m", "twine", "check", "--strict", *sorted(archives.iterdir()))


def test_the_source_archive_holds_what_git_keeps_of_its_folders_and_no_more(archives):
    with tarfile.open(next(archives.glob("*.tar.gz"))) as archive:
        files = {name.partition("/")[2] for name in archive.getnames()}
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False
    ).stdout
    if not listed:
        pytest.skip("this is no clone")
    kept = {name for name in listed.decode().split("\0") if not name.startswith(KEPT_KIT)}
    strays = files - kept - BUILT
    assert not strays, "the source archive holds what git does not keep"
    included = PROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    tops = tuple(top.strip("/") for top in included)
    wanted = {name for name in kept if name.startswith(tuple(f"{top}/" for top in tops))}
    wanted |= {name for name in kept if name in tops}
    assert wanted <= files


def test_the_metadata_says_only_what_is_true(archives):
    with tarfile.open(next(archives.glob("*.tar.gz"))) as archive:
        name = next(name for name in archive.getnames() if name.endswith("/PKG-INFO"))
        metadata = HeaderParser().parsestr(archive.extractfile(name).read().decode())
    authors = (ROOT / "LICENSE").read_text("utf-8").splitlines()[2]
    assert metadata["Author"].removeprefix("The ") in authors
    assert metadata["Requires-Python"] == ">=3.11" and metadata["License-Expression"] == "MIT"
    classifiers = metadata.get_all("Classifier")
    tried = [line.rpartition(" ")[2] for line in classifiers if "Python :: 3." in line]
    readme = " ".join((ROOT / "README.md").read_text("utf-8").split())
    said = readme.partition("It was tried on Linux, with Python ")[2].partition(". ")[0]
    assert said.replace(" and ", ", ").replace(",,", ",").split(", ") == tried


def test_the_wheel_works_far_from_the_checkout(program, tmp_path):
    """It draws every language and a look, fills for one and for many, and reads."""
    look = """
import json
from mlmp_print.look.assets import data_folder, languages
print(json.dumps([str(data_folder("assets") / "looks" / "strandby" / "look.toml"), languages()]))
"""
    found = run(program.with_name("python"), "-c", look, cwd=tmp_path).stdout
    strandby, languages = json.loads(found)
    assert {"da", "de", "en"} <= {*languages} and Path(strandby).is_relative_to(program.parents[1])
    for lang in languages:
        run(program, "blank", "visual-plan", "--lang", lang, "-o", f"{lang}.pdf", cwd=tmp_path)
    run(program, "blank", "visual-plan", "--look", strandby, "-o", "look.pdf", cwd=tmp_path)
    peter = EXAMPLES / "peter.json"
    run(program, "fill", "visual-plan", peter, "-o", "peter.pdf", cwd=tmp_path)
    read = run(program, "read", "peter.pdf", cwd=tmp_path).stdout
    answers = json.loads(peter.read_text("utf-8"))
    assert json.loads(read) == {key: value for key, value in answers.items() if value}
    table = EXAMPLES / "names.csv"
    run(program, "batch", "wishing-well", table, "-o", "wells", cwd=tmp_path)
    assert len([*(tmp_path / "wells").glob("*.pdf")]) == 4
