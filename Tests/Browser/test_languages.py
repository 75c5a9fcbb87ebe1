"""Readers change the language and stay with what they read; a missing translation is said."""

import pytest

from conftest import KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_language_menu_leads_to_the_same_page(site, open_page, kind):
    page = open_page(site.path(kind, "fr"))
    page.click(".language-menu summary")
    page.click(".language-menu a[hreflang=zh-Hans]")
    assert page.url.endswith(site.path(kind, "zh-Hans"))
    assert page.evaluate("document.documentElement.lang") == "zh-Hans"
    assert page.evaluate("document.body.className") == f"page-{kind}"
    page.click(".language-menu summary")
    page.click(".language-menu a[hreflang=fr]")
    assert page.url.endswith(site.path(kind, "fr"))


def test_every_language_has_every_article(site):
    counts = {
        language: sum(1 for p in site.pages.values() if (p.kind, p.language) == ("article", language))
        for language in site.languages
    }
    assert len(set(counts.values())) == 1 and counts["en"] >= 10, counts


def test_every_page_offers_every_language(site):
    for path, page in site.pages.items():
        if page.kind not in ("languages", "not-found", "redirect"):
            assert list(page.menu) == site.languages, path


def test_missing_translation_shows_the_text_of_another_language(site, open_page):
    fallbacks = site.fallbacks("ar")
    assert fallbacks, "the project has articles without an Arabic translation"
    page = open_page(fallbacks[0].path)
    assert page.evaluate("document.documentElement.lang") == "ar"
    assert page.evaluate("document.documentElement.dir") == "rtl"
    article = page.locator("article")
    assert article.get_attribute("lang") == "en"
    assert article.get_attribute("dir") == "ltr"
    assert page.evaluate("getComputedStyle(document.querySelector('article p')).direction") == "ltr"
    notice = page.locator("aside.notice").first
    assert notice.is_visible() and notice.inner_text().strip()
    assert page.evaluate("getComputedStyle(document.querySelector('aside.notice')).direction") == "rtl"


@pytest.mark.parametrize("language", ["ar", "ja"])
def test_text_of_another_language_has_the_fonts_of_its_own(site, open_page, language):
    fonts = "['html', 'article'].map(s => getComputedStyle(document.querySelector(s)).fontFamily)"
    fallbacks = site.fallbacks(language)
    assert fallbacks, f"the project has articles without a translation into {language}"
    page_fonts, text_fonts = open_page(fallbacks[0].path).evaluate(fonts)
    own_fonts, _ = open_page(site.path("article", fallbacks[0].article["lang"])).evaluate(fonts)
    assert text_fonts == own_fonts != page_fonts


def test_page_with_another_language_s_text_points_to_the_original(site):
    for page in site.fallbacks("ar"):
        text = (site.folder / page.path).read_text("utf-8")
        canonical = text.split('rel="canonical" href="', 1)[1].split('"', 1)[0]
        assert f"/{page.article['lang']}/" in canonical, page.path
        assert 'rel="alternate"' not in text or f'hreflang="{page.language}"' not in (
            text.split("</head>", 1)[0]
        ), page.path


def test_translated_article_has_no_notice(site, open_page):
    page = open_page(site.path("article", "ar"))
    assert page.locator("article").get_attribute("lang") == "ar"
    assert page.locator("aside.notice a[hreflang]").count() == 0


def test_language_chooser_names_each_language_in_itself(site, open_page):
    page = open_page("index.html")
    entries = page.locator(".language-list a")
    assert entries.count() == len(site.languages)
    page.click(".language-list a[hreflang=ar]")
    assert page.url.endswith("ar/index.html")
