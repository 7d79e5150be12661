"""The built page in a browser: what a test or a benchmark does with it."""

from __future__ import annotations

import os
import re
import threading
import tomllib
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import which
from typing import Any

from repository import ROOT

OUT = Path(os.environ.get("PAGE_OUT", ROOT / "out"))
FILE = OUT / "mit-liv-min-plan.html"
FOLDER = FILE.with_suffix("")
START = 600_000  # ms that a Python may take to start, or to answer, on a busy machine
DESK, TABLET, PHONE = 1280, 768, 320  # widths of windows
LOCALES = {"da": "da-DK", "de": "de-DE", "en": "en-GB"}
# When a file was saved, in its name: a test knows what it is called but for that.
MOMENT = r" \d{4}-\d\d-\d\d \d\d\.\d\d(?: \(\d+\))?"
CALL = """async ([name, args, files]) => {
    const python = await page.python;
    const given = Object.fromEntries(
        Object.entries(files).map(([name, data]) => [name, Uint8Array.fromBase64(data)]));
    const told = { progress: [], files: [] };
    const how = {
        onProgress: (done, total) => told.progress.push([done, total]),
        onFile: (name) => told.files.push(name),
    };
    const began = performance.now();
    try {
        const { value, files: made } = await python.call(name, args, given, how);
        const took = performance.now() - began;
        return { value, told, took,
            files: Object.fromEntries(Object.entries(made).map(([n, d]) => [n, d.toBase64()])) };
    } catch (error) {
        return { error: { kind: error.kind, code: error.code, text: error.text ?? String(error) } };
    }
}"""
# Two frames: what was changed before is drawn when the second begins.
DRAWN = """() => new Promise(
    (done) => requestAnimationFrame(() => requestAnimationFrame(done)))"""
# What was begun is forgotten, and an open question is answered by staying: the address is set after
# that, so that the first screen is shown whatever was asked.
FORGET = """async () => {
    page.kept = {};
    page.unsaved = () => false;
    for (const dialog of document.querySelectorAll("dialog[open]")) {
        dialog.dispatchEvent(new Event("cancel", { cancelable: true }));
        dialog.close();
    }
    await new Promise((go) => setTimeout(go)); // the page's own promises come first
    page.unsaved = () => false;
    location.hash = "#start";
}"""

# What stands there for a moment only is looked for by the page itself: who asks from outside may
# ask too late. The first presses Stop when the count reads so, the second notes what stood there.
STOP = """(pattern) => {
    window.stoppedAt = "";
    new MutationObserver((_, observer) => {
        const count = document.querySelector(".calm .big")?.textContent ?? "";
        if (!new RegExp(pattern).test(count)) return;
        observer.disconnect();
        window.stoppedAt = count;
        document.querySelector(".calm .acts button").click();
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""
NOTE = """(selector) => {
    window.hasStood = false;
    new MutationObserver((_, observer) => {
        if (!document.querySelector(selector)) return;
        observer.disconnect();
        window.hasStood = true;
    }).observe(document.body, { childList: true, subtree: true });
}"""


@dataclass
class Opened:
    """The page in a browser, and everything that it asked for and complained of.

    Attributes:
        page: Of Playwright.
        requests: The addresses that were asked for.
        complaints: Errors, and what the content security policy has stopped.
        language: The language that the page was last asked to speak.
    """

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    language: str = "da"

    def listen(self) -> None:
        """Take notes from now on."""
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console",
            lambda said: said.type == "error" and self.complaints.append(said.text),
        )

    def go(self, address: str, mark: str = "h1") -> None:
        """Show a screen by its address, as a link would, and wait until `mark` stands there."""
        if self.page.evaluate("location.hash") != f"#{address}":
            with turning(self.page, mark):
                self.page.evaluate("address => { location.hash = address; }", address)
        self.page.locator(f"main {mark}").first.wait_for()

    def ready(self) -> None:
        """Wait until Python has started."""
        self.page.wait_for_selector("html[data-python=ready]", state="attached", timeout=START)

    def anew(self, language: str = "da", width: int = DESK) -> None:
        """Go to the first screen in a language, as if nothing had been done yet."""
        self.resize(width)
        self.page.emulate_media(forced_colors="none")
        self.forget()
        self.page.locator(f"header a[lang={language}]").click()
        self.page.wait_for_function("lang => document.documentElement.lang === lang", arg=language)
        self.language = language
        self.page.locator("a.job").first.wait_for()

    def forget(self) -> None:
        """Go to the first screen. Nobody is asked, whatever was begun."""
        self.page.evaluate(FORGET)
        self.page.locator("a.job").first.wait_for()

    def resize(self, width: int) -> None:
        """Make the window so wide, and wait until the page is drawn in it."""
        resize(self.page, width)

    def say(self, key: str) -> str:
        """Return the page's own words in the language that it speaks."""
        return _words(self.language)[key]

    def call(self, name: str, files: dict[str, bytes] | None = None, **args: Any) -> Any:
        """Make a call in the page's Python: value, files, what was told, milliseconds."""
        given = {file: b64encode(data).decode() for file, data in (files or {}).items()}
        answer = self.page.evaluate(CALL, [name, args, given])
        made = answer.get("files", {})
        return {**answer, "files": {file: b64decode(data) for file, data in made.items()}}


def resize(page: Any, width: int, height: int = 900) -> None:
    """Give a window of Playwright a size, and wait until its page is drawn in it."""
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function("width => innerWidth === width", arg=width)
    page.evaluate(DRAWN)


@contextmanager
def turning(page: Any, mark: str = "h1") -> Iterator[None]:
    """Wait, after what is done inside, until another screen stands there with `mark` on it.

    The address changes before the screen does: who looks in between sees the old one.
    """
    page.evaluate("document.querySelector('main').dataset.left = ''")
    yield
    page.locator(f"main:not([data-left]) {mark}").first.wait_for(timeout=START)


@contextmanager
def stopping(page: Any, count: str) -> Iterator[None]:
    """Stop the work that is begun inside when its count fits a pattern, and wait for that."""
    page.evaluate(STOP, count)
    yield
    page.wait_for_function("() => window.stoppedAt")


@contextmanager
def showing(page: Any, selector: str) -> Iterator[None]:
    """Check that something has stood on the page before the end, if only for a moment."""
    page.evaluate(NOTE, selector)
    yield
    assert page.evaluate("window.hasStood"), f"nobody was shown {selector}"


def timeless(text: str) -> str:
    """Return a text, as the name of a file, without the moment when the file was saved."""
    return re.sub(MOMENT, "", text)


@cache
def _words(language: str) -> dict[str, str]:
    tables = tomllib.loads((ROOT / "assets" / "page" / f"{language}.toml").read_text("utf-8"))
    return {f"{table}.{key}": text for table, keys in tables.items() for key, text in keys.items()}


@contextmanager
def started() -> Iterator[Any]:
    """Chromium, driven by Playwright. Yields None where there is no Chromium."""
    from playwright.sync_api import sync_playwright

    chromium = which("chromium")
    if chromium is None:
        yield None
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


def opened_at(browser: Any, address: str, language: str = "da") -> Opened:
    """Open the page in a window of its own, and wait for its first screen.

    Whatever is waited for may take as long as Python does: most of it comes from there.
    """
    context = browser.new_context(
        locale=LOCALES[language],
        viewport={"width": DESK, "height": 900},
        accept_downloads=True,
    )
    context.set_default_timeout(START)
    page = context.new_page()
    found = Opened(page, language=language)
    found.listen()
    page.goto(address)
    page.wait_for_selector("main h1")
    return found


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files, and says nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def web_server(folder: Path) -> Iterator[str]:
    """Serve a folder from this machine, and yield its address."""
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def elsewhere(requests: list[str], home: str) -> list[str]:
    """Return the addresses that are neither the page's own nor inside of it."""
    inside = re.compile(rf"(data|blob):|{re.escape(home)}")
    return [address for address in requests if not inside.match(address)]
