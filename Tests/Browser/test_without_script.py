"""Without JavaScript every page can be read and every link works."""

from urllib.parse import urlsplit

import pytest


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("kind", ["home", "article", "contact"])
def test_every_link_works(site, open_page, server, kind, language):
    page = open_page(site.path(kind, language), java_script_enabled=False)
    links = page.eval_on_selector_all("a[href]", "all => all.map((a) => a.href)")
    own = sorted({link for link in links if urlsplit(link).netloc == urlsplit(server).netloc})
    assert len(own) >= 8
    for link in own:
        answer = page.request.get(link)
        assert answer.status == 200, link


def test_search_form_leads_to_the_list_from_a_to_z(site, open_page):
    page = open_page(site.path("home", "fr"), java_script_enabled=False)
    page.fill("#search-field", "code")
    page.keyboard.press("Enter")
    page.wait_for_url("**/fr/a-z.html?*")
    assert page.locator("section.letter a").count() >= 10


def test_languages_can_be_changed(site, open_page):
    page = open_page(site.path("article", "fr"), java_script_enabled=False)
    page.click(".language-menu summary")
    page.click(".language-menu a[hreflang=ar]")
    assert page.url.endswith(site.path("article", "ar"))


def test_search_page_says_why_it_is_empty(site, open_page):
    page = open_page(site.path("search", "fr"), java_script_enabled=False)
    assert page.locator("noscript .notice, .notice").first.is_visible()
    page.click(".search-other a")
    assert page.url.endswith("fr/a-z.html")


def test_contents_can_be_unfolded(site, open_page):
    page = open_page(site.path("article", "fr"), width=390, java_script_enabled=False)
    page.click("details.contents summary")
    link = page.locator("details.contents a").first
    assert link.is_visible()
    link.click()
    assert "#" in page.url


def test_first_tab_stop_and_styles_are_there(site, open_page):
    page = open_page(site.path("home", "fr"), java_script_enabled=False)
    assert page.locator("h1").is_visible()
    assert page.locator(".problem-link").count() >= 5
