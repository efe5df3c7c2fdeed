"""The page in a real browser: what an editor does with the keyboard, and what must not get lost."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from translate import formats
from translate.document import SegmentState
from translate.review.desk import Desk

pytestmark = pytest.mark.browser


# What the page is told, and deals with; the browser notes it all the same.
TOLD = ("409 (Conflict)", "423 (Locked)", "410 (Gone)")


class Page:
    """What tests do to the page."""

    def __init__(self, driver, address: str) -> None:
        self.driver, self.address = driver, address
        driver.get("about:blank")
        driver.get_log("browser")
        driver.get(address)
        self.until(lambda: self.js("return document.documentElement.dataset.ready"), "page is not ready")

    def js(self, script, *values):
        return self.driver.execute_script(script, *values)

    def until(self, holds, what="", seconds=8.0):
        end = time.monotonic() + seconds
        while not (found := holds()):
            if time.monotonic() > end:
                raise AssertionError(f"{what}; console: {self.driver.get_log('browser')}")
            time.sleep(0.03)
        return found

    def keys(self, *keys):
        """Press keys; several in a tuple are held together."""
        from selenium.webdriver import ActionChains

        chain = ActionChains(self.driver, duration=0)
        for key in keys:
            held = key[:-1] if isinstance(key, tuple) else ()
            for one in held:
                chain.key_down(one)
            chain.send_keys(key[-1] if isinstance(key, tuple) else key)
            for one in held:
                chain.key_up(one)
        chain.perform()

    def find(self, selector):
        return self.driver.find_element("css selector", selector)

    def all(self, selector):
        return self.driver.find_elements("css selector", selector)

    def text(self, selector):
        return self.js("return document.querySelector(arguments[0])?.textContent ?? ''", selector)

    def click(self, selector):
        self.find(selector).click()

    @property
    def active(self):
        return self.js("return document.querySelector('.segment[aria-current]')?.dataset.id")

    @property
    def value(self):
        return self.js("return document.querySelector('.segment[aria-current] textarea').value")

    def go(self, id):
        self.js("const s = document.getElementById('s' + arguments[0]); (s.querySelector('.target') ?? s).click()", id)
        self.until(lambda: self.active == id, f"segment {id} does not open")

    def saved(self):
        self.until(lambda: self.js("return document.getElementById('saved').dataset.state") == "saved", "not saved")

    def quiet(self):
        """No errors on the console: no script, style or policy that failed."""
        severe = [entry for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]
        return [entry for entry in severe if not any(told in entry["message"] for told in TOLD)]


@pytest.fixture
def keys():
    pytest.importorskip("selenium")
    from selenium.webdriver.common.keys import Keys

    return Keys


@pytest.fixture
def page(browser, serve, desk):
    found = Page(browser, serve(desk))
    yield found
    assert found.quiet() == []


def segments(path: Path):
    return {s.id: s for s in formats.read(path).segments}


def test_shows_the_article_with_its_terms_and_findings(page):
    assert page.text("#name") == "gipfel.txt"
    assert page.text("#counted") == "0 of 6 reviewed"
    assert [h.tag_name for h in page.all(".heading .source")] == ["h2"]
    assert page.text("#s2\\.3 .source") == "Er blieb & <b>schwieg</b>."
    assert page.text("#s2\\.3 .target") == "He stayed & <b>was silent</b>."
    assert "Kremlchef" in page.text("#s2\\.2 .chip.missed")
    assert "number 3 is not in the translation" in page.text("#s2\\.2 .findings")
    assert page.text("#s1\\.1 .chip.forbidden").startswith("×")
    assert page.text("#s1\\.1 .source .kept, #s1\\.1 .source .term") == "Nato-Rat"


def test_approves_with_the_keyboard_alone(page, po, keys):
    assert page.active == "1.1"
    for _ in range(6):
        page.keys((keys.CONTROL, keys.ENTER))
    page.saved()
    page.until(lambda: page.text("#counted") == "6 of 6 reviewed", "not all are reviewed")
    assert {s.state for s in segments(po).values()} == {SegmentState.REVIEWED}
    page.keys((keys.CONTROL, "z"))
    page.until(lambda: page.text("#counted") == "5 of 6 reviewed", "approval is not undone")


def test_saves_what_is_typed_within_a_second(page, po, keys):
    page.go("3.1")
    page.keys(keys.END, " Yes.")
    page.until(lambda: segments(po)["3.1"].target == "The truce held. Yes.", "not saved", 1.5)
    assert page.find("#s3\\.1 textarea").get_attribute("lang") == "en"


def test_closing_the_page_loses_nothing(page, po, keys):
    page.go("3.1")
    page.keys(keys.END, " Last.")
    page.driver.get("about:blank")
    page.until(lambda: segments(po)["3.1"].target == "The truce held. Last.", "lost")


def test_undo_and_redo_reach_across_segments(page, po, keys):
    page.go("3.1")
    page.keys(keys.END, "!")
    page.go("3.2")
    page.keys(keys.END, "?")
    page.keys((keys.CONTROL, "z"), (keys.CONTROL, "z"))
    assert page.active == "3.1"
    assert page.value == "The truce held."
    page.keys((keys.CONTROL, keys.SHIFT, "z"))
    assert page.value == "The truce held.!"
    page.saved()
    assert segments(po)["3.1"].target == "The truce held.!"
    assert segments(po)["3.2"].target == "A truce 😀 is no peace."


def test_checks_while_typing(page, keys):
    page.go("2.2")
    page.keys((keys.CONTROL, "a"), "The Kremlin leader came on May 3.")
    page.until(lambda: not page.all("#s2\\.2 .findings li") and page.all("#s2\\.2 .chip.enforced"), "not checked")


def test_a_missed_term_is_put_in_at_its_place(page, po):
    page.go("2.2")
    page.click("#s2\\.2 .chip.missed")
    page.until(lambda: page.all(".rendering"), "no renderings")
    page.click(".rendering")
    page.until(lambda: page.value == "The Kremlin leader came in May.", page.value)
    page.until(lambda: page.all("#s2\\.2 .chip.enforced"), "not enforced")
    page.saved()
    assert segments(po)["2.2"].terms[0].by == "review"


def test_aligned_words_light_up(page, keys):
    lit = "return [...(CSS.highlights.get('linked') ?? [])].map(String).sort()"
    page.go("3.1")
    page.keys(keys.HOME, *[keys.ARROW_RIGHT] * 5)
    page.until(lambda: page.js(lit) == ["Waffenruhe", "truce"], "nothing lights up at the caret")
    from selenium.webdriver import ActionChains

    box = page.js(
        "const r = document.createRange(), t = document.querySelector('#s2\\\\.3 .source').firstChild;"
        "r.setStart(t, 4); r.setEnd(t, 6); const b = r.getBoundingClientRect();"
        "return [b.x + b.width / 2, b.y + b.height / 2]"
    )
    chain = ActionChains(page.driver, duration=0)
    chain.w3c_actions.pointer_action.move_to_location(*map(int, box))
    chain.perform()
    page.until(lambda: page.js(lit) == ["blieb", "stayed"], "nothing lights up under the pointer")


def test_goes_to_what_needs_attention(page, keys):
    page.go("3.1")
    page.keys(keys.F8)
    assert page.active == "1.1"
    page.keys(keys.F8)
    assert page.active == "2.2"
    page.keys((keys.SHIFT, keys.F8))
    assert page.active == "1.1"


def test_moves_and_copies_and_takes_other_translations(page, keys):
    page.keys((keys.ALT, keys.ARROW_DOWN), (keys.ALT, keys.ARROW_DOWN), (keys.ALT, keys.ARROW_UP))
    assert page.active == "2.1"
    page.go("3.1")
    page.keys((keys.ALT, "c"))
    assert page.value == "Die Waffenruhe hielt."
    page.keys((keys.CONTROL, "z"), (keys.ALT, "a"))
    page.until(lambda: page.all(".alternatives li"), "no alternatives")
    page.keys((keys.ALT, "2"))
    assert page.value == "The truce held again."
    page.until(lambda: page.text(".changed del") == "" and "again" in page.text(".changed ins"), "no difference shown")


def test_jumps_to_terms(page, keys):
    page.go("1.1")
    page.keys((keys.ALT, "j"))
    selected = "const a = document.activeElement; return a.value?.slice(a.selectionStart, a.selectionEnd)"
    assert page.js(selected) == "NATO council"
    page.keys((keys.ALT, "j"))
    assert page.js(selected) == "alliance case"


def test_asks_for_a_translation_with_another_rendering(page, keys):
    page.go("2.2")
    page.click("#s2\\.2 .chip.missed")
    page.until(lambda: page.all(".again input"), "no field")
    page.js("document.querySelector('.again input').focus()")
    page.keys((keys.CONTROL, "a"), "Russian president", keys.ENTER)
    page.until(lambda: "Russian president" in page.text(".alternatives"), "no answer")


def test_a_change_by_others_comes_in(page, po):
    text = po.read_text(encoding="utf-8")
    po.write_text(text.replace('msgstr "The truce held."', 'msgstr "The ceasefire held."'), encoding="utf-8")
    page.until(lambda: page.text("#s3\\.1 .target") == "The ceasefire held.", "not merged")
    assert not page.all(".conflict")


# A page that has not heard yet of what others have done.
DEAF = """
const ask = window.fetch;
window.fetch = (path, ...rest) => (path.includes("changes") ? new Promise(() => {}) : ask(path, ...rest));
"""


@pytest.mark.parametrize(
    ("button", "stands"), [(".conflict .main", "Mine."), (".conflict button", "The ceasefire held.")]
)
def test_a_conflict_is_shown_and_nothing_overwritten(page, po, keys, button, stands):
    page.go("3.1")
    page.js(DEAF)
    text = po.read_text(encoding="utf-8")
    po.write_text(text.replace('msgstr "The truce held."', 'msgstr "The ceasefire held."'), encoding="utf-8")
    page.keys((keys.CONTROL, "a"), "Mine.")
    page.until(lambda: page.all(".conflict"), "no conflict")
    assert segments(po)["3.1"].target == "The ceasefire held."
    assert "Mine." in page.text(".conflict")
    page.click(button)
    page.saved()
    assert page.value == stands
    page.until(lambda: segments(po)["3.1"].target == stands, "not settled")


def test_a_conflict_elsewhere_does_not_disturb_who_is_typing(page, po, keys):
    page.go("3.1")
    page.js(DEAF)
    text = po.read_text(encoding="utf-8")
    po.write_text(text.replace('msgstr "The truce held."', 'msgstr "The ceasefire held."'), encoding="utf-8")
    page.keys(keys.END, " Mine.", (keys.ALT, keys.ARROW_DOWN))
    page.until(lambda: "segment 3.1" in page.text("#alert"), "not told")
    page.keys(keys.END, "!")
    assert (page.active, page.value) == ("3.2", "A truce 😀 is no peace.!")
    page.click("#alert button")
    page.until(lambda: page.all("#s3\\.1 .conflict"), "not shown")
    page.click(".conflict button")
    page.saved()
    assert not page.text("#alert")


def test_a_change_by_others_comes_in_after_what_was_typed_is_undone(page, po, keys):
    page.js("window.setTimeout = () => 0")  # nothing is saved on its own
    page.go("3.1")
    page.keys(keys.END, "!")
    text = po.read_text(encoding="utf-8")
    po.write_text(text.replace('msgstr "The truce held."', 'msgstr "The ceasefire held."'), encoding="utf-8")
    time.sleep(2.5)
    assert page.value == "The truce held.!"
    page.keys((keys.CONTROL, "z"))
    page.until(lambda: page.value == "The ceasefire held.", "not merged")


def test_two_tabs_see_each_other(page, po, keys):
    driver, first = page.driver, page.driver.current_window_handle
    driver.switch_to.new_window("tab")
    try:
        other = Page(driver, page.address)
        other.go("3.1")
        other.keys(keys.END, " Here.")
        other.saved()
    finally:
        driver.close()
        driver.switch_to.window(first)
    page.until(lambda: page.text("#s3\\.1 .target") == "The truce held. Here.", "the other tab is not seen")


def test_a_deleted_file_is_reported_and_can_be_written_again(page, po, keys):
    po.unlink()
    page.until(lambda: "deleted" in page.text("#alert"), "not noticed")
    page.click("#alert button")
    page.until(lambda: po.exists(), "not written")
    page.until(lambda: page.find("#alert").get_attribute("hidden") is not None, "still alarmed")


def test_a_locked_file_is_reported_and_saved_once_it_is_free(page, po, keys, monkeypatch):
    fcntl = pytest.importorskip("fcntl")
    monkeypatch.setattr("translate.review.store._LOCK_SECONDS", 0.05)
    page.go("3.1")
    with po.open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        page.keys(keys.END, " Yes.")
        page.until(lambda: "is locked by another program" in page.text("#alert"), "not reported")
        assert page.text("#saved") == "Not saved"
    page.until(lambda: segments(po)["3.1"].target == "The truce held. Yes.", "not saved later")
    page.saved()
    assert page.find("#alert").get_attribute("hidden") is not None


def test_teaches_the_glossary_and_translates_again(page, po, glossary, keys):
    page.go("3.1")
    page.js("document.activeElement.setSelectionRange(4, 9)")
    page.keys((keys.ALT, "g"))
    page.until(lambda: page.js("return document.getElementById('teach-dialog').open"), "no dialog")
    form = "return document.querySelector('#teach [name=' + arguments[0] + ']').value"
    assert page.js(form, "german") == "Waffenruhe"
    assert page.js(form, "german_plural") == "Waffenruhen"
    assert page.js(form, "english_plural") == "truces"
    page.js("document.querySelector('#teach [name=english]').focus()")
    page.keys((keys.CONTROL, "a"), "ceasefire", keys.TAB, keys.TAB, (keys.CONTROL, "a"), "ceasefires", keys.ENTER)
    page.until(lambda: page.js("return document.getElementById('touched-dialog').open"), "not added")
    assert 'msgid "Waffenruhe"' in glossary.read_text(encoding="utf-8")
    assert page.text("#touched-again") == "Translate 2 segments again"
    assert page.text("#counted") == "0 of 6 reviewed"
    page.click("#touched-again")
    page.until(lambda: segments(po)["3.2"].target == "A ceasefire 😀 is no peace.", "not translated")
    page.until(lambda: page.value == "The ceasefire held.", "not shown")
    page.keys((keys.CONTROL, "z"))
    page.until(lambda: segments(po)["3.2"].target == "A truce 😀 is no peace.", "not undone")


def test_a_reviewed_segment_is_flagged_only(page, po, glossary, keys):
    page.go("3.1")
    page.keys((keys.CONTROL, keys.ENTER))
    page.saved()
    with glossary.open("a", encoding="utf-8") as file:
        file.write('\n#, noun\nmsgid "Waffenruhe"\nmsgstr "ceasefire"\n')
    page.until(lambda: page.text("#attention") == "4 to look at", "not flagged")
    page.go("2.3")
    page.keys(keys.F8)
    assert page.active == "3.1"
    assert page.text("#s3\\.1 .sign") == "!"
    page.keys((keys.CONTROL, keys.ENTER))
    page.until(lambda: page.text("#attention") == "3 to look at", "the flag stays")
    assert segments(po)["3.1"].target == "The truce held."


def test_searches_and_replaces(page, po, keys):
    page.keys((keys.CONTROL, "h"), "truce")
    page.until(lambda: page.text("#search-count") == "2 found", page.text("#search-count"))
    page.keys(keys.ENTER)
    assert page.active == "3.1"
    page.keys(keys.TAB, "ceasefire")
    page.click("#search-all")
    page.saved()
    assert segments(po)["3.2"].target == "A ceasefire 😀 is no peace."
    page.keys(keys.ESCAPE)
    page.click("#s3\\.1 textarea")
    page.keys((keys.CONTROL, "z"))
    page.saved()
    assert segments(po)["3.1"].target == "The truce held."


def test_help_lists_the_keys(page, keys):
    page.keys(keys.ESCAPE, "?")
    page.until(lambda: page.js("return document.getElementById('help-dialog').open"), "no help")
    assert "Ctrl+Enter" in page.text("#help-keys")
    page.keys(keys.ESCAPE)
    page.until(lambda: not page.js("return document.getElementById('help-dialog').open"), "help stays")


def test_summary_says_what_changed(page, keys):
    page.go("3.1")
    page.keys((keys.CONTROL, "a"), "The ceasefire held.", (keys.CONTROL, keys.ENTER))
    page.saved()
    page.click("#changes")
    page.until(lambda: page.text("#summary-changes del") == "truce", "no difference")
    assert "1 of 6 segments" in page.text("#summary-facts")
    assert "chrF" in page.text("#summary-facts")


def test_nothing_is_wider_than_a_telephone(page):
    try:
        for width in (360, 1280, 3840):
            metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
            page.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
            assert page.js("return document.documentElement.scrollWidth") <= width
    finally:
        page.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_several_documents_with_their_progress(browser, serve, po, foreign, glossary, machine, keys):
    page = Page(browser, serve(Desk([po, foreign], [], [glossary], machine)))
    assert page.text("#documents a[aria-current]") == "gipfel.txt 0/6"
    page.keys((keys.CONTROL, keys.ENTER))
    page.until(lambda: page.text("#documents a[aria-current]") == "gipfel.txt 1/6", "progress does not grow")
    page.click("#documents a:nth-child(2)")
    page.until(lambda: page.text("#name") == "Haus 1.0", "the other document does not open")
    assert page.text("#documents a[aria-current]") == "Haus 1.0 3/5"
    assert page.active == "1.1"
    page.keys((keys.CONTROL, "a"), "The Kremlin leader goes.", (keys.CONTROL, keys.ENTER))
    page.saved()
    text = foreign.read_text(encoding="utf-8")
    assert 'msgstr "The Kremlin leader goes."' in text
    assert "#, c-format\n" in text
    assert page.quiet() == []


FRAMES = """
window.longest = 0;
let last = performance.now();
const tick = (now) => {
  longest = Math.max(longest, now - last);
  last = now;
  requestAnimationFrame(tick);
};
requestAnimationFrame(tick);
"""
SCROLL = """
longest = 0;
window.scrolled = 0;
const go = () => {
  scrollBy(0, 600);
  if (++scrolled < 60) requestAnimationFrame(go);
};
go();
"""


def test_two_thousand_segments_stay_fluid(browser, serve, tmp_path, glossary, make_article, machine):
    parts = []
    for n in range(1, 2001):
        source = f"Satz {n}: Der Kremlchef sprach am {n % 28 + 1}. Mai lange über den Bündnisfall und vieles andere."
        target = (
            f"Sentence {n}: The Kremlin leader spoke at length on May {n % 28 + 1} about the alliance case and more."
        )
        parts.append((n // 4 + 1, n % 4 + 1, "paragraph", " ", source, target, [("Kremlchef", "Kremlin")], -0.5))
    path = tmp_path / "long.po"
    formats.write(make_article(parts), path)
    page = Page(browser, serve(Desk([path], [], [glossary], machine)))
    page.js(FRAMES)
    time.sleep(0.3)
    page.js(SCROLL)
    page.until(lambda: page.js("return scrolled") >= 60, "does not scroll")
    scrolling = page.js("const l = longest; longest = 0; return l")
    page.go("100.1")
    page.js("longest = 0")
    page.keys(*"typed at the end of it")
    typing = page.js("return longest")
    page.saved()
    # 50 ms on two cores that draw in software; what is meant is that no frame hangs.
    assert scrolling < 250
    assert typing < 250


# What the page is brought into, and how to see that it is there.
STATES = [
    ("", "true"),
    ("document.querySelector('#s2\\\\.2 .target').click(); document.querySelector('#s2\\\\.2 .chip.missed').click()",
     "document.querySelector('.rendering')"),
    ("document.querySelectorAll('[aria-current] .actions button')[1].click()",
     "document.querySelector('.alternatives')"),
    ("document.querySelector('.alternatives button').click()", "document.querySelector('.changed')"),
    ("document.getElementById('find').click()", "!document.getElementById('search').hidden"),
    ("document.getElementById('help').click()", "document.getElementById('help-dialog').open"),
    ("document.getElementById('help-dialog').close(); document.getElementById('changes').click()",
     "document.getElementById('summary-dialog').open"),
    ("document.getElementById('summary-dialog').close();"
     "document.querySelectorAll('[aria-current] .actions button')[3].click()",
     "document.getElementById('teach-dialog').open"),
]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(page, scheme):
    given = os.environ.get("AXE_CORE", "")
    places = [Path(given)] if given else [Path("node_modules/axe-core/axe.min.js")]
    script = next((place for place in places if place.is_file()), None)
    if script is None:
        pytest.skip("needs axe-core: npm pack axe-core, and AXE_CORE=…/axe.min.js or node_modules/axe-core")
    # Without motion: colours in the middle of a transition are no fault.
    media = {"prefers-color-scheme": scheme, "prefers-reduced-motion": "reduce"}
    page.driver.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": name, "value": value} for name, value in media.items()]}
    )
    try:
        faults = []
        for prepare, shown in STATES:
            page.js(prepare)
            page.until(lambda shown=shown: page.js(f"return {shown}"), prepare)
            page.js(script.read_text(encoding="utf-8"))  # the driver's scripts are above the page's policy
            found = page.driver.execute_async_script("axe.run().then((r) => arguments[0](r.violations))")
            faults += [
                (fault["id"], node["target"], node["failureSummary"])
                for fault in found if fault["impact"] in ("serious", "critical") for node in fault["nodes"]
            ]  # fmt: skip
        assert faults == [], json.dumps(faults, indent=1)
    finally:
        page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
