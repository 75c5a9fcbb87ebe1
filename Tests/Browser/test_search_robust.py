"""Search keeps its page whole: files that are gone or broken, deploys, slow networks and none at all."""

import itertools
import json

import pytest

from conftest import served, until
from small_site import build

FIELD = "#search-field"
OPTION = "#search-suggestions [role=option]"
RESULT = ".search-result-title"
STATUS = "#search-results [role=status]"
SPOKEN = "form [role=status]"
FAILED = "Search could not be loaded. You can browse everything from A to Z."
SETTINGS = "title: {}\nlanguages: [en]\nbase-url: https://help.example.org\n"

# What a server may send instead of a file.
ANSWERS = {
    "gone": {"status": 404, "body": ""},
    "down": {"status": 503, "body": "{}", "content_type": "application/json"},
    "cut off": {"body": '{"v":1,"shards":{"fir', "content_type": "application/json"},
    "null": {"body": "null", "content_type": "application/json"},
    "of another version": {"body": '{"v":999,"pages":[],"terms":""}', "content_type": "application/json"},
    "a page instead": {"body": "<!doctype html><title>Sign in</title>", "content_type": "text/html"},
}


def article(title: str, text: str) -> str:
    return f"---\ntitle: {json.dumps(title)}\n---\n{text}\n"


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """A site with so many articles that its words are in several files, and its address."""
    words = map("".join, itertools.product("bdfgkmprtv", repeat=4))
    files = {
        "site.yaml": SETTINGS.format("Help"),
        "en/alpha.md": article("Alpha lamp", "The alpha lamp is green."),
        "en/zulu.md": article("Zulu door", "The zulu door is red."),
    }
    for number in range(160):
        text = " ".join("m" + word for word in itertools.islice(words, 20))
        files[f"en/filler-{number}.md"] = article(f"Filler {number}", text)
    folder = build(tmp_path_factory.mktemp("many"), files)
    manifest = json.loads((folder / "search/en.json").read_text("utf-8"))
    assert len(words_of(folder)) > 2
    with served(folder, "404.html") as address:
        yield address, {**manifest, "words": words_of(folder)}


def words_of(folder) -> list[str]:
    """The files of words, as addresses relative to the manifest."""
    paths = folder.glob("search/en/t/*/*.json")
    return [str(path.relative_to(folder / "search")) for path in sorted(paths, key=lambda path: int(path.stem))]


def files_of(many, kind: str):
    """Whether an address is that of such a file of the index: for `page.route`."""
    address, manifest = many
    names = {
        "manifest": ["en.json"], "words": manifest["words"], "titles": [manifest["quick"]],
        "first words": manifest["words"][:1],
    }

    def matches(url: str) -> bool:
        if not url.startswith(address + "search/"):
            return False
        name = url.removeprefix(address + "search/")
        return name.startswith("en/p/") if kind == "texts" else name in names[kind]

    return matches


def results(page) -> list[str]:
    return page.locator(RESULT).all_inner_texts()


def suggestions(page) -> list[str]:
    return [text.splitlines()[0] for text in page.locator(OPTION).all_inner_texts()]


def check_whole(page):
    """Nothing went wrong but the files that the test took away, which browsers report by themselves."""
    assert all("Failed to load resource" in complaint for complaint in page.watch.complaints)


# Files that are gone or broken


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("kind", ["manifest", "words", "texts"])
def test_the_search_page_says_that_it_failed_and_works_again(many, open_page, kind, answer):
    page = open_page(many[0] + "en/search.html")
    page.route(files_of(many, kind), lambda route: route.fulfill(**ANSWERS[answer]))
    page.fill(FIELD, "alpha")
    until(lambda: page.locator(STATUS).inner_text() == FAILED)
    assert results(page) == []
    assert page.locator(FIELD).input_value() == "alpha"
    assert page.locator(".search-other a").is_visible()
    check_whole(page)
    page.unroute_all()
    page.keyboard.press("Enter")
    until(lambda: results(page) == ["Alpha lamp"])
    check_whole(page)


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("kind", ["manifest", "titles", "words"])
def test_the_field_says_that_it_failed_and_works_again(many, open_page, kind, answer):
    page = open_page(many[0] + "en/alpha.html")
    page.route(files_of(many, kind), lambda route: route.fulfill(**ANSWERS[answer]))
    page.click(FIELD)
    page.keyboard.type("zulu", delay=20)
    until(lambda: page.locator(SPOKEN).inner_text() == FAILED)
    assert page.locator(FIELD).get_attribute("aria-expanded") == "false"
    assert page.locator("#search-suggestions").is_hidden()
    check_whole(page)
    page.unroute_all()
    page.keyboard.type(" door", delay=20)
    until(lambda: suggestions(page)[:1] == ["Zulu door"])
    check_whole(page)


def test_results_come_without_the_list_of_titles(many, open_page):
    page = open_page(many[0] + "en/search.html")
    page.route(files_of(many, "titles"), lambda route: route.fulfill(status=404))
    page.fill(FIELD, "zulu")
    until(lambda: results(page) == ["Zulu door"])


# A deploy between two requests


@pytest.fixture(scope="module")
def deploys(tmp_path_factory):
    """A site before and after a deploy: with a new word, or only with other texts."""
    texts = {"old": "The lamp is green.", "words": "The lamp is blue.", "texts": "Green is the lamp."}
    return {
        name: build(tmp_path_factory.mktemp(name), {
            "site.yaml": SETTINGS.format("Help"),
            "en/lamp.md": article("Lamp", text),
            "en/door.md": article("Door", "A door."),
        }) for name, text in texts.items()
    }


@pytest.mark.parametrize(("new", "query"), [("words", "blue"), ("texts", "green")])
@pytest.mark.parametrize("start", ["search", "door"])
def test_results_come_after_a_deploy(deploys, open_page, new, query, start):
    with served(deploys[new], "404.html") as address:
        page = open_page(address + f"en/{start}.html")
        served_manifests = []

        def answer(route):
            folder = deploys[new] if served_manifests else deploys["old"]
            served_manifests.append(folder)
            route.fulfill(path=folder / "search/en.json")

        page.route("**/search/en.json", answer)
        page.click(FIELD)
        page.keyboard.type(query, delay=20)
        if start == "search":
            until(lambda: results(page) == ["Lamp"])
            excerpt = page.locator(".search-result-excerpt").inner_text()
            assert excerpt in ("The lamp is blue.", "Green is the lamp.")
        else:
            until(lambda: suggestions(page)[:1] == ["Lamp"])
        assert served_manifests == [deploys["old"], deploys[new]]
        check_whole(page)


def test_an_old_manifest_is_asked_for_anew_only_once(deploys, open_page):
    with served(deploys["words"], "404.html") as address:
        page = open_page(address + "en/search.html")
        asked = []

        def answer(route):
            asked.append(route)
            route.fulfill(path=deploys["old"] / "search/en.json")

        page.route("**/search/en.json", answer)
        page.fill(FIELD, "blue")
        until(lambda: page.locator(STATUS).inner_text() == FAILED)
        page.wait_for_timeout(500)
        assert len(asked) == 2


# Slow networks, and none


class Held:
    """Requests that are not answered before they are let go."""

    def __init__(self, page, address):
        self.page = page
        self.routes = []
        self.is_open = False
        page.route(address, self.take)

    def take(self, route):
        if self.is_open:
            route.continue_()
        else:
            self.routes.append(route)

    def wait(self):
        until(lambda: self.page.wait_for_timeout(20) or self.routes)

    def let_go(self):
        self.is_open = True
        for route in self.routes:
            route.continue_()


@pytest.mark.parametrize("kind", ["manifest", "words", "texts"])
def test_a_slow_search_says_that_it_searches(many, open_page, kind):
    page = open_page(many[0] + "en/search.html")
    held = Held(page, files_of(many, kind))
    page.fill(FIELD, "alpha")
    until(lambda: page.locator(STATUS).inner_text() == "Searching …")
    page.wait_for_timeout(3000)
    assert page.locator(STATUS).inner_text() == "Searching …"
    page.keyboard.type(" lamp")
    assert page.locator(FIELD).input_value() == "alpha lamp"
    held.let_go()
    until(lambda: results(page) == ["Alpha lamp"])
    assert "alpha lamp" in page.locator(STATUS).inner_text()
    check_whole(page)


def test_a_fast_search_says_nothing_between(many, open_page):
    page = open_page(many[0] + "en/search.html?q=alpha")
    until(lambda: results(page) == ["Alpha lamp"])
    page.evaluate("""() => {
      window.said = [];
      const line = document.querySelector("#search-results [role=status]");
      new MutationObserver(() => said.push(line.textContent)).observe(line, { childList: true });
    }""")
    page.fill(FIELD, "zulu")
    until(lambda: results(page) == ["Zulu door"])
    assert page.evaluate("said") == ["1 result for “zulu”"]


def test_enter_does_not_wait_for_slow_suggestions(many, open_page):
    page = open_page(many[0] + "en/alpha.html")
    held = Held(page, files_of(many, "titles"))
    page.click(FIELD)
    page.keyboard.type("zulu", delay=20)
    held.wait()
    assert page.locator(FIELD).get_attribute("aria-expanded") == "false"
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/search.html?q=zulu")
    until(lambda: results(page) == ["Zulu door"])


@pytest.mark.parametrize("start", ["search", "alpha"])
def test_search_works_again_when_the_network_is_back(many, open_page, start):
    page = open_page(many[0] + f"en/{start}.html")
    said = STATUS if start == "search" else SPOKEN
    # What is loaded already would be found without a network: here it is the script alone.
    page.route(files_of(many, "manifest"), lambda route: route.abort("internetdisconnected"))
    page.click(FIELD)
    until(lambda: page.locator(said).count())
    page.context.set_offline(True)
    page.keyboard.type("zulu", delay=20)
    until(lambda: page.locator(said).inner_text() == FAILED)
    assert page.locator("a[href$='a-z.html']").first.is_visible()
    page.unroute_all()
    page.context.set_offline(False)
    page.keyboard.type(" door", delay=20)
    if start == "search":
        until(lambda: results(page) == ["Zulu door"])
    else:
        until(lambda: suggestions(page)[:1] == ["Zulu door"])
    check_whole(page)
    page.locator("a[href$='a-z.html']").first.click()
    page.wait_for_url("**/en/a-z.html")


@pytest.mark.parametrize("start", ["search", "filler-7"])
def test_only_the_last_query_is_answered(many, open_page, start):
    page = open_page(many[0] + f"en/{start}.html")
    shown = results if start == "search" else lambda page: suggestions(page)[:1]
    held = Held(page, files_of(many, "first words"))
    page.click(FIELD)
    page.keyboard.type("alpha", delay=20)
    held.wait()
    page.keyboard.press("Control+A")
    page.keyboard.type("zulu", delay=20)
    until(lambda: shown(page) == ["Zulu door"])
    held.let_go()
    page.wait_for_timeout(500)
    assert shown(page) == ["Zulu door"]
    if start == "search":
        assert page.url.endswith("?q=zulu") and page.title().startswith("zulu")
    else:
        assert page.locator(SPOKEN).inner_text() == "1 result for “zulu”"
    check_whole(page)


# Nothing is loaded without intent, and nothing is kept


@pytest.mark.parametrize("intent", ["hover", "focus"])
def test_search_is_loaded_by_pointer_or_focus_only(many, open_page, intent):
    page = open_page(many[0] + "en/alpha.html")
    asked = []
    page.on("request", lambda request: "favicon" in request.url or asked.append(request.url))
    page.mouse.move(640, 700)
    page.mouse.wheel(0, 400)
    page.click("main h1")
    page.keyboard.type("zulu")
    page.wait_for_timeout(500)
    assert asked == []
    page.locator(FIELD).hover() if intent == "hover" else page.locator(FIELD).focus()
    until(lambda: page.wait_for_timeout(20) or any(url.endswith("search/en.json") for url in asked))
    page.wait_for_timeout(300)
    # The script, the manifest and the titles: no words before some are typed.
    assert len(asked) == len(set(asked)) == 3 and asked[2].endswith(many[1]["quick"])


def test_typing_keeps_the_focus_and_the_caret(many, open_page):
    for start in ("search", "alpha"):
        page = open_page(many[0] + f"en/{start}.html")
        page.click(FIELD)
        page.keyboard.type("zu door", delay=20)
        for _ in range(5):
            page.keyboard.press("ArrowLeft")
        page.keyboard.type("lu", delay=150)
        until(lambda: (results(page) if start == "search" else suggestions(page)[:1]) == ["Zulu door"])
        field = page.locator(FIELD)
        assert field.evaluate("(field) => field === document.activeElement")
        assert field.evaluate("(field) => [field.value, field.selectionStart]") == ["zulu door", 4]


def test_queries_are_kept_nowhere(many, open_page):
    page = open_page(many[0] + "en/alpha.html")
    page.click(FIELD)
    page.keyboard.type("zulu", delay=20)
    until(lambda: suggestions(page))
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/search.html?q=zulu")
    until(lambda: results(page))
    page.fill(FIELD, "alpha")
    page.keyboard.press("Enter")
    until(lambda: results(page) == ["Alpha lamp"])
    page.click(RESULT)
    page.wait_for_url("**/en/alpha.html")
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 0
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    assert page.evaluate("caches.keys()") == []
