"""A browser can offer the search of each language in its own address bar (OpenSearch 1.1)."""

import json
import re
import xml.etree.ElementTree as ElementTree
from urllib.parse import quote, urlsplit

import pytest

from conftest import until
from html_tree import tree
from small_site import build

NAMES = {"os": "http://a9.com/-/spec/opensearch/1.1/"}
HOSTILE = 'A & B <i> "quoted" \'it\' ]]> and much more'


def description(folder, language: str) -> ElementTree.Element:
    root = ElementTree.fromstring((folder / language / "opensearch.xml").read_bytes())
    assert root.tag == f"{{{NAMES['os']}}}OpenSearchDescription"
    return root


def text(root, name: str) -> str:
    return root.find(f"os:{name}", NAMES).text


def links(path) -> list[dict]:
    """The links of a page to descriptions of a search."""
    found = tree(path.read_text("utf-8")).find("link")
    return [link.values for link in found if link.values.get("rel") == "search"]


def small(title: str, base: str = "base-url: https://help.example.org/a&b\n") -> dict[str, str]:
    return {
        "site.yaml": f"title: {json.dumps(title, ensure_ascii=False)}\nlanguages: [en]\n{base}",
        "en/lamp.md": "---\ntitle: The lamp\n---\nText\n",
    }


def test_every_page_links_the_search_of_its_language(site):
    for path, page in site.pages.items():
        if page.kind == "redirect":
            continue
        found = links(site.folder / path)
        assert len(found) == 1, path
        assert found[0]["type"] == "application/opensearchdescription+xml" and found[0]["title"]
        target, _ = page.target(found[0]["href"])
        assert target.lstrip("/") == f"{page.language}/opensearch.xml", path


def test_each_language_describes_its_search(site):
    for language in site.languages:
        root = description(site.folder, language)
        assert 0 < len(text(root, "ShortName")) <= 16
        assert 0 < len(text(root, "LongName")) <= 48
        assert 0 < len(text(root, "Description")) <= 1024
        assert text(root, "Language") == language
        assert text(root, "InputEncoding") == "UTF-8"
        [url] = root.findall("os:Url", NAMES)
        assert url.get("type") == "text/html" and (url.get("method") or "get") == "get"
        assert url.get("template").count("{searchTerms}") == 1


@pytest.mark.parametrize(("language", "query"), [
    ("fr", "vérification & code"), ("zh-Hans", "验证码"), ("ar", "البريد"),
])
def test_the_template_leads_to_results(site, open_page, server, language, query):
    template = description(site.folder, language).find("os:Url", NAMES).get("template")
    parts = urlsplit(template.replace("{searchTerms}", quote(query)))
    page = open_page(f"{server}{parts.path.lstrip('/')}?{parts.query}")
    until(lambda: page.locator(".search-result").count())
    assert page.locator("#search-field").input_value() == query
    assert page.locator("#search-results mark").count()
    assert page.evaluate("document.documentElement.lang") == language


@pytest.mark.parametrize("title", [HOSTILE, "Unbelievablylongname", "🙂🙃 Help 🙂🙃 with 🙂🙃🙂🙃", "Help"])
def test_a_title_stays_text_and_is_cut(tmp_path, title):
    folder = build(tmp_path, small(title))
    root = description(folder, "en")
    name = text(root, "ShortName")
    assert name and title.startswith(name) and len(name) <= 16 and name == name.strip()
    assert title.startswith(text(root, "LongName")) and text(root, "Description") == title
    assert not list(root.find("os:ShortName", NAMES))
    template = root.find("os:Url", NAMES).get("template")
    assert template == "https://help.example.org/a&b/en/search.html?q={searchTerms}"
    [link] = links(folder / "en/lamp.html")
    assert link["title"] == title


def test_a_site_without_an_address_has_none(tmp_path):
    folder = build(tmp_path, small("Help", base=""))
    assert not list(folder.rglob("opensearch.xml"))
    for path in folder.rglob("*.html"):
        assert not links(path), path
        assert not re.search("opensearch", path.read_text("utf-8"), re.IGNORECASE), path
