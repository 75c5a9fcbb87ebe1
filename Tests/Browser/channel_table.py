"""The channel table of a built site, `<language>/channels.json`, and the pages to compare with it."""

import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from html_tree import Element, tree


class Table:
    """The addresses of a channel table."""

    def __init__(self, data: dict):
        self.channels = data["channels"]
        self.contacts = [contact for channel in self.channels for contact in channel["contacts"]]
        self.emails = {c["email"] for c in self.contacts if "email" in c}
        self.phones = {c["phone"] for c in self.contacts if "phone" in c}
        self.urls = {c["url"] for c in self.contacts if "url" in c}
        self.accounts = defaultdict(set)
        for contact in self.contacts:
            if "handle" in contact:
                self.accounts[contact["handle"]].add(contact["url"])
        # Numbers that show readers how to write their own.
        fields = [field for message in data["messages"] for field in message["fields"]]
        self.examples = {number(f["example"]) for f in fields if f["type"] == "phone" and "example" in f}

    @property
    def all(self) -> set[str]:
        return self.emails | self.phones | self.urls


def of_contact(contact: dict) -> str:
    return contact.get("email") or contact.get("phone") or contact["url"]


def number(text: str) -> str:
    """A phone number as the table writes it, whatever its digits and what separates them."""
    return "+" + "".join(str(unicodedata.digit(c)) for c in text if c.isdigit())


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


def things(page: Element) -> list[dict]:
    """What a page tells search engines."""
    found = []
    for script in page.find("script"):
        if script.values.get("type") == "application/ld+json":
            read = json.loads(script.text)
            found += read if isinstance(read, list) else [read]
    return found
