"""What a project can decide about its search: from disk, who learns of failed queries, OpenSearch."""

import json
import re
import shutil
from urllib.parse import parse_qs, quote

import pytest

from conftest import served, until
from small_site import build, run

FIELD = "#search-field"
OPTION = "#search-suggestions [role=option]"
STATUS = "#search-results [role=status]"
TEXTS = {
    "en": {"none": "Nothing was found for “zzqqxx”.", "failed": "Search could not be loaded."},
    "zh-Hans": {"none": "没有找到与“zzqqxx”相关的内容。", "failed": "无法加载搜索功能。"},
}
QUERIES = [("en", "lamp", "The green lamp"), ("zh-Hans", "绿灯", "绿灯不亮")]
ENDPOINT = "https://q.example.org/x"


def files(search: str = "", title: str = "Help", base: str = "base-url: https://help.example.org\n"):
    """A project of two articles in two languages, with these settings of its search."""
    settings = f"title: {json.dumps(title, ensure_ascii=False)}\nlanguages: [en, zh-Hans]\n{base}"
    return {
        "site.yaml": settings + (f"search: {search}\n" if search else ""),
        "en/lamp.md": "---\ntitle: The green lamp\n---\n## Dark\n\nThe lamp stays dark all day.\n",
        "en/door.md": "---\ntitle: The door\n---\nIt has a handle.\n",
        "zh-Hans/lamp.md": "---\ntitle: 绿灯不亮\n---\n## 太暗\n\n绿灯一整天都不亮。\n",
        "zh-Hans/door.md": "---\ntitle: 门\n---\n门有一个把手。\n",
    }


@pytest.fixture(scope="module")
def plain_site(tmp_path_factory):
    """A site whose settings say nothing of its search."""
    return build(tmp_path_factory.mktemp("plain"), files())


@pytest.fixture(scope="module")
def disk_site(tmp_path_factory):
    """A site whose search works from disk."""
    return build(tmp_path_factory.mktemp("disk"), files("{offline: true}"))


@pytest.fixture(scope="module")
def telling_site(tmp_path_factory):
    """A site with an address for queries that found nothing."""
    return build(tmp_path_factory.mktemp("telling"), files(f'{{failed-queries: "{ENDPOINT}"}}'))


def policies(folder) -> list[dict[str, list[str]]]:
    """The policy of each page: its directives with what they allow."""
    found = []
    for path in folder.rglob("*.html"):
        if match := re.search(r'Content-Security-Policy" content="([^"]*)"', path.read_text("utf-8")):
            parts = [part.split() for part in match[1].replace("&#39;", "'").split(";")]
            found.append({name: values for name, *values in parts})
    assert found
    return found


# From disk


@pytest.mark.parametrize(("language", "query", "title"), QUERIES)
def test_suggestions_come_from_disk(disk_site, open_page, language, query, title):
    page = open_page((disk_site / language / "door.html").as_uri())
    page.click(FIELD)
    page.keyboard.type(query, delay=20)
    until(lambda: page.locator(OPTION).count())
    assert page.locator(OPTION).first.inner_text() == title
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{language}/lamp.html")
    assert page.locator("h1").inner_text() == title
    assert page.watch.complaints == [] and page.watch.foreign == []


@pytest.mark.parametrize(("language", "query", "title"), QUERIES)
def test_results_come_from_disk(disk_site, open_page, language, query, title):
    page = open_page((disk_site / language / "search.html").as_uri() + "?q=" + quote(query))
    until(lambda: page.locator(".search-result").count())
    assert page.locator(".search-result-title").inner_text() == title
    assert page.locator(".search-section a").get_attribute("href").startswith(f"../{language}/lamp.html#")
    assert page.locator(FIELD).input_value() == query
    assert page.locator("#search-results mark").count()
    page.fill(FIELD, "zzqqxx")
    until(lambda: page.locator(STATUS).inner_text() == TEXTS[language]["none"])
    page.click("#search-results a")
    page.wait_for_url(f"**/{language}/contact.html")
    assert page.watch.complaints == [] and page.watch.foreign == []


def test_enter_leads_to_the_search_page_from_disk(disk_site, open_page):
    page = open_page((disk_site / "en/door.html").as_uri())
    page.fill(FIELD, "lamp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/search.html?q=lamp")
    until(lambda: page.locator(".search-result").count())


@pytest.mark.parametrize("kind", ["manifest", "words", "texts"])
def test_a_file_that_is_not_there_is_said_from_disk(disk_site, open_page, tmp_path, kind):
    folder = tmp_path / "site"
    shutil.copytree(disk_site, folder)
    manifest = folder / "search/en.json"
    words = next(folder.glob("search/en/t/*/0.json"))
    gone = {"manifest": [manifest], "words": [words], "texts": list(folder.glob("search/en/p/**/*.json"))}
    for path in gone[kind]:
        path.with_suffix(".js").unlink()
    page = open_page((folder / "en/search.html").as_uri() + "?q=lamp")
    until(lambda: page.locator(STATUS).inner_text().startswith(TEXTS["en"]["failed"]))
    assert page.locator(".search-result").count() == 0
    # The browser's own word on the missing file is all that it says.
    assert all("ERR_FILE_NOT_FOUND" in complaint for complaint in page.watch.complaints)
    page.click(".search-other a")
    page.wait_for_url("**/en/a-z.html")
    assert page.locator("main a[href$='lamp.html']").is_visible()


@pytest.mark.parametrize("language", TEXTS)
def test_without_the_setting_a_page_from_disk_says_so(plain_site, open_page, language):
    assert not list(plain_site.glob("search/**/*.js"))
    page = open_page((plain_site / language / "search.html").as_uri() + "?q=lamp")
    until(lambda: page.locator(STATUS).inner_text().startswith(TEXTS[language]["failed"]))
    page.click(".search-other a")
    page.wait_for_url(f"**/{language}/a-z.html")


def test_files_for_the_disk_say_the_same(disk_site):
    data = [path for path in disk_site.glob("search/**/*.json")]
    assert data
    for path in data:
        script = path.with_suffix(".js").read_text("utf-8")
        name = path.relative_to(disk_site / "search").as_posix()
        call = re.fullmatch(r"kbgenSearchFile\((.*)\);\n", script, re.DOTALL)
        assert json.loads(f"[{call[1]}]") == [name, json.loads(path.read_text("utf-8"))]


# Queries that found nothing


class Queries:
    """The endpoint that takes queries, answered by the test itself, and the clock of the page."""

    def __init__(self, page):
        self.page = page
        self.requests = []
        page.route(ENDPOINT, self.take)

    def take(self, route):
        self.requests.append(route.request)
        route.fulfill(status=204)

    @property
    def taken(self) -> list[dict]:
        return [parse_qs(request.post_data, strict_parsing=True) for request in self.requests]

    def wait(self, seconds: float):
        """Lets time go by on the page, and then what it asks for arrive."""
        self.page.clock.run_for(round(seconds * 1000))
        self.page.wait_for_timeout(100)

    def type(self, query: str, answer: str = "Nothing was found"):
        """Types a query in place of the other and waits for what the page says."""
        self.page.fill(FIELD, query)
        self.wait(0.1)
        until(lambda: answer in self.page.locator(STATUS).inner_text()
              and query in self.page.locator(STATUS).inner_text())


@pytest.fixture
def queries(telling_site, open_page):
    """The search page of a site that tells of queries, with a clock that stands still."""
    with served(telling_site, "404.html") as address:
        page = open_page(address + "en/door.html")
        page.clock.install(time=0)
        page.goto(address + "en/search.html")
        page.clock.pause_at(60_000)
        yield Queries(page)
        # The endpoint is the one address outside of the site that is asked.
        assert set(page.watch.foreign) <= {ENDPOINT}
        assert page.watch.complaints == []


def test_what_found_nothing_is_told_and_nothing_else(queries):
    cookie = {"name": "who", "value": "me", "url": ENDPOINT, "secure": True, "sameSite": "None"}
    queries.page.context.add_cookies([cookie])
    queries.type("zzqqxx wwkk")
    queries.wait(1.8)
    assert queries.taken == []
    queries.wait(0.4)
    assert queries.taken == [{"language": ["en"], "query": ["zzqqxx wwkk"]}]
    request = queries.requests[0]
    headers = request.all_headers()
    assert request.method == "POST" and "?" not in request.url
    assert headers["content-type"].startswith("application/x-www-form-urlencoded")
    assert not {"cookie", "referer", "authorization"} & set(headers)


def test_each_query_is_told_once(queries):
    for query in ["zzqqxx", "wwkkzz", "zzqqxx"]:
        queries.type(query)
        queries.wait(5)
    assert [said["query"] for said in queries.taken] == [["zzqqxx"], ["wwkkzz"]]


def test_nothing_is_told_while_the_reader_types_on(queries):
    for query in ["zzqq", "zzqqx", "zzqqxx"]:
        queries.type(query)
        queries.wait(1.5)
    assert queries.taken == []
    queries.wait(0.6)
    assert [said["query"] for said in queries.taken] == [["zzqqxx"]]


def test_a_query_that_was_changed_into_another_is_not_told(queries):
    queries.type("zzqqxx")
    queries.wait(1)
    queries.type("lamp", "1 result")
    queries.wait(5)
    queries.page.fill(FIELD, "")
    queries.wait(5)
    assert queries.taken == []


@pytest.mark.parametrize(("query", "told"), [
    ("zzqq zoe.wwkk+x@zzmail.zz kkww", "zzqq … kkww"),
    ("zzqq +33 6 12 34 56 78", "zzqq …"),
    ("zzqq (0612) 34-56-78 kkww", "zzqq (… kkww"),
    ("zzqq 13812345678kkww", "zzqq …kkww"),
    ("zzqq ١٢٣٤٥٦٧٨", "zzqq …"),
    ("zzqq 4012 8888 8888 1881", "zzqq …"),
    ("zzqq 99 kkww & ü=ß", "zzqq 99 kkww & ü=ß"),
])
def test_addresses_and_long_numbers_are_left_out(queries, query, told):
    queries.type(query)
    queries.wait(2.5)
    assert [said["query"] for said in queries.taken] == [[told]]


def test_telling_keeps_nothing_in_the_browser(queries):
    queries.type("zzqqxx")
    queries.wait(3)
    assert queries.taken
    page = queries.page
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 0


def test_an_endpoint_that_is_away_changes_nothing(queries):
    queries.page.unroute(ENDPOINT)
    queries.page.route(ENDPOINT, lambda route: route.abort())
    queries.type("zzqqxx")
    queries.wait(3)
    assert queries.page.locator(STATUS).inner_text() == TEXTS["en"]["none"]
    complaints, queries.page.watch.complaints = queries.page.watch.complaints, []
    assert all("ERR_FAILED" in complaint for complaint in complaints)


def test_the_policy_names_the_endpoint_only_where_there_is_one(telling_site, plain_site):
    for policy in policies(telling_site):
        assert policy["connect-src"] == ["'self'", "https://q.example.org"]
        named = [name for name, values in policy.items() if "https://q.example.org" in values]
        assert named == ["connect-src"]
    for policy in policies(plain_site):
        assert policy["connect-src"] == ["'self'"]


def test_nothing_is_told_without_the_setting(plain_site, open_page):
    with served(plain_site, "404.html") as address:
        page = open_page(address + "en/search.html?q=zzqqxx")
        until(lambda: page.locator(STATUS).inner_text() == TEXTS["en"]["none"])
        page.wait_for_timeout(2500)
        assert page.watch.foreign == [] and page.watch.complaints == []


@pytest.mark.parametrize(("search", "part"), [
    ("{offline: perhaps}", "perhaps"),
    ("{failed-queries: \"http://q.example.org/x\"}", "http://q.example.org/x"),
    ("{failed-queries: \"https://q.example.org/x; script-src *\"}", "script-src"),
    ("{failed-queries: [a]}", "failed-queries"),
    ("{ofline: true}", "ofline"),
    ("yes", "search"),
])
def test_a_wrong_setting_is_an_error_at_its_line(tmp_path, search, part):
    done = run(tmp_path, files(search))
    said = done.stdout + done.stderr
    assert done.returncode == 1, said
    assert re.search(r"^Content/site\.yaml:4:\d+: error: ", said, re.MULTILINE), said
    assert part in said
    assert not (tmp_path / "public").exists()


# The key that leads to the field


def test_a_project_can_leave_the_slash_to_the_browser(plain_site, tmp_path, open_page):
    for folder, is_on in ((plain_site, True), (build(tmp_path, files("{slash-key: false}")), False)):
        with served(folder, "404.html") as address:
            page = open_page(address + "en/lamp.html")
            page.keyboard.press("/")
            assert page.locator(FIELD).evaluate("(f) => f === document.activeElement") == is_on
            page = open_page(address + "en/search.html")
            assert page.locator("[data-slash-key]").count() == is_on
