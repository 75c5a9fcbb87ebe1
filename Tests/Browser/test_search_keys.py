"""The field in the header is a combobox by the pattern of ARIA: its states, its keys, what is read out."""

import os
import re
from pathlib import Path

import pytest

from combobox import FIELD, LIST, OPTION, SPOKEN, active, attribute, has_focus, is_open, spoken, type_in, value
from conftest import until
from test_accessibility import violations

QUERIES = {"fr": "compte bloqué", "ar": "حساب", "zh-Hans": "验证码"}


@pytest.fixture
def typed(site, open_page):
    """Opens a page and types a query: `typed("compte", "fr")`. The list is then open and complete."""

    def typed(query: str = "compte", language: str = "fr", kind: str = "home", **options):
        return type_in(open_page(site.path(kind, language), **options), query)

    return typed


# States


def test_the_field_is_a_combobox_before_anything_is_typed(site, open_page):
    for kind in ("home", "article"):
        page = open_page(site.path(kind, "fr"))
        assert attribute(page, "role") == "combobox"
        assert attribute(page, "aria-autocomplete") == "list"
        assert attribute(page, "aria-controls") == page.locator(LIST).get_attribute("id")
        assert page.locator(LIST).get_attribute("role") == "listbox"
        assert page.locator(LIST).get_attribute("aria-label")
        assert not is_open(page) and active(page) == -1
        page.click(FIELD)
        page.wait_for_timeout(300)
        assert not is_open(page) and spoken(page) == ""


def test_on_the_search_page_and_without_script_it_is_a_plain_field(site, open_page):
    found = open_page(site.path("search", "fr") + "?q=compte")
    until(lambda: found.locator(".search-result").count())
    plain = open_page(site.path("home", "fr"), java_script_enabled=False)
    for page in (found, plain):
        for name in ("role", "aria-controls", "aria-expanded", "aria-activedescendant"):
            assert attribute(page, name) is None
        assert page.locator(LIST).is_hidden()


def test_options_are_labelled_links_that_tab_does_not_reach(typed):
    page = typed()
    options = page.locator(OPTION)
    identifiers = options.evaluate_all("all => all.map((o) => o.id)")
    assert len(set(identifiers)) == options.count() > 3
    assert options.evaluate_all("all => all.every((o) => o.tabIndex === -1 && o.href && o.innerText)")
    assert active(page) == -1 and has_focus(page)


def test_the_list_closes_when_the_query_is_taken_away(typed):
    page = typed()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    until(lambda: not is_open(page))
    assert active(page) == -1 and spoken(page) == ""


def test_typing_on_leaves_no_option_active(typed):
    page = typed()
    page.keyboard.press("ArrowDown")
    assert active(page) == 0
    page.keyboard.type(" bloqué", delay=20)
    until(lambda: "compte bloqué" in spoken(page))
    assert is_open(page) and active(page) == -1


def test_a_query_that_finds_nothing_opens_no_list(site, open_page):
    page = open_page(site.path("home", "fr"))
    page.click(FIELD)
    page.keyboard.type("zzqqxx", delay=20)
    until(lambda: spoken(page) == "Aucun résultat pour « zzqqxx ».")
    assert not is_open(page)
    page.keyboard.press("ArrowDown")
    assert not is_open(page) and active(page) == -1


# Keys


def test_arrows_go_round_by_way_of_the_field(typed):
    page = typed()
    count = page.locator(OPTION).count()
    seen = []
    for _ in range(count + 2):
        page.keyboard.press("ArrowDown")
        seen.append(active(page))
    assert seen == [*range(count), -1, 0]
    seen = []
    for _ in range(count + 1):
        page.keyboard.press("ArrowUp")
        seen.append(active(page))
    assert seen == [-1, *reversed(range(count))]
    assert has_focus(page) and value(page) == "compte"


def test_home_and_end_move_in_the_list_or_in_the_text(typed):
    page = typed()
    caret = "(field) => [field.selectionStart, field.selectionEnd]"
    page.keyboard.press("Home")
    assert active(page) == -1 and page.locator(FIELD).evaluate(caret) == [0, 0]
    page.keyboard.press("End")
    assert active(page) == -1 and page.locator(FIELD).evaluate(caret) == [6, 6]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    assert active(page) == page.locator(OPTION).count() - 1
    page.keyboard.press("Home")
    assert active(page) == 0 and page.locator(FIELD).evaluate(caret) == [6, 6]


def test_the_active_option_is_in_sight(typed):
    page = typed(width=390, height=480)
    for _ in range(page.locator(OPTION).count()):
        page.keyboard.press("ArrowDown")
        inside = page.locator(f"{OPTION}[aria-selected=true]").evaluate("""(option) => {
          const box = option.getBoundingClientRect();
          const room = option.parentElement.getBoundingClientRect();
          return box.top >= room.top - 1 && box.bottom <= Math.min(room.bottom, innerHeight) + 1;
        }""")
        assert inside, active(page)


def test_escape_closes_the_list_and_then_clears_the_field(typed):
    page = typed()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert not is_open(page) and active(page) == -1
    assert has_focus(page) and value(page) == "compte"
    page.keyboard.press("ArrowDown")
    until(lambda: is_open(page))
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert not is_open(page) and value(page) == "" and has_focus(page)


def test_escape_stops_a_search_that_runs(site, open_page):
    page = open_page(site.path("home", "fr"))
    page.click(FIELD)
    page.keyboard.type("compte", delay=20)
    until(lambda: is_open(page))
    page.keyboard.type("s")
    page.keyboard.press("Escape")
    page.wait_for_timeout(500)
    assert not is_open(page)


def test_enter_opens_the_active_option_or_else_the_search_page(typed):
    page = typed("remboursement")
    page.keyboard.press("ArrowDown")
    wanted = page.locator(OPTION).first.evaluate("(option) => option.href")
    page.keyboard.press("Enter")
    page.wait_for_url(wanted)
    page = typed("remboursement")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/fr/search.html?q=remboursement")
    page = typed("remboursement")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert active(page) == -1
    page.keyboard.press("Enter")
    page.wait_for_url("**/fr/search.html?q=remboursement")


def test_the_last_option_leads_to_all_results(typed):
    page = typed("code", "en")
    last = page.locator(OPTION).last
    assert last.inner_text() == "See all results for “code”"
    last.click()
    page.wait_for_url("**/en/search.html?q=code")


def test_leaving_the_form_closes_the_list(typed):
    page = typed(kind="article")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Tab")
    assert not has_focus(page)
    assert not is_open(page) and active(page) == -1
    page = typed(kind="article")
    page.mouse.click(5, 800)
    assert not is_open(page) and value(page) == "compte"


def test_a_press_in_the_list_keeps_the_focus_in_the_field(typed):
    page = typed()
    box = page.locator(OPTION).nth(1).bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 10)
    page.mouse.down()
    assert has_focus(page) and is_open(page)
    page.mouse.move(5, 5)
    page.mouse.up()
    assert is_open(page)


# What is read out


@pytest.mark.parametrize(("language", "query", "said"), [
    ("en", "code", "# results for “code”"), ("fr", "compte", "# résultats pour « compte »"),
    ("ja", "アプリ", "「アプリ」の検索結果：# 件"), ("zh-Hans", "验证码", "找到 # 条与“验证码”相关的结果"),
])
def test_the_number_of_suggestions_is_read_out(typed, language, query, said):
    page = typed(query, language)
    assert re.sub("[0-9]+", "#", spoken(page)) == said
    page.keyboard.type("zzqqxx", delay=10)
    until(lambda: query + "zzqqxx" in spoken(page))
    # It is read to those who hear the page, beside what the list shows.
    assert page.locator(SPOKEN).count() == 1 and page.locator(SPOKEN).bounding_box()["height"] <= 1


# Looks


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", QUERIES)
def test_the_open_list_is_accessible_and_inside_the_page(typed, language, width, scheme):
    for kind in ("home", "article"):
        page = typed(
            QUERIES[language], language, kind, width=width, color_scheme=scheme, bypass_csp=True,
            reduced_motion="reduce")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        box = page.locator(LIST).bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
        found = violations(page)
        assert not found, "\n".join(found)
        if folder := os.environ.get("KBGEN_SCREENSHOTS"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=str(Path(folder) / f"typing-{kind}-{language}-{width}-{scheme}.png"))
