"""A browser with the built page in it: one Python for the whole session, since it takes seconds."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from repository import ROOT

sync_api = pytest.importorskip("playwright.sync_api")

FILE = ROOT / "out" / "mit-liv-min-plan.html"
START = 240_000  # ms that a Python may take to start on a busy machine
CALL = """async ([name, args, files]) => {
    const python = await page.python;
    const given = Object.fromEntries(
        Object.entries(files).map(([name, data]) => [name, Uint8Array.from(data)]));
    const told = { progress: [], files: [] };
    const how = {
        onProgress: (done, total) => told.progress.push([done, total]),
        onFile: (name) => told.files.push(name),
    };
    try {
        const { value, files: made } = await python.call(name, args, given, how);
        return { value, told,
            files: Object.fromEntries(Object.entries(made).map(([n, d]) => [n, [...d]])) };
    } catch (error) {
        return { error: { kind: error.kind, code: error.code, text: error.text ?? String(error) } };
    }
}"""


@dataclass
class Opened:
    """The page in a browser, and everything that it asked for and complained of.

    Attributes:
        page: Of Playwright.
        requests: The addresses that were asked for.
        complaints: Errors, and what the content security policy has stopped.
    """

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Take notes from now on."""
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console",
            lambda said: said.type == "error" and self.complaints.append(said.text),
        )

    def go(self, name: str) -> None:
        """Show a screen by its name, as a link would, without loading the page again."""
        self.page.evaluate("name => { location.hash = name; }", name)
        self.page.wait_for_selector("main h1")

    def ready(self) -> None:
        """Wait until Python has started."""
        self.page.wait_for_selector("html[data-python=ready]", state="attached", timeout=START)

    def call(self, name: str, files: dict[str, bytes] | None = None, **args: Any) -> Any:
        """Make a call in the page's Python: value, files as lists of numbers, what was told."""
        given = {file: list(data) for file, data in (files or {}).items()}
        return self.page.evaluate(CALL, [name, args, given])


@pytest.fixture(scope="session")
def built() -> Path:
    """The built page. `make page` says what has gone wrong, if it has."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "make_page.py")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert not done.returncode, done.stdout + done.stderr
    return FILE


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium."""
    chromium = which("chromium")
    if chromium is None:
        pytest.skip("there is no chromium")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def opened(built: Path, browser: Any) -> Opened:
    """The one file, opened from the disk in Danish, with the session's Python."""
    page = browser.new_context(
        locale="da-DK", viewport={"width": 1280, "height": 900}, accept_downloads=True
    ).new_page()
    found = Opened(page)
    found.listen()
    page.goto(built.as_uri())
    page.wait_for_selector("main h1")
    return found


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files, and says nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def served(built: Path) -> Iterator[str]:
    """The address of the folder on a web server of this machine."""
    folder = built.with_suffix("")
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
