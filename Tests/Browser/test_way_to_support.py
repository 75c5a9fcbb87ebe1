"""The way of a reader with a problem to the right channel: with and without JavaScript, on a phone."""

import json
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from conftest import until

PHONE = {"width": 390, "height": 844}
LANGUAGES = ["fr", "en", "ar"]
MAIL = "support@whatsapp.com"


@pytest.mark.parametrize("language", LANGUAGES)
def test_three_clicks_without_script(site, open_page, language):
    page = open_page(f"{language}/index.html", **PHONE, java_script_enabled=False)
    page.click(".contact-link a")
    page.click("a[data-problem=account-blocked]")
    assert page.url.endswith(f"{language}/problem/account-blocked.html")
    assert page.locator(".channel-card").first.is_visible()
    text = page.locator(".message-text").inner_text()
    assert "[" in text and "]" in text
    link = page.locator(".message-actions a").first.get_attribute("href")
    parts = urlsplit(link)
    assert parts.path == MAIL
    body = parse_qs(parts.query)["body"][0]
    assert body.replace("\r\n", "\n") == page.locator(".message-text").text_content()
    assert "%0D%0A" in link and "%0A" not in link.replace("%0D%0A", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_of_phone_has_its_section_without_script(site, open_page, language):
    page = open_page(f"{language}/problem/feature-fault.html", **PHONE, java_script_enabled=False)
    sections = page.locator(".tab")
    assert sections.count() == 2
    for place, (label, address) in enumerate([("iOS", "iphone_web"), ("Android", "android_web")]):
        section = sections.nth(place)
        assert section.is_visible()
        shown = section.locator(".tab-label").inner_text()
        assert shown == label or (language, shown) == ("ar", "أندرويد")
        mails = section.locator("a[href^=mailto]").evaluate_all(
            "all => [...new Set(all.map((a) => a.pathname))]")
        assert mails == [f"{address}@support.whatsapp.com"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_appears_on_the_contact_page(site, open_page, language):
    page = open_page(f"{language}/index.html", **PHONE)
    page.click(".contact-link a")
    page.click("a[data-problem=feature-fault]")
    assert page.url.endswith(f"{language}/contact.html?problem=feature-fault")
    answer = page.locator("[data-answer]")
    assert answer.locator("h2").evaluate("(h) => h === document.activeElement")
    answer.locator("[role=tab][data-platform=android]").click()
    assert "platform=android" in page.url
    mails = answer.locator("a.address[href^=mailto]:visible").evaluate_all(
        "all => all.map((a) => a.pathname)")
    assert mails == ["android_web@support.whatsapp.com"]
    assert not page.watch.complaints and not page.watch.foreign


def test_each_state_has_an_address(site, open_page):
    page = open_page("en/contact.html?problem=feature-fault&platform=android&urgent=1", **PHONE)
    answer = page.locator("[data-answer]")
    assert answer.locator("[aria-selected=true]").inner_text() == "Android"
    assert answer.locator(".finder-urgent input").is_checked()
    first = answer.locator("[role=tabpanel]:not([hidden]) .channel-card h3").first
    assert first.inner_text() == "Social media"
    answer.locator(".finder-urgent input").uncheck()
    assert first.inner_text() == "In-app support"
    assert "urgent" not in page.url
    page.goto(page.url.split("?")[0] + "?problem=<img src=x>&platform=%22")
    assert page.locator("[data-answer]").is_hidden()
    assert not page.watch.complaints


def test_a_problem_opens_in_a_tab_of_its_own_when_asked(site, open_page):
    page = open_page("en/contact.html")
    with page.context.expect_page() as opened:
        page.click("a[data-problem=payment]", modifiers=["Control"])
    assert opened.value.url.endswith("en/problem/payment.html")


def test_what_was_typed_stays_and_back_leads_back(site, open_page):
    page = open_page("en/contact.html", **PHONE)
    page.click("a[data-problem=payment]")
    field = page.locator("[data-answer] .message-fields input[type=tel]")
    field.fill("+33 6 12 34 56 78")
    page.evaluate("location.hash = '#main'")
    assert field.input_value() == "+33 6 12 34 56 78"
    page.click("a[data-problem=account-blocked]")
    assert page.locator("[data-answer] h2").inner_text().startswith("My account is blocked")
    page.go_back()
    assert "problem=payment" in page.url
    assert page.locator("[data-answer] h2").inner_text() == "A payment has gone wrong"
    assert field.input_value() == "+33 6 12 34 56 78"
    page.go_back()
    page.go_back()
    assert page.locator("[data-answer]").is_hidden()
    assert not page.watch.complaints


def test_the_finder_works_from_disk(site, open_page):
    page = open_page((site.folder / "fr/contact.html").as_uri())
    page.click("a[data-problem=payment]")
    assert page.locator("[data-answer] .channel-card").first.is_visible()


# Messages

@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_is_completed_copied_and_opened(site, open_page, language):
    page = open_page(
        f"{language}/problem/payment.html", **PHONE,
        permissions=["clipboard-read", "clipboard-write"])
    fields = page.locator(".message-fields")
    phone = fields.locator("input[type=tel]")
    phone.fill("+86 138 1234 5678")
    fields.locator("input[type=date]").fill("2026-05-01")
    fields.locator("textarea").fill("50 € – reçu\nnon & \"envoyé\"")
    text = page.locator(".message-text").text_content()
    assert "+86 138 1234 5678" in text and "2026" in text
    parts = urlsplit(page.locator(".message-actions a").first.get_attribute("href"))
    assert parts.path == "payments@support.whatsapp.com"
    assert parse_qs(parts.query)["body"][0].replace("\r\n", "\n") == text
    assert "+86 138 1234 5678" in parse_qs(parts.query)["body"][0]
    page.click(".copy-text")
    until(lambda: page.evaluate("navigator.clipboard.readText()") == text)
    phone.fill("0612")
    phone.blur()
    assert phone.evaluate("(input) => !input.validity.valid")
    assert not page.watch.complaints and not page.watch.foreign


def test_what_is_too_long_for_a_link_is_copied_instead(site, open_page):
    page = open_page("ar/problem/payment.html", **PHONE)
    assert page.locator(".message-long").is_hidden()
    page.locator(".message-fields textarea").fill("دفعت المبلغ ولم يصل " * 40)
    assert page.locator(".message-long").is_visible()
    link = page.locator(".message-actions a").first.get_attribute("href")
    assert "subject=" in link and "body=" not in link and len(link) < 2000
    page.locator(".message-fields textarea").fill("")
    assert page.locator(".message-long").is_hidden()


# Search

@pytest.mark.parametrize("language, words, problem", [
    ("fr", "remboursement", "payment"), ("en", "banned", "account-blocked"),
    ("fr", "compte banni", "account-blocked"), ("ar", "حظر", "account-blocked"),
    ("de", "Konto gesperrt", "account-blocked"), ("ja", "凍結", "account-blocked"),
])
def test_words_for_a_problem_lead_to_it(site, open_page, language, words, problem):
    page = open_page(f"{language}/search.html?q={words}", **PHONE)
    first = until(lambda: page.locator(".search-result-title").first
                  if page.locator(".search-result-title").count() else None)
    assert unquote(first.get_attribute("href")).endswith(f"{language}/problem/{problem}.html")
    table = json.loads((site.folder / f"{language}/channels.json").read_text(encoding="utf-8"))
    wanted = next(p for p in table["problems"] if p["id"] == problem)["channels"][0]["channel"]
    name = next(c for c in table["channels"] if c["id"] == wanted)["name"]
    below = page.locator(".search-result").first.locator(".search-result-crumbs").inner_text()
    assert below.startswith(f"{name} – ")


def test_a_search_that_failed_names_the_channel_that_fits(site, open_page):
    page = open_page("en/search.html?q=zzqqxx+refund", **PHONE)
    until(lambda: page.locator(".search-status").inner_text())
    links = page.locator("#search-results a").evaluate_all("all => all.map((a) => a.href)")
    assert any("/problem/payment.html" in link for link in links), links


# Votes

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
    import os
    import subprocess
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
    from conftest import served
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
    page.click(".feedback button[value=yes]")
    until(lambda: votes.taken)
    assert votes.taken[0]["vote"] == ["yes"] and votes.taken[0]["article"] == ["contact/a"]


def test_a_vote_that_cannot_be_sent_says_so(voting_page):
    page = voting_page()
    page.route("https://votes.example.org/**", lambda route: route.abort())
    page.click(".feedback button[value=yes]")
    until(lambda: page.locator(".status-message").count()
          and page.locator(".status-message").inner_text())
    assert page.locator("form.feedback").is_visible()
