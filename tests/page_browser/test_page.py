"""The page in Chromium: it starts from a file and from a folder, and asks nobody for anything."""

from __future__ import annotations

import hostile
import pytest
from opened_page import START, Opened, elsewhere, opened_at
from page_screens import SCREENS

import mlmp_print as mlmp

pytestmark = pytest.mark.slow

TABLE = "Sagsnr;Navn;Mål 1;Score nu 1\n7;Åse;cykle;2\n8;Bo;løbe;9\n".encode()


def test_the_first_screen_has_the_four_jobs_and_nothing_is_asked_for(opened, built):
    page = opened.page
    opened.anew()
    assert page.title() == "Hvad vil du? · Mit liv – Min plan"
    assert page.locator("a.job").count() == 4
    opened.ready()
    assert elsewhere(opened.requests, built.as_uri()) == []
    assert not opened.complaints


@pytest.mark.parametrize(
    ("name", "title"),
    [("English", "What do you want to do?"), ("Deutsch", "Was möchten Sie tun?"),
     ("Dansk", "Hvad vil du?")],
)  # fmt: skip
def test_everything_is_said_in_the_language_that_was_chosen(opened: Opened, name, title):
    opened.anew()
    opened.page.get_by_role("link", name=name, exact=True).click()
    opened.page.locator("h1", has_text=title).wait_for()
    assert title in opened.page.title()


def test_a_sheet_has_the_bytes_of_the_command_line(opened: Opened):
    opened.anew()
    answers = {"name": "Åse", "goals": [{"text": "cykle", "score_now": 1.5}]}
    made = opened.call("fill", form="visual-plan", answers=answers)
    assert bytes(made["files"]["visual-plan.pdf"]) == mlmp.fill("visual-plan", answers).pdf
    locked = opened.call("fill", form="wishing-well", answers={"name": "Bo"}, lock=True)
    expected = mlmp.fill("wishing-well", {"name": "Bo"}, lock=True).pdf
    assert bytes(locked["files"]["wishing-well.pdf"]) == expected


def test_a_table_is_filled_with_progress_and_each_sheet_as_it_is_made(opened: Opened):
    opened.anew()
    made = opened.call("batch", {"t.csv": TABLE}, form="visual-plan", table="t.csv", output="zip")
    assert made["told"]["progress"][-1] == [2, 2]
    assert made["told"]["files"] == ["7.pdf"] and made["value"]["failed"] == 1


def test_a_returned_sheet_is_read_and_a_hostile_one_is_ended_while_the_page_lives_on(
    opened: Opened,
):
    opened.anew()
    sound = mlmp.fill("visual-plan", {"name": "Åse"}).pdf
    found = opened.call("read", {"a.pdf": sound}, file="a.pdf")
    assert found["value"]["answers"] == {"name": "Åse"}
    ended = opened.call("read", {"b.pdf": hostile.shared_annotations()}, file="b.pdf")
    assert ended["error"]["kind"] == "PdfError" and "5 sekunder" in ended["error"]["text"]
    again = opened.call("read", {"a.pdf": sound}, file="a.pdf")
    assert again["value"]["answers"] == {"name": "Åse"}


def test_a_call_that_is_stopped_ends_and_the_next_one_is_answered(opened: Opened):
    stopped = opened.page.evaluate(
        """async (table) => {
            const python = await page.python;
            const stop = new AbortController();
            const files = { "t.csv": Uint8Array.from(table) };
            const args = { form: "visual-plan", table: "t.csv", output: "zip" };
            try {
                await python.call("batch", args, files,
                    { signal: stop.signal, onFile: () => stop.abort() });
            } catch (error) { return error.name; }
        }""",
        list(TABLE),
    )
    assert stopped == "AbortError"
    assert opened.call("forms", lang="da")["value"]["forms"]


def test_the_folder_asks_only_its_own_server(browser, served):
    found = opened_at(browser, served, "en")
    assert found.page.locator("h1").text_content() == "What do you want to do?"
    found.ready()
    assert found.call("blank", forms=["wishing-well"])["value"]["pages"] == 1
    for screen in SCREENS:
        found.anew("en")
        screen.come(found)
    assert elsewhere(found.requests, served) == [] == found.complaints
    found.page.context.close()


@pytest.mark.parametrize(
    "attempt",
    [
        "await fetch('https://example.org/')",
        "new Image().src = 'https://example.org/a.png'",
        "navigator.sendBeacon('https://example.org/', 'a name')",
        "add('script', { textContent: '1' })",
        "add('style', { textContent: 'a {}' })",
        "add('iframe', { src: 'https://example.org/' })",
        "footer.setAttribute('onclick', '1')",
        "setTimeout('1')",
    ],
)
def test_the_policy_stops_what_would_send_or_run(opened: Opened, attempt: str):
    known = len(opened.complaints), len(opened.requests)
    opened.anew()
    stopped = opened.page.evaluate(f"""() => new Promise((resolve) => {{
        const late = setTimeout(() => resolve(null), {START});
        document.addEventListener("securitypolicyviolation", (event) => {{
            clearTimeout(late);
            resolve(event.effectiveDirective);
        }}, {{ once: true }});
        const footer = document.querySelector("footer"); // made anew with the next screen
        const add = (tag, values) => {{
            const element = Object.assign(document.createElement(tag), values);
            footer.append(element);
            return element;
        }};
        (async () => {{ {attempt}; }})().catch(() => {{}});
    }})""")
    opened.anew()
    assert stopped
    del opened.complaints[known[0] :]
    del opened.requests[known[1] :]
