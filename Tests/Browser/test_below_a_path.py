"""The site works below a folder of a host, where its base address puts it."""

import pytest

from conftest import built, served


@pytest.fixture(scope="module")
def host(tmp_path_factory) -> str:
    """The address of a host whose folder `help/` is the site."""
    folder = tmp_path_factory.mktemp("host")
    built(folder / "help", "--base-url", "https://example.org/help")
    with served(folder, "help/404.html") as address:
        yield address


def test_home_search_and_article_work(host, open_page):
    page = open_page(host + "help/index.html")
    page.click(".language-list a[hreflang=fr]")
    page.click("#search-field")
    page.keyboard.type("remboursement")
    page.wait_for_selector("#search-field[aria-expanded=true]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "index.html" not in url)
    assert page.url.startswith(host + "help/fr/")
    assert page.watch.complaints == [] and page.watch.foreign == []


def test_missing_page_finds_its_way_back(host, open_page):
    page = open_page(host + "help/fr/no/such/page.html")
    first = page.locator(".not-found section").first
    assert first.get_attribute("lang") == "fr"
    first.locator("a").first.click()
    assert page.url == host + "help/fr/index.html"


def test_canonical_addresses_keep_the_path(host, open_page):
    page = open_page(host + "help/fr/contact.html")
    canonical = page.locator("link[rel=canonical]").get_attribute("href")
    assert canonical == "https://example.org/help/fr/contact.html"
