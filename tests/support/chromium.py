"""Chromium for tests of pages: a window to open them in, a keyboard, and pictures."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from select import select
from typing import Any

from PIL import Image
from processes import PATIENCE

PROGRAM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
OPTIONS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND", "--remote-debugging-pipe",
    "--allow-pre-commit-input",  # else a key is dropped that comes before the first frame
]  # fmt: skip
PHONE, TABLET, DESK = 320, 768, 1200  # widths of windows
# Two frames: what was changed before is drawn when the second begins.
FRAME = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
# Something of the page can be seen, for the first time since it was opened.
SHOWN = f"""new Promise(done => new PerformanceObserver((_, observer) => {{
    observer.disconnect()
    {FRAME}.then(done)
}}).observe({{ type: "paint", buffered: true }}))"""
# Gives the program its two pipes as descriptors 3 and 4, and becomes it.
START = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.dup2(int(sys.argv[2]), 4)
os.execv(sys.argv[3], sys.argv[3:])
"""


class Browser:
    """Chromium, driven by the DevTools protocol through two pipes.

    It reads commands on descriptor 3 and writes answers on descriptor 4.
    """

    def __init__(self, profile: Path) -> None:
        options = [*OPTIONS, f"--user-data-dir={profile}"]
        commands, self.write = os.pipe()
        self.read, answers = os.pipe()
        home = {
            **os.environ,
            "HOME": str(profile),
            "XDG_CONFIG_HOME": str(profile),
            "XDG_CACHE_HOME": str(profile),
        }
        self.process = subprocess.Popen(
            [sys.executable, "-c", START, *map(str, (commands, answers)), PROGRAM, *options],
            pass_fds=(commands, answers),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=home,
        )
        os.close(commands)
        os.close(answers)
        self.rest, self.last, self.session, self.events = b"", 0, {}, []
        self.tab = ""
        self.new_tab()

    def new_tab(self) -> None:
        """Go on in a new tab. The last one is closed, and is not asked whether it may be."""
        self.session = {}
        if self.tab:
            self.ask("Target.closeTarget", targetId=self.tab)
        self.tab = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = {
            "sessionId": self.ask("Target.attachToTarget", targetId=self.tab, flatten=True)[
                "sessionId"
            ]
        }
        self.ask("Page.enable")
        self.ask("Page.setLifecycleEventsEnabled", enabled=True)
        # Whether the window has the focus is then no matter of when it is shown.
        self.ask("Emulation.setFocusEmulationEnabled", enabled=True)

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command and wait for its result."""
        self.last += 1
        os.write(
            self.write,
            json.dumps(
                {"id": self.last, "method": method, "params": params, **self.session}
            ).encode()
            + b"\0",
        )
        while True:
            message = self.message()
            if message.get("id") == self.last:
                assert "error" not in message, (method, message)
                return message["result"]

    def message(self) -> dict[str, Any]:
        while b"\0" not in self.rest:
            found = os.read(self.read, 1 << 20) if select([self.read], [], [], PATIENCE)[0] else b""
            assert found, "the browser has gone, or does not answer"
            self.rest += found
        first, _, self.rest = self.rest.partition(b"\0")
        message = json.loads(first)
        if "method" in message:
            self.events.append(message)
        return message

    def wait_for(self, method: str, **values: Any) -> dict[str, Any]:
        """Wait for an event with these values, or find it among those that have come."""
        while True:
            for event in self.events:
                params = event["params"]
                if event["method"] == method and values.items() <= params.items():
                    return params
            self.message()

    def open(self, url: str, width: int = DESK, height: int = 900) -> None:
        """Go to a page in a window of that size, and wait until it is all there and drawn.

        A PDF is drawn by another process, which does not tell.
        """
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width == PHONE,
        )
        self.events.clear()
        loading = self.ask("Page.navigate", url=url)
        assert not loading.get("errorText"), (url, loading)
        self.wait_for("Page.lifecycleEvent", loaderId=loading["loaderId"], name="load")
        if not url.endswith(".pdf"):
            self.run(SHOWN)

    @property
    def address(self) -> str:
        """Where it is now."""
        session, self.session = self.session, {}
        (url,) = (
            target["url"]
            for target in self.ask("Target.getTargets")["targetInfos"]
            if target["targetId"] == self.tab
        )
        self.session = session
        return url

    def run(self, script: str) -> Any:
        """The value of an expression on the page."""
        found = self.ask(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def run_drawn(self, script: str) -> Any:
        """The value of an expression when all that was done before is drawn."""
        return self.run(f"{FRAME}.then(() => ({script}))")

    def press(self, key: str, code: int, modifiers: int = 0) -> None:
        """Press a key. `modifiers`: 1 for Alt, 2 for Ctrl, 8 for Shift."""
        for kind in ("rawKeyDown", "keyUp"):
            self.ask(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                code=key,
                windowsVirtualKeyCode=code,
                modifiers=modifiers,
            )

    def type(self, text: str) -> None:
        """Type a text where the focus is."""
        self.ask("Input.insertText", text=text)

    def picture(self) -> Image.Image:
        """The whole page."""
        return Image.open(
            BytesIO(
                base64.b64decode(
                    self.ask("Page.captureScreenshot", captureBeyondViewport=True)["data"]
                )
            )
        )

    def close(self) -> None:
        with suppress(OSError, AssertionError):
            self.session = {}
            self.ask("Browser.close")
        os.close(self.write)
        os.close(self.read)
        self.process.wait(PATIENCE)
