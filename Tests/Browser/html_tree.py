"""A page of the built site as a tree of elements, for tests that ask what stands in what."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

# Elements that have no end tag.
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Element:
    """An element with its attributes, and what is in it: elements and texts in their order."""

    def __init__(self, tag: str, values: dict[str, str]):
        self.tag = tag
        self.values = values
        self.classes = set(values.get("class", "").split())
        self.children: list[Element | str] = []

    def find(self, tag: str = "", name: str = "") -> Iterator[Element]:
        """The elements below this one, in their order: those of a tag, those of a class."""
        for child in self.children:
            if isinstance(child, Element):
                if tag in ("", child.tag) and (not name or name in child.classes):
                    yield child
                yield from child.find(tag, name)

    @property
    def text(self) -> str:
        """All text in it, not changed."""
        return "".join(c if isinstance(c, str) else c.text for c in self.children)


class Reader(HTMLParser):
    """Builds the tree; pages of the site close all that they open."""

    def __init__(self):
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag, attributes):
        element = Element(tag, {name: value or "" for name, value in attributes})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag):
        if tag not in VOID:
            closed = self.open.pop()
            assert closed.tag == tag, f"</{tag}> closes <{closed.tag}> at {self.getpos()}"

    def handle_data(self, data):
        self.open[-1].children.append(data)


def tree(text: str) -> Element:
    """The tree of a page."""
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == [reader.root], f"<{reader.open[-1].tag}> is not closed"
    return reader.root
