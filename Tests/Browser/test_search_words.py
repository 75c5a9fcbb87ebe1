"""What only a site with many words shows: forms and spellings that stand in different files of the index."""

import itertools
import json

import pytest

from conftest import PROJECT, served, until
from small_site import build

FIELD = "#search-field"
STATUS = "#search-results [role=status]"
RESULT = ".search-result-title"
SETTINGS = "title: Help\nlanguages: [en]\nbase-url: https://help.example.org\nsearch: {offline: true}\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A site in which `connect` and `connecting` are in different files, and the lists for spelling are many."""
    syllables = ["".join(part) for part in itertools.product("bdfgkmpr", "aeou")]
    words = map("".join, itertools.product(syllables, repeat=3))
    files = {
        "site.yaml": SETTINGS,
        "en/lamp.md": "---\ntitle: The lamp\n---\nBefore connecting it, switch it off.\n",
        "en/cable.md": "---\ntitle: The cable\n---\nYou connect a zulu cable at the back.\n",
    }
    for number in range(160):
        own = list(itertools.islice(words, 40))
        text = " ".join(own + ["connectb" + word for word in own[:20]])
        files[f"en/filler-{number}.md"] = f"---\ntitle: Filler {number}\n---\n{text}\n"
    return build(tmp_path_factory.mktemp("words"), files)


@pytest.fixture(scope="module")
def address(folder):
    with served(folder, "404.html") as address:
        yield address


def test_the_words_are_in_many_files(folder):
    shards = [json.loads(path.read_text("utf-8")) for path in folder.glob("search/en/t/*/*.json")]
    assert len(shards) > 10 and len(list(folder.glob("search/en/s/*/*.json"))) > 3
    # The one that has `connecting` names the form that it does not have.
    assert sum("connect" in words for shard in shards for _, *words in shard["others"]) == 1
    assert sum("connecting" in words for shard in shards for _, *words in shard["others"]) == 1


def test_all_forms_of_a_word_are_found_and_marked(address, open_page):
    page = open_page(address + "en/search.html")
    for query in ("connect", "connecting"):
        page.fill(FIELD, query)
        until(lambda: f"“{query}”" in page.locator(STATUS).inner_text())
        assert {"The lamp", "The cable"} <= set(page.locator(RESULT).all_inner_texts())
        assert {"connect", "connecting"} <= set(page.locator("mark").all_inner_texts())


@pytest.mark.parametrize("typed", ["zuul", "uzlu", "zullu", "zolu", "xzulu"])
def test_a_mistake_is_mended_with_few_lists(folder, address, open_page, typed):
    page = open_page(address + "en/search.html")
    asked = []
    page.on("request", lambda request: "/s/" in request.url and asked.append(request.url))
    page.fill(FIELD, typed)
    until(lambda: page.locator(STATUS).inner_text() == "Showing results for “zulu”")
    assert page.locator(RESULT).first.inner_text() == "The cable"
    assert 0 < len(asked) < len(list(folder.glob("search/en/s/*/*.json")))


@pytest.mark.parametrize("typed", ["able", "gable", "qable"])
def test_another_first_letter_is_mended_when_nothing_else_is_found(address, open_page, typed):
    page = open_page(address + "en/search.html")
    page.fill(FIELD, typed)
    until(lambda: page.locator(STATUS).inner_text() == "Showing results for “cable”")
    assert page.locator(RESULT).first.inner_text() == "The cable"


def test_a_word_of_two_is_taken_apart(address, open_page):
    page = open_page(address + "en/search.html")
    page.fill(FIELD, "zulucable")
    until(lambda: page.locator(STATUS).inner_text() == "Showing results for “zulu cable”")
    assert page.locator(RESULT).all_inner_texts()[0] == "The cable"


def test_each_file_is_there_as_a_script_for_pages_from_disk(folder):
    """They hand over, under its name, what the schemas describe."""
    files = sorted((folder / "search").rglob("*.json"))
    assert len(files) > 200
    for file in files:
        name = json.dumps(str(file.relative_to(folder / "search")))
        script = f"kbgenSearchFile({name},{file.read_text('utf-8')});\n"
        assert file.with_suffix(".js").read_text("utf-8").replace("\\/", "/") == script.replace("\\/", "/")


def test_each_language_has_queries_of_readers():
    """The build holds each of them; here it is only that there are enough."""
    for folder in [path.parent for path in (PROJECT / "Content").glob("*/about")]:
        lines = (folder / "_queries.yaml").read_text("utf-8").splitlines()
        queries = [line for line in lines if line and not line.startswith((" ", "#"))]
        assert len(queries) >= (40 if folder.name in ("en", "fr") else 10), folder.name
