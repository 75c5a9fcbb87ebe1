"""What address books and search engines get of the channel table is all of it, and nothing of a channel that
was closed."""

import json
import re
from collections import defaultdict
from urllib.parse import unquote

import pytest
import vobject

from channel_table import of_contact, pages, table, things, trees
from html_tree import Element
from lantern import CLOSED_ADDRESSES, centre, lantern  # noqa: F401  fixtures


def test_every_language_has_the_same_addresses(centre):
    first = table(centre, "en")
    assert first.emails and first.urls and first.accounts
    for language in centre.languages:
        other = table(centre, language)
        assert [of_contact(c) for c in other.contacts] == [of_contact(c) for c in first.contacts]
        assert other.accounts == first.accounts


# Address books

KINDS = {"EMAIL": "emails", "TEL": "phones", "URL": "urls"}


def test_address_books_get_every_address_with_a_name(centre):
    for language in centre.languages:
        known = table(centre, language)
        text = (centre.folder / f"{language}/contacts.vcf").read_bytes().decode("utf-8")
        assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
        contact_page = trees(centre)[f"{language}/contact.html"]
        owner = next(t["name"] for t in things(contact_page) if t["@type"] == "Organization")
        saved = defaultdict(set)
        titles = []
        for card in vobject.readComponents(text):
            titles.append(card.fn.value.removeprefix(f"{owner} – "))
            assert card.org.value == [owner]
            channel = next(c for c in known.channels if c["name"] == titles[-1])
            own = {of_contact(contact) for contact in channel["contacts"]}
            groups = defaultdict(dict)
            for line in card.lines():
                if line.group:
                    assert line.name not in groups[line.group], line
                    groups[line.group][line.name] = line.value
            assert groups
            for item in groups.values():
                label = item.pop("X-ABLABEL")
                (kind, address), = item.items()
                assert address in own, (language, titles[-1], address)
                handles = re.findall(r"@[A-Za-z0-9_]+", label)
                wanted = [name for name, urls in known.accounts.items() if address in urls]
                assert handles == wanted and label.split(" (@")[0].strip(), (language, label)
                saved[kind].add(address)
        assert len(set(titles)) == len(titles), titles
        for kind, name in KINDS.items():
            assert saved.pop(kind, set()) == getattr(known, name), (language, kind)
        assert not saved


# Search engines

DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def contact_points(page: Element) -> list[dict]:
    return [point for thing in things(page) for point in thing.get("contactPoint", [])]


def point_address(point: dict) -> tuple[str, str]:
    (kind, value), = [(k, point[k]) for k in ("email", "telephone", "url") if k in point]
    return kind, value


def wanted_points(channels: list[dict]) -> set[tuple[str, str]]:
    kinds = [("email", "email"), ("phone", "telephone"), ("url", "url")]
    return {
        (kind, contact[key]) for channel in channels for contact in channel["contacts"]
        for key, kind in kinds if key in contact
    }


def wanted_hours(hours: dict) -> list[tuple[list[str], str, str]]:
    """The days of each period with the time at which service begins and ends."""
    return [
        (DAYS[period["firstDay"] - 1:period["lastDay"]], *(t.zfill(5) for t in times.split("–")))
        for period in hours["open"] for times in period["times"]
    ]


def test_search_engines_get_the_addresses_of_the_table(centre):
    for language in centre.languages:
        channels = table(centre, language).channels
        points = contact_points(trees(centre)[f"{language}/contact.html"])
        assert {point_address(point) for point in points} == wanted_points(channels), language
        for channel in channels:
            points = contact_points(trees(centre)[unquote(channel["url"])])
            assert len(points) == len(channel["contacts"])
            assert {point_address(point) for point in points} == wanted_points([channel])
            for point, contact in zip(points, channel["contacts"]):
                assert point_address(point)[1] == of_contact(contact)
                assert point["@type"] == "ContactPoint" and point["name"]
                assert contact.get("label", "") in point["name"]
                assert point.get("areaServed") == contact.get("region")
                assert point.get("availableLanguage") == channel.get("languages")
                hours = [(h["dayOfWeek"], h["opens"], h["closes"]) for h in point.get("hoursAvailable", [])]
                assert hours == (wanted_hours(channel["hours"]) if "hours" in channel else [])


def test_no_other_page_tells_search_engines_of_addresses(centre):
    for path, language, page in pages(centre):
        allowed = {unquote(channel["url"]) for channel in table(centre, language).channels}
        if path not in allowed | {f"{language}/contact.html"}:
            assert not contact_points(page), path


# A closed channel

def test_the_addresses_of_a_closed_channel_are_in_no_file(lantern):
    for file in sorted(lantern.folder.rglob("*")):
        if file.is_file():
            content = file.read_bytes()
            assert not [a for a in CLOSED_ADDRESSES if a.encode() in content], file


@pytest.mark.parametrize("language, name, successor", [
    ("en", "Telefax", "Phone"), ("ar", "الفاكس", "الهاتف"),
])
def test_a_closed_channel_is_only_on_its_own_page(lantern, language, name, successor):
    own = f"{language}/channel/fax.html"
    page = trees(lantern)[own]
    assert next(page.find("h1")).text == name
    notice = next(page.find("aside", "notice")).text
    assert "2024" in notice and successor in notice
    assert not list(page.find("a", "address")) and not contact_points(page)
    for path, page in trees(lantern).items():
        if "/channel/fax" not in path:
            assert name not in page.text, path
            assert not [a for a in page.find("a") if "/channel/fax" in a.values.get("href", "")], path
    files = [lantern.folder / language / "contacts.vcf", *(lantern.folder / "search").rglob("*.json")]
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert name.lower() not in text.lower() and "channel/fax" not in text, file
    data = json.loads((lantern.folder / language / "channels.json").read_text(encoding="utf-8"))
    assert name not in json.dumps(data, ensure_ascii=False)
    open_channels = {channel["id"] for channel in data["channels"]}
    assert "fax" not in open_channels
    assert {c["channel"] for p in data["problems"] for c in p["channels"]} <= open_channels


@pytest.mark.parametrize("language, cost, hours, region", [
    ("en", "As a local call.", "Monday to Friday: 9:00–12:00, 14:00–18:00", "Phone (France)"),
    ("ar", "بسعر المكالمة المحلية.", "9:00–12:00, 14:00–18:00", "(فرنسا)"),
])
def test_what_a_phone_costs_and_when_it_is_answered(lantern, language, cost, hours, region):
    phone = next(c for c in table(lantern, language).channels if c["id"] == "phone")
    assert phone["cost"] == cost and phone["languages"] == ["en", "fr", "ar"]
    assert phone["hours"]["timeZone"] == "Europe/Paris" and phone["hours"]["closed"] == ["2026-12-25"]
    text = trees(lantern)[unquote(phone["url"])].text
    assert cost in text and hours in text and "Europe/Paris" in text
    assert region in trees(lantern)[f"{language}/contact.html"].text


def test_every_row_of_a_channel_says_how_to_reach_it(centre):
    for path, language, page in pages(centre):
        names = {c["name"] for c in table(centre, language).channels if c["contacts"]}
        for rows in page.find("table", "channel-table"):
            for row in rows.find("tr"):
                if next(row.find("th")).text in names:
                    assert list(row.find("td"))[-1].text.strip(), path
