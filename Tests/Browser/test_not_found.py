"""The page for missing pages works at any depth and speaks the reader's language first."""


def test_deep_missing_page_has_styles_and_working_links(site, open_page):
    page = open_page("fr/contact/no/such/page.html")
    shown = page.locator(".not-found section").first
    assert shown.get_attribute("lang") == "fr"
    assert page.locator(".not-found section").count() == len(site.languages)
    columns = page.evaluate("getComputedStyle(document.querySelector('main > *')).maxInlineSize")
    assert columns != "none", "the style sheet was not loaded"
    links = page.eval_on_selector_all("main a", "all => all.map((a) => a.href)")
    for link in links:
        assert page.request.get(link).status == 200, link
    shown.locator("a").first.click()
    assert page.url.endswith("/fr/index.html")


def test_deep_missing_page_is_quiet(open_page):
    page = open_page("ar/x/y/z")
    page.wait_for_load_state("networkidle")
    own = [said for said in page.watch.complaints if "status of 404" not in said]
    assert own == [] and page.watch.foreign == []
    assert page.locator(".not-found section").first.get_attribute("lang") == "ar"
