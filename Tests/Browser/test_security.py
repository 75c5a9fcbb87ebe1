"""Pages keep to their policy, say nothing in the console, and ask no other host for anything."""

import pytest

from conftest import kinds_in, until


@pytest.mark.parametrize(("kind", "language"), kinds_in("fr", "ar", "zh-Hans"))
def test_page_is_quiet_and_asks_no_other_host(site, open_page, kind, language):
    page = open_page(site.path(kind, language))
    page.wait_for_load_state("networkidle")
    assert page.watch.complaints == []
    assert page.watch.foreign == []
    assert page.context.cookies() == []


def test_searching_is_quiet_and_asks_no_other_host(site, open_page):
    page = open_page(site.path("home", "fr"))
    page.type("#search-field", "vérification")
    page.wait_for_selector("#search-field[aria-expanded=true]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "index.html" not in url)
    page.goto(page.url.split("/fr/")[0] + "/fr/search.html?q=compte")
    page.wait_for_selector("#search-results a")
    assert page.watch.complaints == []
    assert page.watch.foreign == []


def test_markup_in_a_query_stays_text(site, open_page):
    attack = "%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%20code"
    page = open_page(site.path("search", "fr") + "?q=" + attack)
    page.on("dialog", lambda dialog: pytest.fail("the query ran as script"))
    until(lambda: page.locator("#search-results").inner_text().strip())
    page.wait_for_timeout(300)
    assert page.locator("#search-results img").count() == 0
    assert page.watch.complaints == []


def test_policy_is_strict_on_every_page(site):
    for path, page in site.pages.items():
        text = (site.folder / path).read_text("utf-8")
        assert 'http-equiv="Content-Security-Policy"' in text, path
        policy = text.split('http-equiv="Content-Security-Policy"', 1)[1].split(">", 1)[0]
        assert "unsafe-inline" not in policy and "unsafe-eval" not in policy, path
        assert " style=" not in text, path
        assert "<style" not in text, path
