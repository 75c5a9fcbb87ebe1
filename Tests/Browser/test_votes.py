"""Whether an article helped: votes are sent to the project's own address, once, with and without JavaScript."""

import json
import os
import subprocess
from urllib.parse import parse_qs

import pytest

from conftest import served, until


class Votes:
    """An endpoint that takes votes, answered by the test itself."""

    def __init__(self, page):
        self.taken = []
        page.route("https://votes.example.org/**", self.take)

    def take(self, route):
        self.taken.append(parse_qs(route.request.post_data or ""))
        route.fulfill(status=200, content_type="text/html", body="<p>thanks</p>")


@pytest.fixture(scope="module")
def voting_site(tmp_path_factory):
    """A small site with an endpoint for votes."""
    folder = tmp_path_factory.mktemp("voting")
    files = {
        "site.yaml": "title: T\nbase-url: https://help.example.org\nlanguages: [en]\n"
        "feedback: {endpoint: \"https://votes.example.org/v1\"}\n",
        "categories.yaml": "contact: {title: C}\n",
        "en/contact/a.md": "---\ntitle: A\n---\nText\n",
    }
    for name, text in files.items():
        path = folder / "Content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    subprocess.run([os.environ["KBGEN"], "build", str(folder)], check=True, capture_output=True)
    return folder / "public"


@pytest.fixture
def voting_page(voting_site, open_page):
    with served(voting_site, "404.html") as address:
        yield lambda **options: open_page(address + "en/contact/a.html", **options)


def test_a_vote_is_sent_once_and_remembered(voting_page):
    page = voting_page()
    votes = Votes(page)
    page.fill(".feedback textarea", "A picture & more")
    page.click(".feedback button[value=no]")
    until(lambda: votes.taken)
    assert votes.taken == [{
        "article": ["contact/a"], "language": ["en"], "vote": ["no"],
        "comment": ["A picture & more"],
    }]
    assert page.locator("p.feedback").inner_text() == "Thank you for your answer."
    stored = page.evaluate("JSON.stringify(localStorage)")
    assert json.loads(stored) == {"kbgen-votes": '{"contact/a":"no"}'}
    page.reload()
    assert page.locator("form.feedback").count() == 0
    assert not page.watch.complaints


def test_a_vote_works_without_script(voting_page):
    page = voting_page(java_script_enabled=False)
    votes = Votes(page)
    page.fill(".feedback textarea", "Sehr & gut")
    page.click(".feedback button[value=yes]")
    until(lambda: votes.taken)
    assert votes.taken == [{
        "article": ["contact/a"], "language": ["en"], "vote": ["yes"], "comment": ["Sehr & gut"],
    }]


def test_a_vote_that_cannot_be_sent_says_so(voting_page):
    page = voting_page()
    page.route("https://votes.example.org/**", lambda route: route.abort())
    page.click(".feedback button[value=yes]")
    until(lambda: page.locator(".status-message").count()
          and page.locator(".status-message").inner_text())
    assert page.locator("form.feedback").is_visible()
