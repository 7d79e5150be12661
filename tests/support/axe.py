"""What axe-core finds wrong with a screen: WCAG 2.0 to 2.2, A and AA, and best practice."""

from __future__ import annotations

import tarfile
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType
from typing import Any

from repository import ROOT

RUN = """async () => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const found = await axe.run(document, { runOnly: tags });
    return found.violations.map((one) => [one.id, one.nodes.map((node) => node.html).slice(0, 3)]);
}"""


@cache
def script() -> str:
    """Return the script of axe-core, fetched as the page's parts are."""
    fetch = _fetch()
    folder = ROOT / ".cache" / "page"
    folder.mkdir(parents=True, exist_ok=True)
    pin = fetch.pins(ROOT)["npm"]["axe-core"]
    with tarfile.open(fetch.npm_package("axe-core", pin, folder)) as archive:
        file = archive.extractfile("package/axe.min.js")
        assert file is not None
        return file.read().decode()


def _fetch() -> ModuleType:
    """Return what fetches the page's parts. By path: another test's library is `page` too."""
    spec = spec_from_file_location("page_fetch", ROOT / "tools" / "page" / "fetch.py")
    assert spec is not None and spec.loader is not None
    found = module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def violations(page: Any) -> list[Any]:
    """Return what is wrong with the screen that a page of Playwright shows."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(script())
    found: list[Any] = page.evaluate(RUN)
    return found
