"""No page breaks a rule of WCAG 2.2 AA that axe can see, in either colour scheme, at either width."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from conftest import kinds_in

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = {"light": 1280, "dark": 390}


def violations(page) -> list[str]:
    """The broken rules with the elements that break them."""
    options = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": TAGS}}
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:300]}"
        for rule in found
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize(("kind", "language"), kinds_in("fr", "ar", "zh-Hans"))
@pytest.mark.parametrize("scheme", LOOKS)
def test_page_is_accessible(site, open_page, kind, scheme, language):
    page = open_page(
        site.path(kind, language),
        width=LOOKS[scheme],
        color_scheme=scheme,
        reduced_motion="reduce",
        bypass_csp=True,
    )
    found = violations(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("scheme", LOOKS)
def test_suggestions_are_accessible(site, open_page, scheme):
    page = open_page(
        site.path("home", "fr"), width=LOOKS[scheme], color_scheme=scheme, bypass_csp=True
    )
    page.click("#search-field")
    page.keyboard.type("compte")
    page.wait_for_selector("#search-field[aria-expanded=true]")
    page.keyboard.press("ArrowDown")
    found = violations(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("scheme", LOOKS)
@pytest.mark.parametrize("query", ["code", "qqqqxyzw"])
def test_results_are_accessible(site, open_page, scheme, query):
    path = site.path("search", "fr") + "?q=" + query
    page = open_page(path, width=LOOKS[scheme], color_scheme=scheme, bypass_csp=True)
    page.wait_for_selector("#search-results a")
    found = violations(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_open_language_menu_is_accessible(site, open_page, language):
    page = open_page(site.path("home", language), width=390, bypass_csp=True)
    page.click(".language-menu summary")
    found = violations(page)
    assert not found, "\n".join(found)


def test_skip_link_is_the_first_stop_and_leads_to_the_text(site, open_page):
    page = open_page(site.path("article", "fr"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
