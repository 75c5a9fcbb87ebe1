"""The addresses of support: what pages show and link, what address books and search engines get is what the
channel table has, to the byte, and nothing else. The table of a language is its `channels.json`."""

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import vobject

from html_tree import Element, tree
from lantern import CLOSED_ADDRESSES, centre, lantern  # noqa: F401  fixtures


class Table:
    """The addresses of a channel table."""

    def __init__(self, data: dict):
        self.channels = data["channels"]
        self.contacts = [contact for channel in self.channels for contact in channel["contacts"]]
        self.emails = {c["email"] for c in self.contacts if "email" in c}
        self.phones = {c["phone"] for c in self.contacts if "phone" in c}
        self.urls = {c["url"] for c in self.contacts if "url" in c}
        self.domains = {domain(url) for url in self.urls}
        self.accounts = defaultdict(set)
        for contact in self.contacts:
            if "handle" in contact:
                self.accounts[contact["handle"]].add(contact["url"])
        # Numbers that show readers how to write their own.
        fields = [field for message in data["messages"] for field in message["fields"]]
        self.examples = {number(field["example"]) for field in fields if "example" in field}

    @property
    def all(self) -> set[str]:
        return self.emails | self.phones | self.urls


def domain(url: str) -> str:
    """The last two names of a host, so that no other host of the same owner passes for none of the table's."""
    return ".".join((urlsplit(url).hostname or "").rsplit(".", 2)[-2:])


def of_contact(contact: dict) -> str:
    return contact.get("email") or contact.get("phone") or contact["url"]


@cache
def table(site, language: str) -> Table:
    text = (site.folder / language / "channels.json").read_text(encoding="utf-8")
    return Table(json.loads(text))


@cache
def trees(site) -> dict[str, Element]:
    return {path: tree((site.folder / path).read_text(encoding="utf-8")) for path in site.pages}


def pages(site) -> Iterator[tuple[str, str, Element]]:
    """Every page with its path and its language; pages above the languages count as English."""
    for path, page in trees(site).items():
        folder = path.split("/")[0]
        yield path, folder if folder in site.languages else "en", page


def test_every_language_has_the_same_addresses(centre):
    first = table(centre, "en")
    assert first.emails and first.urls and first.accounts
    for language in centre.languages:
        other = table(centre, language)
        assert [of_contact(c) for c in other.contacts] == [of_contact(c) for c in first.contacts]
        assert other.accounts == first.accounts


# What looks like an address. Letters of other scripts end it, so that a look-alike is not one of the table.
EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
HANDLE = re.compile(r"(?<![A-Za-z0-9._%+-])@[A-Za-z0-9_]+")
PHONE = re.compile(r"[+＋](?:[\s().\-–/]{0,2}\d){6,}")
URL = re.compile(r"https?://[^\s<>\"“”«»()]+[^\s<>\"“”«»().,;:!?]")

# Texts in these are examples, or what readers are to write.
EXEMPT = {"code", "pre", "script", "style"}
EXEMPT_CLASSES = {"message-text", "placeholder"}
DESCRIPTIONS = {"description", "og:description", "og:title"}
INLINE = {"a", "abbr", "b", "bdi", "em", "i", "kbd", "mark", "s", "del", "span", "strong", "sub", "sup"}


def shown(element: Element) -> str:
    """What readers see of an element or are read aloud, without examples."""
    names = ["alt", "aria-label", "placeholder", "title"]
    if element.values.get("name", element.values.get("property")) in DESCRIPTIONS:
        names.append("content")
    parts = [f"\n{element.values.get(name, '')}\n" for name in names]
    for child in element.children:
        if isinstance(child, str):
            parts.append(child)
        elif child.tag in EXEMPT or child.classes & EXEMPT_CLASSES or "data-subject" in child.values:
            parts.append("\n")
        else:
            space = "" if child.tag in INLINE else "\n"
            parts.append(space + shown(child) + space)
    return "".join(parts)


def number(text: str) -> str:
    """A phone number as the table writes it, whatever its digits and what separates them."""
    return "+" + "".join(str(unicodedata.digit(c)) for c in text if c.isdigit())


def like_addresses(text: str) -> list[str]:
    """All that looks like an address, phone numbers in the table's form."""
    found = EMAIL.findall(text) + URL.findall(text) + HANDLE.findall(URL.sub("\n", text))
    return found + [number(text) for text in PHONE.findall(text)]


# Pages

def linked_address(href: str) -> str:
    """The address to which a link leads; empty for a page of the site."""
    if not href.startswith(("mailto:", "tel:", "http:", "https:")):
        return ""
    return href if href.startswith("http") else unquote(urlsplit(href).path)


def test_every_address_linked_on_a_page_is_one_of_the_table(centre):
    linked = defaultdict(set)
    for path, language, page in pages(centre):
        known = table(centre, language)
        for link in page.find("a"):
            href = link.values.get("href", "")
            address = linked_address(href)
            if href.startswith("mailto:"):
                assert address in known.emails, (path, href)
                # No copy goes to anybody whom the reader does not see.
                assert not {"to", "cc", "bcc"} & parse_qs(urlsplit(href).query.lower()).keys(), path
            elif href.startswith("tel:"):
                assert address in known.phones, (path, href)
            # No article links to another page on a host of the table. One that may, as a page of the help
            # site, would have to be named here.
            elif address and (domain(address) in known.domains or "address" in link.classes):
                assert address in known.urls, (path, href)
            linked[language].add(address)
    for language in centre.languages:
        assert table(centre, language).all <= linked[language], language


def test_every_address_shown_on_a_page_is_one_of_the_table(centre):
    seen = defaultdict(set)
    for path, language, page in pages(centre):
        known = table(centre, language)
        names = known.all | known.accounts.keys() | known.examples
        for address in like_addresses(shown(page)):
            if address.startswith("http") and domain(address) not in known.domains:
                continue
            assert address in names, (path, address)
            seen[language].add(address)
    for language in centre.languages:
        known = table(centre, language)
        # The URL behind a handle is not shown.
        named = {url for urls in known.accounts.values() for url in urls}
        assert (known.all - named) | known.accounts.keys() <= seen[language], language


def test_what_a_link_shows_is_where_it_leads(centre):
    exact = defaultdict(set)
    for path, language, page in pages(centre):
        known = table(centre, language)
        for link in page.find("a"):
            href, text = link.values.get("href", ""), link.text
            address = linked_address(href)
            if "address" in link.classes:
                if text.startswith("@"):
                    assert href in known.accounts[text], (path, text, href)
                else:
                    assert text == address, (path, text, href)
                exact[language].add(text)
            elif address:
                # Links in texts, and the buttons that open a mail program: for a screen reader they end
                # with the address.
                for part in like_addresses(text):
                    right = known.accounts.get(part, set()) if part.startswith("@") else {part}
                    assert address in right, (path, text, href)
    for language in centre.languages:
        known = table(centre, language)
        wanted = {contact.get("handle") or of_contact(contact) for contact in known.contacts}
        assert exact[language] == wanted, language


def test_a_message_names_the_addresses_that_its_buttons_open(centre):
    opened = set()
    for path, language, page in pages(centre):
        for message in page.find("div", "message"):
            named = [next(name.find("bdi")).text for name in message.find("span", "message-address")]
            buttons = [
                link.values["href"] for actions in message.find("p", "message-actions")
                for link in actions.find("a")
            ]
            assert all(href.startswith("mailto:") for href in buttons), path
            assert [linked_address(href) for href in buttons] == named, path
            opened |= {(language, address) for address in named}
    assert {language for language, _ in opened} == set(centre.languages)


# Address books

KINDS = {"EMAIL": "emails", "TEL": "phones", "URL": "urls"}


def test_address_books_get_every_address_with_a_name(centre):
    for language in centre.languages:
        known = table(centre, language)
        text = (centre.folder / f"{language}/contacts.vcf").read_bytes().decode("utf-8")
        assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
        saved = defaultdict(set)
        titles = []
        for card in vobject.readComponents(text):
            titles.append(card.fn.value.partition(" – ")[2])
            assert card.org.value == [card.fn.value.partition(" – ")[0]] != [""]
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
                handles = HANDLE.findall(label)
                wanted = [name for name, urls in known.accounts.items() if address in urls]
                assert handles == wanted and label.split(" (@")[0].strip(), (language, label)
                saved[kind].add(address)
        assert len(set(titles)) == len(titles), titles
        for kind, name in KINDS.items():
            assert saved.pop(kind, set()) == getattr(known, name), (language, kind)
        assert not saved


# Search engines

DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def things(page: Element) -> list[dict]:
    """What a page tells search engines."""
    found = []
    for script in page.find("script"):
        if script.values.get("type") == "application/ld+json":
            read = json.loads(script.text)
            found += read if isinstance(read, list) else [read]
    return found


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
