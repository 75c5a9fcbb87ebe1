"""Images keep their place while they load, and stay inside the page."""

import pytest

# How much the page has moved without the reader's doing, and whether its images are there.
STATE = """
() => new Promise((resolve) => {
  let shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  const images = [...document.querySelectorAll(".prose img")];
  requestAnimationFrame(() => setTimeout(() => resolve({
    shift, count: images.length, loaded: images.every((image) => image.naturalWidth > 0),
    sized: images.every((image) => image.hasAttribute("width") && image.hasAttribute("height")),
  }), 200));
})
"""

BOXES = """
() => [...document.querySelectorAll(".prose img")].map((image) => {
  const box = image.getBoundingClientRect();
  const room = image.parentElement.getBoundingClientRect();
  const ratio = image.getAttribute("width") / image.getAttribute("height");
  return { overflow: box.width - room.width, bend: Math.abs(box.width / box.height - ratio) };
})
"""


@pytest.fixture
def illustrated(site) -> list[str]:
    """The articles in English that show images."""
    pages = [
        path
        for path, page in site.pages.items()
        if page.kind == "article" and page.language == "en" and not page.is_fallback
    ]
    found = [path for path in pages if "<p><img src=" in (site.folder / path).read_text("utf-8")]
    assert found, "no article has an image"
    return found


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_while_the_images_load(illustrated, browser, server, width):
    for path in illustrated:
        context = browser.new_context(viewport={"width": width, "height": 900})
        page = context.new_page()
        held, is_holding = [], True
        page.route(
            "**/assets/*.svg",
            lambda route: held.append(route) if is_holding else route.continue_(),
        )
        page.goto(server + path, wait_until="domcontentloaded")
        page.wait_for_timeout(300)
        assert held, "an image is asked for"
        is_holding = False
        for route in held:
            route.continue_()
        page.wait_for_load_state("load")
        state = page.evaluate(STATE)
        assert state["count"] and state["loaded"] and state["sized"], (path, state)
        assert state["shift"] == 0, (path, state)
        context.close()


def test_images_fit_their_column_and_keep_their_shape(illustrated, open_page):
    for path in illustrated:
        page = open_page(path, width=320)
        for box in page.evaluate(BOXES):
            assert box["overflow"] <= 0.5 and box["bend"] < 0.02, (path, box)
