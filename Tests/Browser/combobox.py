"""The search field in the header as a combobox: what it says of itself, and typing in it."""

from conftest import until

FIELD = "#search-field"
LIST = "#search-suggestions"
OPTION = "#search-suggestions [role=option]"
SPOKEN = "form [role=status]"


def attribute(page, name: str) -> str | None:
    return page.locator(FIELD).get_attribute(name)


def active(page) -> int:
    """The place of the active option; -1 when there is none. What is said of it agrees in all places."""
    identifier = attribute(page, "aria-activedescendant")
    chosen = page.locator(OPTION).evaluate_all(
        "all => all.map((o) => [o.id, o.getAttribute('aria-selected')])")
    places = [place for place, (_, is_chosen) in enumerate(chosen) if is_chosen == "true"]
    assert len(places) <= 1 and {value for _, value in chosen} <= {"true", "false"}
    assert identifier == (chosen[places[0]][0] if places else None)
    return places[0] if places else -1


def is_open(page) -> bool:
    """Whether the list is open; what the field says of it agrees with what is seen."""
    # One look at all of it: it may change between two.
    said, is_seen, count = page.evaluate("""([field, list, option]) => [
      document.querySelector(field).getAttribute("aria-expanded"),
      document.querySelector(list).checkVisibility(),
      document.querySelectorAll(option).length,
    ]""", [FIELD, LIST, OPTION])
    assert said == str(is_seen).lower() and is_seen == bool(count)
    return is_seen


def has_focus(page) -> bool:
    return page.locator(FIELD).evaluate("(field) => field === document.activeElement")


def spoken(page) -> str:
    """What is read out; all spaces are alike."""
    return " ".join(page.locator(SPOKEN).inner_text().split())


def value(page) -> str:
    return page.locator(FIELD).input_value()


def type_in(page, query: str):
    """Types a query; the list is then open and complete."""
    page.click(FIELD)
    page.keyboard.type(query, delay=20)
    until(lambda: query in spoken(page) and is_open(page))
    return page
