"""Nothing of a query or of the index becomes markup, and no query is too strange."""

import json
from urllib.parse import quote

import pytest

from conftest import served, until
from small_site import build

FIELD = "#search-field"
OPTION = "#search-suggestions [role=option]"
RESULT = ".search-result"
STATUS = "#search-results [role=status]"
IMAGE = "<img src=x onerror=alert(1)>"
SCRIPT = "<script>alert(2)</script>"
BREAK = '"><b onclick=alert(3)>bold</b>'
# Only these may come from scripts of the search.
TAGS = {"A", "DIV", "LI", "MARK", "P", "SPAN", "UL"}
ELEMENTS = """(root) => [...document.querySelectorAll(root + " *")].map((e) => e.tagName)"""
ATTRIBUTES = """(root) => [...document.querySelectorAll(root + " *")]
  .flatMap((e) => e.getAttributeNames()).filter((name) => /^on|^style$|^src$/.test(name))"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """The address of a site whose every text looks like markup."""
    q = json.dumps
    files = {
        "site.yaml": f"title: {q('A & B <i> ' + SCRIPT)}\nlanguages: [en]\n"
        "base-url: https://help.example.org\nseverities: {raw-html: off}\n",
        "categories.yaml": f"c: {{title: {q('Topic ' + IMAGE)}, description: {q(SCRIPT)}}}\n",
        "channels.yaml": f"mail: {{kind: email, name: {q('Channel ' + IMAGE)}, summary: {q(BREAK)}, "
        "contacts: [{email: help@example.org}]}\n",
        "problems.yaml": f"p: {{name: {q('Problem ' + SCRIPT + IMAGE)}, description: {q(BREAK)}, "
        "channels: [{channel: mail}]}\n",
        "en/_glossary.yaml": f"t: {{term: {q('Term ' + IMAGE)}, definition: {q(SCRIPT)}}}\n",
        "en/c/a.md": f"---\ntitle: {q('Article ' + IMAGE)}\ndescription: {q('Lead ' + BREAK)}\n---\n"
        f"Text `{SCRIPT}` and \\<script> with `__proto__` and `constructor`.\n\n"
        f"## Heading `{IMAGE}` &lt;script&gt;\n\nUnder it, `{BREAK}` alert.\n",
    }
    with served(build(tmp_path_factory.mktemp("hostile"), files), "404.html") as address:
        yield address


@pytest.fixture
def open_hostile(hostile, open_page):
    """Opens a page of it; a script that runs, or an element that is none of the search's, is a failure."""
    pages = []

    def open_hostile(path: str):
        page = open_page(hostile + path)
        page.ran = []
        page.on("dialog", lambda dialog: (page.ran.append(dialog.message), dialog.dismiss()))
        pages.append(page)
        return page

    yield open_hostile
    for page in pages:
        page.wait_for_timeout(100)
        assert page.ran == []
        assert page.watch.complaints == [] and page.watch.foreign == []
        for root in ("#search-results", "#search-suggestions"):
            assert set(page.evaluate(ELEMENTS, root)) <= TAGS
            assert page.evaluate(ATTRIBUTES, root) == []


@pytest.mark.parametrize("query", ["alert", "img src x onerror", "bold", "script", IMAGE, SCRIPT, BREAK])
def test_texts_of_the_index_stay_texts_in_results(open_hostile, query):
    page = open_hostile("en/search.html?q=" + quote(query))
    until(lambda: page.locator(RESULT).count())
    assert page.locator(FIELD).input_value() == query
    assert query in page.locator(STATUS).inner_text()
    assert page.title().startswith(query)
    assert "<" in page.locator("#search-results ul").inner_text()


def test_every_part_of_a_result_is_written_as_it_is(open_hostile):
    page = open_hostile("en/search.html?q=" + quote(IMAGE + " article lead heading"))
    until(lambda: page.locator(RESULT).count() > 3)
    result = page.locator(RESULT).filter(has_text="Article")
    assert result.locator(".search-result-title").inner_text() == "Article " + IMAGE
    assert result.locator(".search-result-crumbs").inner_text() == "Topic " + IMAGE
    assert result.locator(".search-section a").inner_text() == f"Heading {IMAGE} <script>"
    assert "<b onclick=alert(3)>bold</b>" in result.locator(".search-result-excerpt").first.inner_text()
    assert result.locator("mark").count() > 3
    titles = page.locator(".search-result-title").all_inner_texts()
    assert {"Channel " + IMAGE, "Problem " + SCRIPT + IMAGE, "Term " + IMAGE} <= set(titles)
    result.locator(".search-section a").click()
    page.wait_for_url("**/en/c/a.html#*")
    assert page.locator(":target").inner_text() == f"Heading {IMAGE} <script>"


@pytest.mark.parametrize("query", ["img", "article " + IMAGE, "problem", SCRIPT, BREAK])
def test_texts_of_the_index_stay_texts_in_suggestions(open_hostile, query):
    page = open_hostile("en/c/a.html")
    page.click(FIELD)
    page.keyboard.type(query)
    until(lambda: page.locator(OPTION).count())
    options = page.locator(OPTION).all_inner_texts()
    assert any(IMAGE in option for option in options)
    assert options[-1] == f"See all results for “{query}”"
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    until(lambda: page.locator(RESULT).count())
    assert page.locator(FIELD).input_value() == query


@pytest.mark.parametrize("query", ["zzqq <img src=x onerror=alert(1)>zzqq", "zzqq</title><script>alert(1)"])
def test_a_query_that_finds_little_stays_text_too(open_hostile, query):
    page = open_hostile("en/search.html?q=" + quote(f'"{query}"'))
    until(lambda: page.locator("#search-results a").count())
    assert query in page.locator(STATUS).inner_text()


# What objects of JavaScript have by themselves is no word of the index.
NAMES = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "then", "NaN"]


@pytest.mark.parametrize("query", NAMES)
def test_names_that_objects_have_are_words_like_others(open_hostile, query):
    page = open_hostile("en/search.html?q=" + query)
    if query in ("__proto__", "constructor"):
        until(lambda: page.locator(RESULT).count() == 1)
        assert page.locator("mark").all_inner_texts() == [query]
    else:
        until(lambda: "Nothing was found" in page.locator(STATUS).inner_text())
    page = open_hostile("en/c/a.html")
    page.fill(FIELD, query)
    until(lambda: query in page.locator("form [role=status]").inner_text())


STRANGE = {
    "signs only": "!?#/%&+=$^~|\\",
    "broken escapes": "%E0%A4%A",
    "regular expression": "(a+)+$ [z-a] \\",
    "quotes": '"""" \u201c\u201d \u00ab',
    "minus": "- -- -a -\"b\"",
    "braces": "{count} {query} $& $1",
    "half a pair": "zz\ud83d",
    "controls": "zz\u0000\u0007\u001b\u202e\u2066",
    "many marks": "a" + "\u0301" * 3000,
    "one long word": "z" * 5000,
    "many words": "alert " * 2000,
}


@pytest.mark.parametrize("query", STRANGE.values(), ids=STRANGE.keys())
def test_strange_queries_break_nothing(open_hostile, query):
    page = open_hostile("en/search.html")
    page.locator(FIELD).evaluate("(field, text) => { field.value = text; }", query)
    page.locator(FIELD).dispatch_event("input")
    until(lambda: page.locator(STATUS).inner_text())
    assert "could not be loaded" not in page.locator(STATUS).inner_text()
    page.fill(FIELD, "bold")
    until(lambda: "“bold”" in page.locator(STATUS).inner_text())


@pytest.mark.parametrize("path", ["en/search.html", "en/c/a.html"])
def test_a_pasted_book_is_searched_and_the_page_goes_on(open_hostile, path):
    page = open_hostile(path)
    page.focus(FIELD)
    page.keyboard.insert_text("article bold " * 5042)
    shown = RESULT if "search" in path else OPTION
    until(lambda: page.locator(shown).count(), 5)
    assert page.locator(FIELD).evaluate("(field) => field.value.length") == 65_546
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.fill(FIELD, "bold")
    status = STATUS if "search" in path else "form [role=status]"
    until(lambda: "“bold”" in page.locator(status).inner_text(), 5)
