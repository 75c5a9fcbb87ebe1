"""The site works opened from a folder, without a server."""


def styled(page) -> bool:
    # A click returns before the next page has loaded its styles.
    page.wait_for_load_state("load")
    return page.evaluate("document.styleSheets.length > 0") and page.evaluate(
        "getComputedStyle(document.querySelector('.skip-link')).position"
    ) in ("absolute", "fixed")


def test_home_leads_to_an_article_with_styles(site, open_page):
    page = open_page((site.folder / "index.html").as_uri())
    assert styled(page)
    page.click(".language-list a[hreflang=fr]")
    page.wait_for_url("**/fr/index.html")
    assert styled(page)
    page.click(".problem-link")
    assert page.locator("h1").is_visible() and styled(page)
    page.click(".site-title")
    page.locator(".category-card li a, .article-list a").first.click()
    assert page.evaluate("document.body.className") == "page-article" and styled(page)
    assert page.locator("[data-prose]").inner_text().strip()


def test_scripts_run_from_disk(site, open_page):
    page = open_page((site.folder / site.path("article", "fr")).as_uri())
    assert page.locator("#search-field").get_attribute("role") == "combobox"
    assert page.evaluate("document.querySelectorAll('.copy-link').length") > 0
    assert page.watch.complaints == []


def test_pictures_are_found_from_disk(site, open_page):
    page = open_page((site.folder / "fr/index.html").as_uri())
    broken = page.evaluate(
        "[...document.images].filter((i) => i.complete && i.naturalWidth === 0).map((i) => i.src)"
    )
    assert broken == []
