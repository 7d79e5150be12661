"""Writing files: whole or not at all, private, and never over what must stay."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import filelock
import pytest
from processes import PATIENCE

from mlmp_print import files
from mlmp_print.model.errors import OutputError


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def child(program: str, *args: object) -> str:
    """What a program says, run in a process of its own: limits and users cannot be taken back."""
    head = """
import os, sys
from pathlib import Path
from mlmp_print import files
from mlmp_print.model.errors import OutputError
"""
    done = subprocess.run(
        [sys.executable, "-c", head + program, *map(str, args)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


# write --------------------------------------------------------------------------------------------


def test_what_is_written_is_there_and_nothing_else(tmp_path):
    files.write(tmp_path / "new.pdf", b"new")
    assert (tmp_path / "new.pdf").read_bytes() == b"new"
    assert names(tmp_path) == {"new.pdf"}


def test_a_file_in_the_current_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    files.write(Path("new.pdf"), b"new")
    assert names(tmp_path) == {"new.pdf"}


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o277])
def test_only_the_owner_may_read_whatever_the_umask_and_the_old_mode(tmp_path, umask):
    target = tmp_path / "plan.pdf"
    target.write_text("old")
    target.chmod(0o666)
    before = os.umask(umask)
    try:
        files.write(target, b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600 & ~umask
    assert target.read_bytes() == b"new"


def test_who_reads_the_old_file_meanwhile_gets_all_of_it(tmp_path):
    target = tmp_path / "plan.pdf"
    target.write_bytes(b"old" * 100_000)
    with target.open("rb") as reading:
        start = reading.read(10)
        files.write(target, b"new")
        assert start + reading.read() == b"old" * 100_000
    assert target.read_bytes() == b"new"


def test_any_error_on_the_way_leaves_the_old_file_and_no_part(tmp_path):
    (tmp_path / "plan.pdf").write_text("old")
    with pytest.raises(TypeError):
        files.write(tmp_path / "plan.pdf", "no bytes")
    assert names(tmp_path) == {"plan.pdf"}
    assert (tmp_path / "plan.pdf").read_text() == "old"


@pytest.mark.skipif(sys.platform == "win32", reason="needs resource limits")
@pytest.mark.parametrize("old", [None, "old"])
def test_a_full_disk_leaves_the_old_file_and_no_part(tmp_path, old):
    if old:
        (tmp_path / "plan.pdf").write_text(old)
    program = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    files.write(Path(sys.argv[1]), bytes(100_000))
except OutputError as error:
    print(error)
"""
    said = child(program, tmp_path / "plan.pdf")
    assert said.startswith(f"{tmp_path / 'plan.pdf'}: cannot be written")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == (
        {"plan.pdf": old} if old else {}
    )


@pytest.mark.parametrize("target", ["missing/new.pdf", "a-file/new.pdf", "a-folder", "n" * 256])
def test_what_cannot_be_written_is_named(tmp_path, target):
    (tmp_path / "a-file").write_text("")
    (tmp_path / "a-folder").mkdir()
    with pytest.raises(OutputError) as caught:
        files.write(tmp_path / target, b"new")
    assert str(caught.value).startswith(f"{tmp_path / target}: cannot be written")
    assert names(tmp_path) == {"a-file", "a-folder"} and names(tmp_path / "a-folder") == set()


@pytest.mark.parametrize(
    "name",
    ["n" * 251 + ".pdf", "å" * 125 + ".pdf", "語" * 83 + ".pdf", "\U0001d54f" * 62 + ".pdf"],
    ids=["1", "2", "3", "4"],
)
def test_a_name_may_be_as_long_as_the_system_allows(tmp_path, name):
    files.write(tmp_path / name, b"new")
    assert names(tmp_path) == {name}


# refuse -------------------------------------------------------------------------------------------


def test_a_new_file_is_not_refused(tmp_path):
    files.refuse(
        tmp_path / "new.pdf", [tmp_path / "input.json", tmp_path / "missing.json"], force=False
    )
    assert names(tmp_path) == set()


def test_a_file_that_is_there_is_refused_unless_forced(tmp_path):
    (tmp_path / "old.pdf").write_text("old")
    with pytest.raises(OutputError, match="is there already") as caught:
        files.refuse(tmp_path / "old.pdf", [], force=False)
    assert caught.value.code == "exists:output", "by which the command line names --force"
    files.refuse(tmp_path / "old.pdf", [], force=True)
    assert (tmp_path / "old.pdf").read_text() == "old"


@pytest.mark.parametrize("force", [False, True])
def test_an_input_is_refused_under_any_name(tmp_path, force):
    source = tmp_path / "input.json"
    source.write_text("{}")
    (tmp_path / "x").mkdir()
    (tmp_path / "symlink").symlink_to(source)
    (tmp_path / "hardlink").hardlink_to(source)
    for target in (
        source,
        tmp_path / "symlink",
        tmp_path / "hardlink",
        tmp_path / "x" / ".." / "input.json",
    ):
        with pytest.raises(OutputError, match="input"):
            files.refuse(target, [tmp_path / "missing.json", source], force=force)


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_is_refused(tmp_path, force):
    with pytest.raises(OutputError, match="is a folder"):
        files.refuse(tmp_path, [], force=force)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_device_or_pipe_is_not_replaced_by_a_file_even_with_force(tmp_path):
    os.mkfifo(
        tmp_path / "pipe"
    )  # as /dev/null and /dev/stdout are: written over by rename, they would be gone for everyone
    with pytest.raises(OutputError):
        files.refuse(tmp_path / "pipe", [], force=True)


def test_a_name_that_is_too_long_is_refused_as_an_output(tmp_path):
    target = tmp_path / ("n" * 300)
    with pytest.raises(OutputError):  # by which of the two depends on the version of Python
        files.refuse(target, [], force=False)
        files.write(target, b"new")


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="needs users")
@pytest.mark.parametrize("mode", [0o555, 0o000], ids=["may look", "may not look"])
def test_a_folder_that_one_may_not_write_to_is_an_output_error(mode):
    program = """
if os.geteuid() == 0:
    os.setuid(65534)  # nothing is forbidden to root
target = Path(sys.argv[1])
try:
    files.refuse(target, [], force=False)
    files.write(target, b"new")
except OutputError as error:
    print(error)
"""
    with tempfile.TemporaryDirectory() as outer:
        Path(outer).chmod(0o755)
        locked = Path(outer) / "locked"
        locked.mkdir()
        locked.chmod(mode)
        said = child(program, locked / "plan.pdf")
        locked.chmod(0o700)
        assert said.startswith(f"{locked / 'plan.pdf'}: ") and len(said.splitlines()) == 1
        assert names(locked) == set()


# lock -----------------------------------------------------------------------------------------

BUSY = OutputError("somebody works here")
HOLD = """
with files.lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


def holder(path: Path) -> subprocess.Popen[str]:
    """A process that holds the lock until it is sent a line."""
    program = "import sys\nfrom pathlib import Path\nfrom mlmp_print import files\n" + HOLD
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        [sys.executable, "-c", program, path], stdin=pipe, stdout=pipe, text=True
    )
    assert process.stdout and process.stdout.readline() == "held\n"
    return process


def test_one_process_holds_a_lock_and_its_file_goes_with_it(tmp_path):
    path = tmp_path / ".lock"
    process = holder(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with (
        pytest.raises(OutputError, match="somebody works here"),
        files.lock(path, BUSY),
    ):
        pass
    assert names(tmp_path) == {".lock"}, "the lock of another is left alone"
    process.communicate("\n", timeout=PATIENCE)
    with files.lock(path, BUSY):
        assert names(tmp_path) == {".lock"}
    assert names(tmp_path) == set()


def test_the_lock_of_a_killed_process_is_free(tmp_path):
    process = holder(tmp_path / ".lock")
    process.kill()
    process.communicate()
    assert names(tmp_path) == {".lock"}
    with files.lock(tmp_path / ".lock", BUSY):
        pass
    assert names(tmp_path) == set()


def test_a_link_in_the_place_of_a_lock_is_none_and_not_followed(tmp_path):
    (tmp_path / "empty").touch()
    for target in ("/dev/zero", tmp_path / "empty", tmp_path / "gone"):
        (tmp_path / ".lock").symlink_to(target)
        with pytest.raises(OutputError, match="is not a lock file"), files.lock(tmp_path / ".lock"):
            pass
        (tmp_path / ".lock").unlink()


def test_processes_that_wait_for_a_lock_come_one_after_another(tmp_path):
    """Each removes the lock file at its end, while the others wait for it."""
    program = """
from pathlib import Path
import sys
from mlmp_print import files
folder = Path(sys.argv[1])
for _ in range(40):
    with files.lock(folder / ".lock"):
        count = int((folder / "count").read_text())
        (folder / "count").write_text(str(count + 1))
"""
    (tmp_path / "count").write_text("0")
    command = [sys.executable, "-c", program, tmp_path]
    for process in [subprocess.Popen(command) for _ in range(4)]:
        assert process.wait(timeout=PATIENCE) == 0
    assert (tmp_path / "count").read_text() == "160"
    assert names(tmp_path) == {"count"}


def test_what_is_no_lock_file_is_neither_changed_nor_removed(tmp_path):
    (tmp_path / "precious").write_text("precious")
    (tmp_path / "empty").touch()
    (tmp_path / "symlink").symlink_to(tmp_path / "empty")
    (tmp_path / "hardlink").hardlink_to(tmp_path / "precious")
    (tmp_path / "folder").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
    before = names(tmp_path)
    for name in before - {"empty"}:
        with pytest.raises(OutputError, match=name), files.lock(tmp_path / name, BUSY):
            pass
    assert names(tmp_path) == before
    assert (tmp_path / "precious").read_text() == "precious"


def test_a_file_system_without_locks_is_written_to_without_one(tmp_path, monkeypatch):
    def missing(*_: object, **__: object) -> bool:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(filelock, "lock_descriptor", missing)
    with files.lock(tmp_path / ".lock", BUSY), files.lock(tmp_path / ".lock", BUSY):
        pass
    assert names(tmp_path) == set()


def test_a_file_that_another_program_made_meanwhile_is_not_lost(tmp_path):
    target = tmp_path / "report.csv"
    one, other = files.AtomicFile(target), files.AtomicFile(target)
    one.add(b"one")
    other.add(b"other")
    one.close()
    with pytest.raises(OutputError, match="another program has made it meanwhile"):
        other.close()
    assert target.read_bytes() == b"one" and list(tmp_path.iterdir()) == [target]
