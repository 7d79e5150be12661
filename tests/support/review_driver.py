"""The review page, open in a browser and driven by its keyboard."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from chromium import DESK, Browser
from processes import wait_until

ENTER, TAB, DOWN, RIGHT = 13, 9, 40, 39
CODES = {"Enter": ENTER, "Tab": TAB, "ArrowRight": RIGHT, "ArrowDown": DOWN}
CTRL = 2
CARD = """(() => {
    const card = document.activeElement.closest(".card")
    const { page, path, kind, of = "" } = card.dataset
    const rows = of.split(" ").filter(Boolean).map(
        number => { const row = document.getElementById("q" + number).dataset
                    return { page: row.page, path: row.path } })
    return { page, path, kind, rows, date: card.querySelector("[data-date]") !== null }
})()"""
KEY_OF = """(value => {
    const inputs = [...document.activeElement.closest(".card").querySelectorAll("input[data-key]")]
    return inputs.find(each => each.dataset.how === "chosen" && each.value === value)?.dataset.key
})"""


class ReviewPage:
    """The review page, open in a browser."""

    def __init__(self, browser: Browser, index: Path) -> None:
        self.browser, self.folder = browser, index.parent
        self.url = index.as_uri()
        browser.new_tab()
        self.open()

    def open(self, width: int = DESK) -> None:
        self.browser.open(self.url, width)

    def run(self, script: str) -> Any:
        return self.browser.run(script)

    def keys(self, *keys: str) -> None:
        for key in keys:
            self.browser.press(key, CODES.get(key, ord(key[0])))

    def enter_first(self) -> None:
        """Come to the first card with the keyboard."""
        self.run("document.getElementById('next-open').focus()")
        self.browser.ask(
            "Input.dispatchKeyEvent",
            type="keyDown",
            key="Enter",
            code="Enter",
            windowsVirtualKeyCode=ENTER,
            text="\r",
        )

    def card(self) -> dict[str, Any]:
        """What the card with the focus is about."""
        found: dict[str, Any] = self.run(CARD)
        return found

    def keys_for(self, value: str | bool | None) -> list[str]:
        """The keys that choose an answer on the card with the focus."""
        if value is None or value is False:
            return ["-"]
        key = self.run(f"{KEY_OF}({json.dumps('true' if value is True else value)})")
        return [key[0], key[0]] if key.endswith("½") else [key]

    @property
    def cards(self) -> int:
        """How many cards there are, without those for whole pages."""
        return int(self.run("document.querySelectorAll('.card:not(.rows)').length"))

    @property
    def open_cards(self) -> int:
        """How many are not settled."""
        return int(self.run("document.querySelectorAll('.card:not(.settled)').length"))

    def save(self) -> Path:
        """Save with Ctrl + S, and return the file."""
        target = self.folder.parent / "downloads"
        target.mkdir(exist_ok=True)
        file = target / "corrections.json"
        self.browser.ask(
            "Browser.setDownloadBehavior",
            behavior="allowAndName",  # a name of its own for each, which no earlier one has yet
            downloadPath=str(target),
            eventsEnabled=True,
        )
        self.browser.events.clear()
        self.browser.press("s", ord("S"), CTRL)
        self.browser.wait_for("Browser.downloadProgress", state="completed")
        begun = self.browser.wait_for("Browser.downloadWillBegin")
        assert begun["suggestedFilename"] == file.name
        return (target / begun["guid"]).replace(file)

    def open_file(self, file: Path) -> None:
        """Choose a file to go on with."""
        root = self.browser.ask("DOM.getDocument")["root"]["nodeId"]
        found = self.browser.ask("DOM.querySelector", nodeId=root, selector="#earlier")
        self.run("document.getElementById('loaded').textContent = ''")
        self.browser.ask("DOM.setFileInputFiles", nodeId=found["nodeId"], files=[str(file)])
        wait_until(lambda: self.run("document.getElementById('loaded').textContent") != "")
