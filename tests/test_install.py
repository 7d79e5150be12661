"""The wheel holds everything that it needs, and runs far from the repository."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
from checkouts import HEAVY
from processes import PATIENCE
from repository import ROOT

from mlmp_print.api.prepared_blanks import PreparedBlank, blanks
from mlmp_print.prepared import store
from mlmp_print.prepared.store import INDEX, PIECES

pytestmark = pytest.mark.slow


def run(*command: object, **kwargs: object) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("PYTHON")
    }
    done = subprocess.run(
        [*map(str, command)],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=3 * PATIENCE,  # a wheel draws every usual sheet, which takes 15 s of a processor
        **kwargs,
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of scripts of a new environment in which the wheel is installed.

    It borrows the dependencies of this environment, so that nothing is fetched.
    """
    fresh = tmp_path_factory.mktemp("fresh")
    run(sys.executable, "-m", "venv", fresh)
    paths = sysconfig.get_paths("venv", {"base": str(fresh), "platbase": str(fresh)})
    Path(paths["purelib"], "dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    # Without --ignore-installed, pip would find this environment's package and install nothing.
    options = ["--no-index", "--no-deps", "--ignore-installed", "--disable-pip-version-check"]
    run(Path(paths["scripts"], "python"), "-m", "pip", "install", *options, wheel)
    return Path(paths["scripts"])


def test_the_wheel_holds_forms_and_assets_and_nothing_of_the_repository(wheel):
    with zipfile.ZipFile(wheel) as opened:
        names = {name for name in opened.namelist() if not name.endswith("/")}
    inside = {name for name in names if not name.partition("/")[0].endswith(".dist-info")}
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "mlmp_print").rglob("*.py")}
    assets = [path for path in (ROOT / "assets").rglob("*") if path.is_file()]
    shipped = [*(ROOT / "forms").glob("*.toml"), *assets]  # not forms/kit
    data = {f"mlmp_print/data/{path.relative_to(ROOT).as_posix()}" for path in shipped}
    data |= {f"mlmp_print/data/prepared/{name}" for name in (INDEX, PIECES)}
    assert {
        "mlmp_print/data/forms/visual-plan.toml",
        "mlmp_print/data/assets/languages/da.toml",
    } <= data
    assert inside == modules | data | {"mlmp_print/py.typed"}


def test_the_wheel_says_what_it_needs(wheel):
    with zipfile.ZipFile(wheel) as opened:
        (name,) = (name for name in opened.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = opened.read(name).decode()
        assert any(name.endswith("/licenses/LICENSE") for name in opened.namelist())
    needed = {
        line.split(":")[1].strip()
        for line in metadata.splitlines()
        if line.startswith("Requires-Dist:") and "extra ==" not in line
    }
    assert {"reportlab", "pypdf", "fonttools", "click"} <= {
        line.partition(">")[0].partition("[")[0] for line in needed
    }


def test_the_installed_package_is_not_the_checkout_and_finds_its_data(scripts, tmp_path):
    program = """
import json, mlmp_print
from mlmp_print.definitions import load
from mlmp_print.look import assets
data = str(assets.data_folder("forms"))
print(json.dumps([mlmp_print.__file__, data, load.names(), assets.languages()]))
"""
    file, data, forms, languages = json.loads(
        run(scripts / "python", "-c", program, cwd=tmp_path).stdout
    )
    assert Path(file).is_relative_to(scripts.parent) and Path(data).is_relative_to(scripts.parent)
    assert forms == sorted(path.stem for path in (ROOT / "forms").glob("*.toml"))
    assert languages == sorted(path.stem for path in (ROOT / "assets" / "languages").glob("*.toml"))


PREPARED = f"""
import json, sys
from pathlib import Path
import mlmp_print
from mlmp_print.api.prepared_blanks import blanks, named
sheets = [named(one.form, dict(lang=one.lang, size=one.size, ink=one.ink)) for one in blanks()]
print(len(sheets), sheets.count(None))
Path(sys.argv[1]).write_bytes(mlmp_print.blank("visual-plan"))
print(sorted({{*{HEAVY}}} & sys.modules.keys()))
"""


def test_the_installed_package_has_every_usual_sheet_prepared(scripts, tmp_path):
    plan = tmp_path / "plan.pdf"
    done = run(scripts / "python", "-c", PREPARED, plan, cwd=tmp_path)
    assert done.stdout == f"{len([*blanks()])} 0\n[]\n"
    with store.using(None):
        assert (
            plan.read_bytes()
            == PreparedBlank("visual-plan", "da", "a4", "color").drawn().fill({})[0]
        )


def test_the_installed_command_fills_reads_and_shows_from_another_folder(scripts, tmp_path):
    command = scripts / "mlmp-print"
    assert run(command, "--version", cwd=tmp_path).stdout.startswith("mlmp-print, version ")
    (tmp_path / "answers.json").write_text(
        run(command, "schema", "visual-plan", "--example", cwd=tmp_path).stdout, "utf-8"
    )
    run(command, "fill", "visual-plan", "answers.json", "-o", "filled.pdf", cwd=tmp_path)
    run(command, "preview", "filled.pdf", "-o", "filled.png", cwd=tmp_path)
    assert run(command, "read", "filled.pdf", cwd=tmp_path).stdout == (
        tmp_path / "answers.json"
    ).read_text("utf-8")
    assert {path.name for path in tmp_path.iterdir()} == {
        "answers.json",
        "filled.pdf",
        "filled.png",
    }
