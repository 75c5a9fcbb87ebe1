"""What is typed by an input method is searched when it is chosen; a slash leads to the field."""

import pytest

from combobox import FIELD, OPTION, SPOKEN, active, has_focus, is_open, spoken, type_in, value
from conftest import until


# Input methods


class Writer:
    """Writes as an input method does: what is composed is marked until it is chosen."""

    def __init__(self, page):
        self.page = page
        self.session = page.context.new_cdp_session(page)

    def press(self, key: str):
        """A key that the input method takes for itself: browsers give it the code 229."""
        event = {"type": "rawKeyDown", "windowsVirtualKeyCode": 229, "key": key, "code": key}
        self.session.send("Input.dispatchKeyEvent", event)

    def compose(self, text: str):
        self.press("Process")
        place = {"selectionStart": len(text), "selectionEnd": len(text)}
        self.session.send("Input.imeSetComposition", {"text": text, **place})

    def choose(self, text: str):
        self.session.send("Input.insertText", {"text": text})


@pytest.mark.parametrize(("language", "steps", "text"), [
    ("zh-Hans", ["y", "yan", "yan zheng ma", "验证码"], "验证码"),
    ("ja", ["め", "めー", "めーる", "メール"], "メール"),
])
def test_nothing_is_searched_while_the_reader_composes(site, open_page, language, steps, text):
    page = open_page(site.path("home", language))
    page.click(FIELD)
    until(lambda: page.locator(SPOKEN).count())
    page.wait_for_load_state("networkidle")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    writer = Writer(page)
    for step in steps:
        writer.compose(step)
        page.wait_for_timeout(200)
        assert value(page) == step
        assert not is_open(page) and spoken(page) == ""
    # The keys that choose among the words of the input method are its own.
    for key in ("ArrowDown", "ArrowUp", "Home", "End", "Enter", "Tab"):
        writer.press(key)
    assert asked == [] and has_focus(page) and not is_open(page)
    writer.choose(text)
    until(lambda: is_open(page))
    assert value(page) == text
    assert text in spoken(page)


def test_composing_goes_on_with_the_list_open(site, open_page):
    page = type_in(open_page(site.path("home", "zh-Hans")), "验证")
    writer = Writer(page)
    page.keyboard.press("ArrowDown")
    count = page.locator(OPTION).count()
    writer.compose("ma")
    for key in ("ArrowDown", "Enter", "Home", "End"):
        writer.press(key)
    page.wait_for_timeout(300)
    assert page.url.endswith("/zh-Hans/index.html")
    assert active(page) == 0 and page.locator(OPTION).count() == count
    writer.choose("码")
    until(lambda: "验证码" in spoken(page))
    assert active(page) == -1


def test_the_search_page_waits_for_the_end_of_composing(site, open_page):
    page = open_page(site.path("search", "zh-Hans"))
    page.click(FIELD)
    writer = Writer(page)
    writer.compose("yan zheng ma")
    writer.press("Enter")
    page.wait_for_timeout(300)
    assert page.locator("#search-results").inner_text().strip() == "" and "q=" not in page.url
    writer.choose("验证码")
    until(lambda: page.locator(".search-result").count())


# The key that leads to the field


OTHERS = {
    "text": "<input id=other>",
    "number": "<input type=number id=other>",
    "area": "<textarea id=other></textarea>",
    "select": "<select id=other><option>a<option>b</select>",
    "editable": "<p contenteditable id=other>a</p>",
    "plain": "<p contenteditable=plaintext-only id=other>a</p>",
    "inside": "<div contenteditable><b tabindex=0 id=other>a</b></div>",
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_slash_that_is_typed_elsewhere_stays_there(site, open_page, name):
    page = open_page(site.path("article", "fr"), bypass_csp=True)
    page.locator("main").evaluate("(main, html) => main.insertAdjacentHTML('beforeend', html)", OTHERS[name])
    page.click("#other")
    page.keyboard.press("/")
    assert not has_focus(page) and value(page) == ""
    if name in ("text", "area"):
        assert page.locator("#other").input_value() == "/"


@pytest.mark.parametrize("modifier", ["Control", "Alt", "Meta"])
def test_a_slash_with_another_key_is_not_for_the_field(site, open_page, modifier):
    page = open_page(site.path("article", "fr"))
    page.keyboard.press(modifier + "+/")
    assert not has_focus(page)
    # On many keyboards it takes this one to type a slash.
    page.keyboard.press("Shift+/")
    assert has_focus(page) and value(page) == ""


def test_a_slash_in_the_field_is_a_slash(site, open_page):
    page = type_in(open_page(site.path("home", "fr")), "compte")
    page.keyboard.press("/")
    assert value(page) == "compte/"


def test_a_reader_can_switch_the_slash_off(site, open_page):
    page = open_page(site.path("search", "fr"))
    page.locator("main h1").click()
    switch = page.get_by_role("checkbox", name="La touche / mène au champ de recherche")
    assert switch.is_checked()
    switch.uncheck()
    for _ in range(2):
        page.locator("main h1").click()
        page.keyboard.press("/")
        assert not has_focus(page)
        page.goto(page.url.replace("search.html", "index.html"))
    page.goto(page.url.replace("index.html", "search.html"))
    assert not switch.is_checked()
    switch.check()
    page.locator("main h1").click()
    page.keyboard.press("/")
    assert has_focus(page)


def test_without_script_there_is_no_switch_for_the_slash(site, open_page):
    page = open_page(site.path("search", "fr"), java_script_enabled=False)
    assert page.locator("[data-slash-key]").is_hidden()
