"""Pages fit narrow phones and run in the direction of their language."""

import pytest

from conftest import KINDS, kinds_in

LANGUAGES = ["en", "fr", "es", "de", "pt-BR", "ar", "zh-Hans", "ja"]

# How far the page scrolls sideways, and the elements that make it so.
OVERFLOW = """
() => {
  const room = document.documentElement.clientWidth;
  const scrolls = document.documentElement.scrollWidth - room;
  const wide = [...document.querySelectorAll("body *")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && (box.right > room + 1 || box.left < -1);
  });
  return { scrolls, wide: wide.slice(0, 5).map((e) => e.outerHTML.slice(0, 120)) };
}
"""


@pytest.mark.parametrize(("kind", "language"), kinds_in("fr", "de", "ar", "zh-Hans"))
def test_page_does_not_scroll_sideways(site, open_page, kind, language):
    page = open_page(site.path(kind, language))
    for width in (320, 390, 768, 1024):
        page.set_viewport_size({"width": width, "height": 800})
        found = page.evaluate(OVERFLOW)
        assert found["scrolls"] <= 0, (width, found["wide"])


def test_no_article_scrolls_sideways_on_a_small_phone(site, open_page):
    page = open_page(site.path("home", "fr"), width=320)
    origin = page.url.rsplit("/", 2)[0]
    broken = []
    for path, file in site.pages.items():
        if file.kind == "article" and file.language in ("de", "fr", "ar"):
            page.goto(f"{origin}/{path}")
            found = page.evaluate(OVERFLOW)
            if found["scrolls"] > 0:
                broken.append((path, found["wide"]))
    assert not broken


def test_results_do_not_scroll_sideways(site, open_page):
    page = open_page(site.path("search", "fr") + "?q=code", width=320)
    page.wait_for_selector("#search-results a")
    found = page.evaluate(OVERFLOW)
    assert found["scrolls"] <= 0, found["wide"]


@pytest.mark.parametrize("kind", KINDS)
def test_arabic_pages_run_from_right_to_left(site, open_page, kind):
    page = open_page(site.path(kind, "ar"))
    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert page.evaluate("document.documentElement.lang") == "ar"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).direction") == "rtl"


def test_addresses_read_from_left_to_right_in_arabic(site, open_page):
    page = open_page(site.path("channel", "ar"))
    directions = page.eval_on_selector_all(
        "a.address bdi", "all => all.map((e) => getComputedStyle(e).direction)"
    )
    assert directions and set(directions) == {"ltr"}


# The widths of a field's placeholder and of the room that it has.
PLACEHOLDER = """
() => {
  const field = document.querySelector(".search-field");
  const style = getComputedStyle(field);
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const padding = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
  return [pen.measureText(field.placeholder).width, field.clientWidth - padding];
}
"""


@pytest.mark.parametrize(
    ("kind", "language"),
    [(kind, language) for kind in ("home", "contact") for language in LANGUAGES],
)
def test_what_to_type_is_not_cut(site, open_page, kind, language):
    for width in (320, 390):
        page = open_page(site.path(kind, language), width=width)
        text, room = page.evaluate(PLACEHOLDER)
        assert text <= room, (width, text, room)
