"""The first use of a term shows its definition: by mouse and keyboard, with and without JavaScript."""

import pytest

from test_accessibility import violations

ARTICLE = "en/contact/in-app.html"
TERM = "button.term[popovertarget='term:screenshot']"
DEFINITION = "[id='term:screenshot']"


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_keyboard_opens_and_closes_a_definition(site, open_page, scripts, width):
    page = open_page(ARTICLE, width=width, java_script_enabled=scripts)
    term, definition = page.locator(TERM), page.locator(DEFINITION)
    assert not definition.is_visible()
    term.focus()
    page.keyboard.press("Enter")
    assert definition.is_visible()
    page.keyboard.press("Escape")
    assert not definition.is_visible()
    page.keyboard.press("Space")
    assert definition.is_visible()
    page.keyboard.press("Space")
    assert not definition.is_visible()
    assert not page.watch.complaints


@pytest.mark.parametrize("scripts", [True, False])
def test_a_tap_elsewhere_closes_a_definition(site, open_page, scripts):
    page = open_page(ARTICLE, width=390, java_script_enabled=scripts, has_touch=True)
    definition = page.locator(DEFINITION)
    page.locator(TERM).tap()
    assert definition.is_visible()
    page.locator("h1").tap()
    assert not definition.is_visible()


@pytest.mark.parametrize("language", ["fr", "ar", "ja"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_every_definition_is_within_the_window(site, open_page, language, width):
    page = open_page(site.translated("en/contact/email.html", language), width=width)
    terms = page.locator("button.term")
    assert terms.count() >= 2
    for index in range(terms.count()):
        term = terms.nth(index)
        term.click()
        box = page.locator(".definition:popover-open").bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
        assert box["y"] >= 0 and box["y"] + box["height"] <= 900
        beside = term.bounding_box()
        assert box["y"] >= beside["y"] + beside["height"] or box["y"] + box["height"] <= beside["y"]
        page.keyboard.press("Escape")


@pytest.mark.parametrize(("language", "scheme", "width"), [("fr", "light", 1280), ("ar", "dark", 390)])
def test_an_open_definition_is_accessible(site, open_page, language, scheme, width):
    path = site.translated("en/contact/email.html", language)
    page = open_page(path, width=width, color_scheme=scheme, bypass_csp=True)
    page.locator("button.term").first.click()
    assert page.locator(".definition:popover-open").count() == 1
    found = violations(page)
    assert not found, "\n".join(found)


def test_paper_shows_no_definition_in_the_text(site, open_page):
    page = open_page(ARTICLE)
    page.emulate_media(media="print")
    assert not page.locator(DEFINITION).is_visible()
    assert page.locator(TERM).inner_text() == "screenshots"


def test_a_search_for_a_term_leads_to_its_place(site, open_page):
    page = open_page(site.path("search", "en") + "?q=country code")
    link = page.locator("#search-results a[href$='glossary.html#term-country-code']").first
    link.click()
    page.wait_for_url("**/en/glossary.html#term-country-code")
    assert page.locator("#term-country-code").is_visible()


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_footer_leads_to_the_glossary(site, open_page, language):
    page = open_page(site.path("article", language))
    page.locator("footer a[href$='glossary.html']").click()
    page.wait_for_url(f"**/{language}/glossary.html")
    assert page.locator("dl.glossary dt").count() >= 4


def test_no_line_ends_between_an_elided_article_and_its_term(site, open_page):
    page = open_page(site.translated("en/contact/email.html", "fr"))
    joined = page.locator(".joined")
    assert joined.count()
    for width in range(320, 440, 8):
        page.set_viewport_size({"width": width, "height": 800})
        lines = joined.evaluate_all("""all => all.map((part) => {
            const before = document.createRange();
            before.selectNodeContents(part.firstChild);
            return before.getBoundingClientRect().bottom
              - part.querySelector("button").getBoundingClientRect().bottom;
        })""")
        assert all(abs(difference) < 8 for difference in lines), width
