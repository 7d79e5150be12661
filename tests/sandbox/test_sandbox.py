"""The process that reads foreign files: it may hang, crash or eat memory, and the next is read."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import hostile
import pikepdf
import pytest
from click.testing import CliRunner
from patience import patient_sandbox
from processes import PATIENCE, children, needs_proc, seen, wait_until

import mlmp_print as mlmp
from mlmp_print.cli.commands import main
from mlmp_print.model.messages import NOWHERE, Message, Where, note
from mlmp_print.model.phrases import Catalog, Phrase
from mlmp_print.pdf import preview
from mlmp_print.reader.serialize import unpack
from mlmp_print.reader.sheet import READ
from mlmp_print.sandbox import sandbox
from mlmp_print.sandbox.error_packets import (
    pack_error,
    pack_message,
    unpack_error,
    unpack_message,
)
from mlmp_print.sandbox.protocol import receive, send
from mlmp_print.sandbox.sandbox import Worker

ANSWERS = hostile.ANSWERS


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker(seconds=PATIENCE)
    yield made
    made.stop()


def ask(worker: Worker, data: bytes) -> object:
    return worker.run(READ, data, password=None, check=False)[0]["answers"]


def pid(worker: Worker) -> int:
    assert worker.process
    return worker.process.pid


def test_a_file_that_takes_too_long_is_one_error_and_the_next_is_read(worker):
    sound = ask(worker, hostile.sound())
    worker.seconds = 1
    with pytest.raises(mlmp.PdfError, match="more than 1 seconds"):
        ask(worker, hostile.shared_annotations())
    worker.seconds = PATIENCE
    assert ask(worker, hostile.sound()) == sound


@pytest.mark.slow
@pytest.mark.skipif(
    not Path("/proc/self/statm").exists(), reason="memory is limited only where the system can"
)
def test_a_file_that_takes_too_much_memory_is_one_error_and_the_next_is_read():
    with pytest.raises(mlmp.PdfError, match="more than 512 MB"):
        mlmp.read(hostile.shared_value())
    assert mlmp.read(hostile.sound()).answers == ANSWERS


def test_a_drawing_library_that_crashes_or_hangs_does_not_take_us_with_it():
    with patient_sandbox():
        with pytest.raises(mlmp.PdfError, match="crash"):
            preview.png(hostile.twisted(hostile.bombs_elsewhere))
        assert preview.png(hostile.sound(), dpi=20).startswith(b"\x89PNG")


@pytest.mark.slow
def test_preview_is_drawn_there_too(tmp_path):
    """pdfium goes down every one of 2^40 ways."""
    (tmp_path / "lattice.pdf").write_bytes(hostile.twisted(hostile.lattice))
    result = CliRunner().invoke(
        main, ["preview", str(tmp_path / "lattice.pdf"), "-o", str(tmp_path / "x.png")]
    )
    assert (result.exit_code, list(tmp_path.iterdir())) == (4, [tmp_path / "lattice.pdf"])
    assert "5 seconds" in result.stderr


def test_as_many_pixels_as_may_be_are_drawn_within_the_limits_and_more_are_asked_to_be_fewer():
    blank = mlmp.blank("visual-plan", size="a3")
    with patient_sandbox():
        assert preview.png(blank, dpi=450).startswith(b"\x89PNG")
        with pytest.raises(mlmp.PdfError, match="too large to draw at 600 dpi"):
            preview.png(blank, dpi=600)


def test_a_page_of_which_nothing_is_to_be_shown_is_one_clear_error():
    def change(document: pikepdf.Pdf) -> None:
        document.pages[0].CropBox = pikepdf.Array([5000, 5000, 6000, 6000])

    with pytest.raises(mlmp.PdfError, match="page 1 has no size"):
        preview.png(hostile.twisted(change))


@pytest.mark.parametrize("how", [signal.SIGSEGV, signal.SIGKILL], ids=lambda how: how.name)
def test_a_worker_that_dies_between_two_files_is_not_missed(worker, how):
    sound, first = ask(worker, hostile.sound()), pid(worker)
    os.kill(first, how)
    assert worker.process and worker.process.wait(PATIENCE) == -how
    assert ask(worker, hostile.sound()) == sound
    assert pid(worker) != first


_KILLED = """
import os, pathlib, signal
begun = pathlib.Path(__file__).with_name("begun")
if ALWAYS or not begun.exists():
    begun.touch()
    os.kill(os.getpid(), signal.SIGKILL)

def length(data):
    return {"length": len(data)}, b""
"""


@pytest.mark.parametrize("always", [False, True])
def test_a_worker_that_is_killed_while_it_starts_is_started_once_more(
    worker, tmp_path, monkeypatch, always
):
    (tmp_path / "killed.py").write_text(_KILLED.replace("ALWAYS", str(always)))
    monkeypatch.syspath_prepend(tmp_path)
    if always:
        with pytest.raises(mlmp.MlmpError, match="does not start"):
            worker.run("killed:length", b"abc")
    else:
        assert worker.run("killed:length", b"abc")[0] == {"length": 3}


def test_a_worker_that_dies_over_a_file_is_that_files_error(worker):
    ask(worker, hostile.sound())
    with pytest.raises(mlmp.PdfError, match="crash"):
        worker.run("worker_functions:end", hostile.sound(), how=signal.SIGSEGV)
    assert ask(worker, hostile.sound())


def test_the_worker_is_kept_and_many_threads_may_read():
    mlmp.read(hostile.sound())
    first, found = pid(sandbox._pool.idle[-1]), []
    threads = [
        threading.Thread(target=lambda: found.append(mlmp.read(hostile.sound()).answers))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [ANSWERS] * 8
    kept = [pid(worker) for worker in sandbox._pool.idle]
    assert first in kept and len(kept) <= (os.cpu_count() or 1)
    sandbox.shrink()
    assert len(sandbox._pool.idle) == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_after_a_fork_both_processes_have_a_worker_of_their_own():
    program = """
import os, sys, mlmp_print as mlmp
from mlmp_print.sandbox import sandbox
data = sys.stdin.buffer.read()
mlmp.read(data)
number = lambda: sandbox._pool.idle[-1].process.pid
first = number()
child = os.fork()
if not child:
    good = mlmp.read(data).answers["name"] == "Peter" and number() != first
    sandbox.stop()
    os._exit(not good)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
assert mlmp.read(data).answers["name"] == "Peter" and number() == first
"""
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", "-c", program],
        input=hostile.sound(),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_script_without_a_main_guard_may_read_and_leaves_nothing_running(tmp_path):
    (tmp_path / "sound.pdf").write_bytes(hostile.sound())
    script = tmp_path / "script.py"
    script.write_text(
        "import mlmp_print as mlmp\n"
        "from mlmp_print.sandbox import sandbox\n"
        "print(mlmp.read('sound.pdf').answers['name'], sandbox._pool.idle[-1].process.pid)\n"
    )
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    name, number = done.stdout.split()
    assert (done.returncode, done.stderr, name) == (0, "", "Peter")
    with pytest.raises(ProcessLookupError):
        os.kill(int(number), 0)
    assert {path.name for path in tmp_path.iterdir()} == {"sound.pdf", "script.py"}


def test_modules_that_lie_beside_the_files_are_not_imported(tmp_path):
    """Somebody may put a `pypdf.py` into the folder in which the PDFs are read."""
    (tmp_path / "pypdf.py").write_text("open('run', 'w')")
    (tmp_path / "json.py").write_text("open('run', 'w')")
    (tmp_path / "sound.pdf").write_bytes(hostile.sound())
    run = [str(Path(sys.executable).with_name("mlmp-print")), "read", "sound.pdf"]
    done = subprocess.run(
        run, cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 0
    assert not (tmp_path / "run").exists()


def test_what_stands_on_the_path_that_python_itself_passes_over_is_passed_over():
    program = """
import sys
from pathlib import Path
sys.path += [Path('.'), None]
import mlmp_print as mlmp
print(mlmp.read(sys.stdin.buffer.read()).form)
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=hostile.small(),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.stdout, done.stderr) == (b"goal-staircase\n", b"")


LONGER_THAN_A_START = 60  # hundredths of a second


@needs_proc
def test_ctrl_c_over_a_file_ends_the_command_and_the_worker(tmp_path):
    """It is given several, since the time of one may be up before its process was seen to work."""
    for number in range(9):
        (tmp_path / f"{number}.pdf").write_bytes(hostile.shared_annotations())
    run = [str(Path(sys.executable).with_name("mlmp-print")), "read", ".", "--format", "jsonl"]
    child = subprocess.Popen(
        run,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    at_work: list[int] = []

    def is_at_work() -> bool:
        at_work[:] = [
            each.number for each in children(child.pid) if each.worked > LONGER_THAN_A_START
        ]
        return bool(at_work)

    wait_until(is_at_work, child)
    os.killpg(child.pid, signal.SIGINT)
    said = child.communicate(timeout=PATIENCE)[1].splitlines()
    assert (said[-1:], child.returncode) == (["Interrupted."], 130)
    assert at_work and not {*at_work} & {each.number for each in seen()}


# What crosses -----------------------------------------------------------------------------------


NO_REMEDY = {"template": "", "values": {}}


def message(**wrong: object) -> dict[str, object]:
    """A message as the worker sends it, or something else in parts of it."""
    template = {"template": "has {count:,} cells", "values": {"count": 1200}}
    place = {"path": "goals.1.text", "row": 3}
    return {
        "where": place,
        "what": template,
        "remedy": NO_REMEDY,
        "severity": 1,
        "weight": 1,
        "code": "",
        **wrong,
    }


def answer(**wrong: object) -> dict[str, object]:
    """The answer of a worker that has read a file, or something else in parts of it."""
    whole: dict[str, object] = {
        "form": "x",
        "version": 1,
        "language": None,
        "sheet_id": "0",
        "answers": {"a": "b"},
        "notes": [message()],
        "pictures": [["a.png", 4]],
        "kinds": {"a": {}},
        "drawn": {},
        "others": {},
        "differences": [],
        "untold": [],
        "beside": [],
        "exported": False,
    }
    return {**whole, **wrong}


NO_MESSAGES: tuple[object, ...] = (
    None,
    ["a", "b"],
    {},
    message(more=1),
    message(where=[]),
    message(where={"path": 1}),
    message(where={"row": True}),
    message(where={"row": "1"}),
    message(where={"__class__": "x"}),
    message(remedy=None),
    message(severity=7),
    message(severity=True),
    message(severity="1"),
    message(weight=7),
    message(weight=True),
    message(code=None),
    message(code="Hanne Hansen"),
    message(code="x" * 41),
)
NO_TEXTS: tuple[object, ...] = (
    1,
    ["a"],
    {"template": "a"},
    {"template": 1, "values": {}},
    {"template": "{a}", "values": []},
    {"template": "{a}", "values": {"b": 1}},
    {"template": "{}", "values": {"a": 1}},
    {"template": "{0}", "values": {"0": 1}},
    {"template": "{a.__class__}", "values": {"a": 1}},
    {"template": "{a[0]}", "values": {"a": "x"}},
    {"template": "{a!r}", "values": {"a": 1}},
    {"template": "{a:999999999}", "values": {"a": 1}},
    {"template": "{a:{b}}", "values": {"a": 1, "b": 1}},
    {"template": "{a:,}", "values": {"a": "x"}},
    {"template": "{a", "values": {"a": 1}},
    {"template": "{a}", "values": {"a": None}},
    {"template": "{a}", "values": {"a": [None]}},
    {"template": "{a:,}", "values": {"a": ["x"]}},
    "is no phrase",
    {"template": "{a}", "values": {"a": {"template": "{b.real}", "values": {"b": 1}}}},
)
NONSENSE = (
    {},
    answer(answers=[]),
    answer(answers={"name": [{"a": None}]}),
    answer(version=True),
    answer(form=None),
    answer(notes=None),
    answer(notes={"a": message()}),
    *(answer(notes=[wrong]) for wrong in NO_MESSAGES),
    *(answer(differences=[message(what=wrong)]) for wrong in NO_TEXTS),
    answer(pictures=[["a.exe", 1]]),
    answer(pictures=[["a.png", 9]]),
    answer(pictures=[["a.png"]]),
    answer(kinds={"a": 1}),
    answer(others={"a": [None]}),
    answer(drawn={"lang": 1}),
    answer(exported=None),
    answer(drawn={"settings": {"goals": None}}),
    answer(drawn={"else": "x"}),
)


@pytest.mark.parametrize("wrong", NONSENSE, ids=str)
def test_what_a_worker_says_is_checked_like_any_input(wrong):
    assert unpack(answer(), b"1234")["pictures"] == {"a.png": b"1234"}
    with pytest.raises((TypeError, ValueError)):
        unpack(wrong, b"1234")


def nested(depth: int) -> object:
    """Phrases in phrases."""
    inner: object = "x"
    for _ in range(depth):
        inner = {"template": "{a}", "values": {"a": inner}}
    return inner


def test_phrases_nested_deep_are_none_of_ours():
    assert str(unpack_message(message(what=nested(2))).what) == "x"
    with pytest.raises(ValueError):
        unpack_message(message(what=nested(500)))


MESSAGES = (
    Message(NOWHERE, Phrase("is {names}", names=["a", Phrase("b"), 3])),
    Message(
        Where("t.csv", 3, 4, "Mål {1}", 5, "goals.1.text", 6),
        Phrase("is {odd}"),
        Phrase("Mend {it}"),
    ),
    note("date", Phrase("is {old}, not {new:,}", old="{x}", new=1200)),
    note("file", Phrase("cannot be seen: {why}", why=Phrase("it is hidden"))),
    note("file", Phrase("is {braced} and has no values")),
)


def translated(message: Message) -> str:
    """The message's text in another language, as far as it can be translated."""
    danish = {
        "is {old}, not {new:,}": "er {old}, ikke {new:,}",
        "cannot be seen: {why}": "kan ikke ses: {why}",
        "it is hidden": "den er skjult",
    }
    return message.what.in_language(Catalog("da", danish.get))


@pytest.mark.parametrize("before", MESSAGES, ids=str)
def test_a_message_crosses_whole_and_can_still_be_translated(before):
    after = unpack_message(json.loads(json.dumps(pack_message(before))))
    assert (after, translated(after)) == (before, translated(before))


def test_a_reason_within_a_message_is_translated_after_it_has_crossed():
    assert translated(unpack_message(pack_message(MESSAGES[3]))) == "kan ikke ses: den er skjult"


@pytest.mark.parametrize(
    "before",
    [
        mlmp.PdfError(Phrase("takes more than {seconds:g} seconds", seconds=0.5)),
        mlmp.EncryptedError(Phrase("is encrypted")),
        mlmp.UsageError(Phrase("has {no} page")),
        mlmp.AnswersError(MESSAGES),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_crosses_whole(before):
    after = unpack_error(json.loads(json.dumps(pack_error(before))))
    assert (type(after), str(after), after.messages) == (type(before), str(before), before.messages)


@pytest.mark.parametrize(
    "wrong",
    [
        {"error": "PdfError"},
        pytest.param({"error": "PdfError", "messages": []}, marks=pytest.mark.slow),
        {"error": "PdfError", "messages": ["x"]},
        {"error": "SystemExit", "messages": [message()]},
        pytest.param({"error": ["PdfError"], "messages": [message()]}, marks=pytest.mark.slow),
        {
            "error": "PdfError",
            "messages": [message(what={"template": "{a.b}", "values": {"a": 1}})],
        },
    ],
    ids=str,
)
def test_an_error_that_is_none_of_ours_is_the_files_error_and_ends_the_worker(worker, wrong):
    ask(worker, hostile.small())
    first = pid(worker)
    with pytest.raises(mlmp.PdfError, match="nonsense"):
        worker.run("worker_functions:answer", b"", head=wrong)
    assert ask(worker, hostile.small())
    assert pid(worker) != first


def test_any_text_crosses_as_it_is():
    pipe = io.BytesIO()
    send(pipe, {"text": "Æ\ud800\x00\u2028"}, b"\x00\xff")
    pipe.seek(0)
    assert receive(pipe, 1000) == ({"text": "Æ\ud800\x00\u2028"}, b"\x00\xff")
    pipe.seek(0)
    with pytest.raises(ValueError, match="long"):
        receive(pipe, 10)
    with pytest.raises(EOFError):
        receive(io.BytesIO(b"1234"), 1000)


def test_a_message_that_breaks_off_is_none_wherever_it_does():
    """A process that is ended over its answer has written half a picture."""
    pipe = io.BytesIO()
    send(pipe, {"a": 1}, b"picture")
    whole = pipe.getvalue()
    assert receive(io.BytesIO(whole), 1000) == ({"a": 1}, b"picture")
    for length in range(len(whole)):
        with pytest.raises(EOFError):
            receive(io.BytesIO(whole[:length]), 1000)


def test_a_worker_in_a_block_ends_with_it():
    with Worker() as worker:
        ask(worker, hostile.small())
        number = pid(worker)
    assert worker.process is None
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_trusted_bytes_need_no_other_process():
    sandbox.stop()
    assert mlmp.read(hostile.sound(), trusted=True) == mlmp.read(hostile.sound())
    sandbox.stop()
    mlmp.read(hostile.sound(), trusted=True)
    assert all(worker.process is None for worker in sandbox._pool.idle)
