"""Readers find what they need by typing: with or without accents, in any script, by keyboard alone."""

from urllib.parse import unquote, urlsplit

import pytest

from conftest import until

FIELD = "#search-field"
OPTION = "#search-suggestions [role=option]"
RESULT = "#search-results a"


def suggest(page, text: str) -> list[str]:
    """The suggestions for a text, after typing it key by key."""
    page.click(FIELD)
    page.keyboard.type(text, delay=20)
    page.wait_for_selector(f"{FIELD}[aria-expanded=true]")
    page.wait_for_selector(OPTION)
    page.wait_for_timeout(250)
    return page.locator(OPTION).all_inner_texts()


def active(page) -> str | None:
    return page.locator(FIELD).get_attribute("aria-activedescendant")


@pytest.mark.parametrize("query", ["vérification", "verification", "VERIFICATION", "vérif"])
def test_accents_and_capitals_do_not_matter(site, open_page, query):
    page = open_page(site.path("home", "fr"))
    found = " ".join(suggest(page, query))
    assert "vérification" in found, found


@pytest.mark.parametrize(
    ("language", "query", "expected"),
    [
        ("zh-Hans", "验证码", "验证码"),
        ("zh-Hans", "封号", "封"),
        ("ja", "メール", "メール"),
        ("ar", "البريد", "البريد"),
        ("de", "E-Mail", "E-Mail"),
        ("en", "blocked account", "block"),
    ],
)
def test_each_script_is_searched(site, open_page, language, query, expected):
    page = open_page(site.path("home", language))
    found = " ".join(suggest(page, query))
    assert expected in found, found


def test_search_begins_in_an_article_too(site, open_page):
    page = open_page(site.path("article", "fr"))
    assert suggest(page, "bloqué")


def test_a_mistyped_word_still_finds(site, open_page):
    page = open_page(site.path("search", "fr") + "?q=verifcation")
    page.wait_for_selector(RESULT)
    assert "vérification" in page.locator("#search-results").inner_text()


def test_arrows_choose_and_enter_opens(site, open_page):
    page = open_page(site.path("home", "fr"))
    suggest(page, "compte bloqué")
    assert not active(page)
    page.keyboard.press("ArrowDown")
    first = active(page)
    assert first
    assert page.locator(f"[id='{first}']").get_attribute("aria-selected") == "true"
    assert page.locator(f"{OPTION}[aria-selected=true]").count() == 1
    page.keyboard.press("ArrowDown")
    assert active(page) not in (None, "", first)
    page.keyboard.press("ArrowUp")
    assert active(page) == first
    assert page.evaluate("document.activeElement.id") == "search-field"
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: not url.endswith("/fr/index.html"))
    assert "/fr/" in page.url and "search.html" not in page.url
    assert page.evaluate("document.body.className") in ("page-article", "page-problem", "page-channel")


def test_escape_closes_the_suggestions(site, open_page):
    page = open_page(site.path("home", "fr"))
    suggest(page, "compte")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.locator(FIELD).get_attribute("aria-expanded") == "false"
    assert page.locator("#search-suggestions").is_hidden()
    assert not active(page)
    assert page.evaluate("document.activeElement.id") == "search-field"


def test_enter_without_a_choice_opens_the_search_page(site, open_page):
    page = open_page(site.path("home", "fr"))
    suggest(page, "paiement")
    page.keyboard.press("Enter")
    page.wait_for_url("**/fr/search.html?q=paiement")
    page.wait_for_selector(RESULT)


def test_slash_goes_to_the_field(site, open_page):
    page = open_page(site.path("home", "fr"))
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search-field"
    assert page.locator(FIELD).input_value() == ""


def test_pointer_opens_a_suggestion(site, open_page):
    page = open_page(site.path("home", "fr"))
    suggest(page, "remboursement")
    page.locator(OPTION).first.click()
    page.wait_for_url(lambda url: not url.endswith("/fr/index.html"))


@pytest.mark.parametrize(("language", "query"), [("fr", "vérification"), ("zh-Hans", "验证码")])
def test_search_page_answers_the_query_of_its_address(site, open_page, language, query):
    page = open_page(site.path("search", language) + "?q=" + query)
    page.wait_for_selector(RESULT)
    assert page.locator(FIELD).input_value() == query
    assert query in page.locator("#search-results").inner_text()
    assert page.locator("#search-results mark").count() > 0


def test_results_link_to_the_heading_that_matches(site, open_page):
    page = open_page(site.path("search", "fr") + "?q=" + "si cela ne suffit pas code")
    page.wait_for_selector(RESULT)
    addresses = page.eval_on_selector_all(RESULT, "all => all.map((a) => a.href)")
    anchored = [address for address in addresses if "#" in address]
    assert anchored, addresses
    for address in anchored:
        parts = urlsplit(address)
        target = site.pages[unquote(parts.path).lstrip("/")]
        assert unquote(parts.fragment) in target.identifiers, address
    page.goto(anchored[0])
    assert page.evaluate("document.querySelector(':target')?.tagName") in ("H2", "H3")


def test_all_results_exist(site, open_page):
    for language, query in [("fr", "compte"), ("ar", "البريد"), ("ja", "アプリ")]:
        page = open_page(site.path("search", language) + "?q=" + query)
        page.wait_for_selector(RESULT)
        for address in page.eval_on_selector_all(RESULT, "all => all.map((a) => a.href)"):
            if urlsplit(address).scheme.startswith("http"):
                assert page.request.get(address.split("#")[0]).status == 200, address


def test_typing_on_the_search_page_changes_the_results(site, open_page):
    page = open_page(site.path("search", "fr") + "?q=compte")
    page.wait_for_selector(RESULT)
    page.fill(FIELD, "sauvegarde")
    page.keyboard.press("Enter")
    until(lambda: "sauvegarde" in page.locator("#search-results").inner_text().lower())
    assert "q=sauvegarde" in page.url


def test_nothing_found_helps_on(site, open_page):
    page = open_page(site.path("search", "fr") + "?q=" + "qqqqxyzw")
    page.wait_for_selector("#search-results a[href*='contact.html']")
    assert "qqqqxyzw" in page.locator("#search-results").inner_text()


def test_search_is_loaded_only_when_wanted(site, open_page):
    page = open_page(site.path("article", "fr"))
    page.wait_for_load_state("networkidle")
    loaded = "performance.getEntriesByType('resource').filter((r) => /search/.test(r.name)).length"
    assert page.evaluate(loaded) == 0
    page.focus(FIELD)
    until(lambda: page.evaluate(loaded) > 0)
