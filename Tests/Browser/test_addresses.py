"""The addresses of support that pages show and link are those of the channel table, to the byte, and no
others."""

import re
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import parse_qs, unquote, urlsplit

from channel_table import number, of_contact, pages, table, things
from html_tree import Element
from lantern import centre, lantern  # noqa: F401  fixtures

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
    parts = [f"\n{element.values[name]}\n" for name in names if name in element.values]
    for child in element.children:
        if isinstance(child, str):
            parts.append(child)
        elif child.tag in EXEMPT or child.classes & EXEMPT_CLASSES or "data-subject" in child.values:
            parts.append("\n")
        else:
            space = "" if child.tag in INLINE else "\n"
            parts.append(space + shown(child) + space)
    return "".join(parts)


def told(value: object, key: str = "") -> Iterator[str]:
    """The texts in it that search engines may show."""
    if isinstance(value, list):
        for item in value:
            yield from told(item, key)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from told(item, name)
    elif key in ("name", "text"):
        yield value


def like_addresses(text: str) -> list[str]:
    """All that looks like an address, phone numbers in the table's form."""
    found = EMAIL.findall(text) + URL.findall(text) + HANDLE.findall(URL.sub("\n", text))
    return found + [number(text) for text in PHONE.findall(text)]


def domain(url: str) -> str:
    """The last two names of a host: a link to another host of the same owner is looked at too."""
    return ".".join((urlsplit(url).hostname or "").rsplit(".", 2)[-2:])


def linked_address(href: str) -> str:
    """The address to which a link leads; empty for a page of the site."""
    if not href.startswith(("mailto:", "tel:", "http:", "https:")):
        return ""
    return href if href.startswith("http") else unquote(urlsplit(href).path)


def test_every_address_linked_on_a_page_is_one_of_the_table(centre):
    linked = defaultdict(set)
    for path, language, page in pages(centre):
        known = table(centre, language)
        domains = {domain(url) for url in known.urls}
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
            elif address and (domain(address) in domains or "address" in link.classes):
                assert address in known.urls, (path, href)
            linked[language].add(address)
    for language in centre.languages:
        assert table(centre, language).all <= linked[language], language


def test_every_address_shown_on_a_page_is_one_of_the_table(centre):
    seen = defaultdict(set)
    for path, language, page in pages(centre):
        known = table(centre, language)
        domains = {domain(url) for url in known.urls}
        names = known.all | known.accounts.keys() | known.examples
        texts = "\n".join([shown(page), *told(things(page))])
        for address in like_addresses(texts):
            if address.startswith("http") and domain(address) not in domains:
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
