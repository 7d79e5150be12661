"""The camera and the printer: the browser's own, with what the page hands to them."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from opened_page import START, Opened, opened_at, turning
from PIL import Image

import mlmp_print as mlmp

pytestmark = pytest.mark.slow

CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
QUESTION = "person/profile"


@pytest.fixture
def with_camera(browser: Any, built: Path) -> Iterator[Opened]:
    """The page in a browser that has a camera, which films a test picture."""
    arguments = ["--no-sandbox", *CAMERA]
    second = browser.browser_type.launch(executable_path=which("chromium"), args=arguments)
    opened = opened_at(second, built.as_uri())
    opened.ready()
    yield opened
    second.close()


def to_photo(opened: Opened) -> Any:
    """Go on to the question that asks for a photo."""
    page = opened.page
    opened.go(QUESTION, ".track")
    while not page.locator(".picture-answer").count():
        with turning(page, ".track"):
            page.locator(".nav .main").click()
    return page


def test_a_photo_of_the_camera_goes_into_the_sheet_and_the_camera_is_let_go(with_camera: Opened):
    page = to_photo(with_camera)
    page.get_by_role("button", name="Tag et billede med kameraet").click()
    take = page.get_by_role("button", name="Tag billedet")
    take.wait_for()
    page.wait_for_function("() => document.querySelector('video').videoWidth > 0")
    page.evaluate("window.filming = document.querySelector('video').srcObject")
    take.click()
    page.locator(".picture-answer img").wait_for()
    assert page.evaluate("filming.getTracks().every(one => one.readyState === 'ended')")
    page.get_by_role("button", name="Vis arket").click()
    page.locator("figure img").first.wait_for(timeout=START)
    with page.expect_download() as coming:
        page.get_by_role("button", name="Gem mit ark").click()
    (photo,) = mlmp.read(coming.value.path()).pictures.values()
    width, height = Image.open(BytesIO(photo)).size
    assert width > height > 100
    assert with_camera.complaints == []


def test_without_a_camera_that_is_one_sentence_and_a_file_can_be_chosen(opened: Opened):
    opened.anew()
    opened.ready()
    page = to_photo(opened)
    page.get_by_role("button", name="Tag et billede med kameraet").click()
    page.locator("dialog [role=alert]", has_text="Siden kan ikke bruge et kamera her").wait_for()
    page.get_by_role("button", name="Luk kameraet").click()
    assert page.locator(".picture-answer .drop").count() == 1


def test_print_opens_a_window_for_the_pdf_and_says_so(opened: Opened):
    page = opened.page
    opened.anew()
    opened.ready()
    opened.go("course", ".btn.main")
    page.get_by_role("button", name="Lav PDF til printeren").click()
    page.locator("h1", has_text="Din PDF er klar").wait_for(timeout=START)
    with page.context.expect_page() as coming:
        page.get_by_role("button", name="Print", exact=True).click()
    coming.value.close()  # a browser without a window downloads the PDF there instead
    assert "åben i et nyt vindue" in page.locator(".where").inner_text()
