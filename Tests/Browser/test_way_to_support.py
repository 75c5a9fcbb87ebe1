"""The way of a reader with a problem to the right channel: with and without JavaScript, on a phone."""

import json
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from conftest import until

PHONE = {"width": 390, "height": 844}
LANGUAGES = ["fr", "en", "ar"]
MAIL = "support@whatsapp.com"


def the_answer(site, language: str, problem: str) -> tuple[dict, list[tuple[str, str]]]:
    """What the table says of a problem: its row, and each of its channels' names and reasons in order."""
    table = json.loads((site.folder / f"{language}/channels.json").read_text(encoding="utf-8"))
    row = next(p for p in table["problems"] if p["id"] == problem)
    names = {c["id"]: c["name"] for c in table["channels"]}
    return row, [(names[c["channel"]], c["reason"]) for c in row["channels"]]


def check_answer(area, row: dict, channels: list[tuple[str, str]]):
    """The channels stand in their order, each with why, how fast and where; with what to have ready."""
    cards = area.locator(".channel-card")
    assert cards.locator("h3").all_inner_texts() == [name for name, _ in channels]
    for place, (_, reason) in enumerate(channels):
        card = cards.nth(place)
        assert card.get_by_text(reason, exact=True).is_visible()
        assert card.locator(".response").inner_text().strip()
    assert area.locator(".preparation li").all_inner_texts() == row["prepare"]
    assert cards.first.locator("a.address").first.inner_text() == MAIL
    assert area.locator(".checklist li, .message-attach + ul li").first.is_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_three_clicks_without_script(site, open_page, language):
    page = open_page(f"{language}/index.html", **PHONE, java_script_enabled=False)
    page.click(".contact-link a")
    page.click("a[data-problem=account-blocked]")
    assert page.url.endswith(f"{language}/problem/account-blocked.html")
    check_answer(page, *the_answer(site, language, "account-blocked"))
    text = page.locator(".message-text").inner_text()
    assert "[" in text and "]" in text
    # The third click: the reader's own mail program opens.
    link = page.locator(".message-actions a").first.get_attribute("href")
    parts = urlsplit(link)
    assert parts.path == MAIL
    body = parse_qs(parts.query)["body"][0]
    assert body.replace("\r\n", "\n") == page.locator(".message-text").text_content()
    assert "%0D%0A" in link and "%0A" not in link.replace("%0D%0A", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_wait_has_its_channel_without_script(site, open_page, language):
    for problem, is_named in [("payment", True), ("general-question", False)]:
        page = open_page(
            f"{language}/problem/{problem}.html", **PHONE, java_script_enabled=False)
        row, _ = the_answer(site, language, problem)
        urgent = [c["channel"] for c in row["channels"] if c.get("urgent")]
        assert bool(urgent) == is_named
        links = page.locator(".hurry a").evaluate_all("all => all.map((a) => a.pathname)")
        assert links == [f"/{language}/channel/{channel}.html" for channel in urgent]


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
    page.click("a[data-problem=account-blocked]")
    answer = page.locator("[data-answer]")
    check_answer(answer, *the_answer(site, language, "account-blocked"))
    page.click("a[data-problem=feature-fault]")
    assert page.url.endswith(f"{language}/contact.html?problem=feature-fault")
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


def shown_channels(page) -> list[str]:
    return page.locator(".channel-table tbody tr:visible th").all_inner_texts()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_shows_the_channels_of_the_problem(site, open_page, language):
    page = open_page(f"{language}/contact.html", **PHONE)
    everything = shown_channels(page)
    assert len(everything) == 5
    page.click("a[data-problem=payment]")
    row, channels = the_answer(site, language, "payment")
    assert sorted(shown_channels(page)) == sorted(name for name, _ in channels)
    addresses = page.locator(".channel-table a.address:visible")
    mails = [a for a in addresses.all_inner_texts() if "@" in a and not a.startswith("@")]
    assert mails == ["payments@support.whatsapp.com"]
    assert row["name"] in page.locator(".table-filter").inner_text()
    page.click(".table-filter button")
    assert shown_channels(page) == everything
    assert page.url.endswith("?problem=payment&channels=all")
    assert page.locator("#channels").evaluate("(h) => h === document.activeElement")
    page.reload()
    assert shown_channels(page) == everything
    page.click("a[data-problem=business-account]")
    assert len(shown_channels(page)) == 2
    page.go_back()
    assert shown_channels(page) == everything and page.locator("[data-answer]").is_visible()
    page.go_back()
    assert shown_channels(page) == everything and page.locator("[data-answer]").is_hidden()
    page.go_forward()
    page.go_forward()
    assert len(shown_channels(page)) == 2 and page.locator("[data-answer]").is_visible()
    assert not page.watch.complaints


def test_an_address_that_a_card_above_has_is_not_given_again(site, open_page):
    page = open_page("en/problem/business-account.html", java_script_enabled=False)
    cards = page.locator(".channel-card")
    address = "smb_web@support.whatsapp.com"
    assert cards.nth(0).locator("a.address").all_inner_texts() == [address]
    assert cards.nth(1).locator("a.address").count() == 0
    assert "The same address as for “WhatsApp Business support”" in cards.nth(1).inner_text()


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
    assert phone.get_attribute("aria-invalid") == "true"
    assert "+86 138 1234 5678" in fields.locator("label").first.inner_text()
    phone.fill("+33 6 12 34 56 78")
    phone.blur()
    assert phone.get_attribute("aria-invalid") == "false"
    assert "(" not in fields.locator("label").first.inner_text()
    assert not page.watch.complaints and not page.watch.foreign


@pytest.mark.parametrize("number, is_one", [
    ("PAY-2026/00123", True), ("4711", True), ("#A.17 b", True), ("رقم ٤٧١١", True),
    ("no idea", False), ("12", False), ("<4711>", False),
])
def test_the_number_of_an_order_is_checked(site, open_page, number, is_one):
    page = open_page("en/problem/payment.html", **PHONE)
    field = page.get_by_label("Number of the payment or order")
    field.fill(number)
    field.blur()
    assert field.get_attribute("aria-invalid") == str(not is_one).lower()
    # What the reader typed stands in the message whatever it is.
    assert number in page.locator(".message-text").inner_text()


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
    results = page.locator(".search-result")
    until(lambda: results.count())
    row, [(name, _), *_] = the_answer(site, language, problem)
    best = row["channels"][0]["channel"]
    # The channel comes first, with its address for the problem, then the problem itself.
    way = unquote(results.first.locator("a").get_attribute("href"))
    assert f"{language}/channel/{best}.html" in way
    assert results.first.locator("a").inner_text() == name
    assert row["name"] in results.first.inner_text()
    if best == "email":
        assert "@" in results.first.locator(".search-result-excerpt").inner_text()
        assert way.endswith(f"#contact-{problem}")
    second = results.nth(1).locator(".search-result-title").get_attribute("href")
    assert unquote(second).endswith(f"{language}/problem/{problem}.html")
    targets = page.locator(".search-result-title").evaluate_all("all => all.map((a) => a.href)")
    assert len({target.split("#")[0] for target in targets}) == len(targets)


def test_suggestions_name_the_channel_first(site, open_page):
    page = open_page("en/index.html")
    field = page.locator("input[name=q]").first
    field.click()
    field.press_sequentially("my account is bl")
    options = page.locator("[role=option]")
    until(lambda: options.count() > 1)
    assert options.nth(0).inner_text().startswith("E-mail support")
    assert options.nth(1).inner_text().startswith("My account is blocked")
    field.press("ArrowDown")
    field.press("Enter")
    until(lambda: "channel/email.html#contact-account-blocked" in page.url)


@pytest.mark.parametrize("language, words, problem", [
    ("en", "refund", "payment"), ("fr", "remboursement", "payment"), ("ar", "حظر", "account-blocked"),
    ("de", "gesperrt", "account-blocked"), ("zh-Hans", "封号", "account-blocked"),
])
def test_a_search_that_failed_names_the_channel_that_fits(site, open_page, language, words, problem):
    page = open_page(f"{language}/search.html?q=\"{words} zzqqxx\"", **PHONE)
    until(lambda: page.locator("#search-results a").count())
    assert page.locator(".search-result").count() == 0
    links = page.locator("#search-results a").evaluate_all("all => all.map((a) => a.pathname)")
    _, [(name, _), *_] = the_answer(site, language, problem)
    row, _ = the_answer(site, language, problem)
    assert f"/{language}/channel/{row['channels'][0]['channel']}.html" in links, links
    assert f"/{language}/problem/{problem}.html" in links, links
    assert name in page.locator("#search-results").inner_text()
    # The way to all channels is not offered beside the one that fits.
    assert f"/{language}/contact.html" not in links


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_search_for_nothing_known_leads_to_the_finder(site, open_page, language):
    page = open_page(f"{language}/search.html?q=zzqqxx+qqzzxx", **PHONE)
    until(lambda: page.locator("#search-results a").count())
    links = page.locator("#search-results a").evaluate_all("all => all.map((a) => a.pathname)")
    assert links == [f"/{language}/contact.html"]
