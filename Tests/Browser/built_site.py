"""The built site as files: its pages, their kinds, links and anchors, read without a browser."""

from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

# Attributes of elements that name something to load or to go to.
ADDRESSES = {
    ("a", "href"),
    ("form", "action"),
    ("iframe", "src"),
    ("img", "src"),
    ("input", "src"),
    ("link", "href"),
    ("object", "data"),
    ("script", "src"),
    ("source", "src"),
    ("use", "href"),
}

# Attributes of the document itself that scripts turn into addresses: they count from the site's root.
ROOT_ADDRESSES = (
    "data-contact-url",
    "data-search-manifest",
    "data-search-script",
    "data-search-url",
)


class Page(HTMLParser):
    """One HTML file of the site: what it links to and what can be linked to in it."""

    def __init__(self, path: str, text: str):
        super().__init__()
        self.path = path
        self.kind = ""
        self.language = ""
        self.direction = ""
        self.identifiers: list[str] = []
        self.addresses: list[str] = []
        self.article: dict[str, str | None] = {}
        self.menu: dict[str, str] = {}
        self.in_menu = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "html":
            self.language = values.get("lang") or ""
            self.direction = values.get("dir") or ""
            root = values.get("data-root") or ""
            self.addresses += [root + values[name] for name in ROOT_ADDRESSES if values.get(name)]
        elif tag == "body":
            names = (values.get("class") or "").split()
            self.kind = next((n[5:] for n in names if n.startswith("page-")), "")
        elif tag == "article":
            self.article = values
        elif tag == "details":
            self.in_menu = "data-menu" in values
        elif tag == "meta" and (values.get("http-equiv") or "").lower() == "refresh":
            self.addresses.append((values.get("content") or "").split("url=", 1)[-1])
        if values.get("id"):
            self.identifiers.append(values["id"])
        for name, value in attributes:
            if value is not None and (tag, name) in ADDRESSES and not is_alternate(tag, values):
                self.addresses.append(value)
        if tag == "a" and self.in_menu and values.get("hreflang"):
            self.menu[values["hreflang"]] = values.get("href") or ""

    def handle_endtag(self, tag):
        if tag == "details":
            self.in_menu = False

    @property
    def is_fallback(self) -> bool:
        """Whether the article's text is in another language than the page."""
        return self.kind == "article" and self.article.get("lang") != self.language

    def target(self, address: str) -> tuple[str, str] | None:
        """The path from the site's root and the fragment of an address; None when it leads elsewhere."""
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            return None
        path = unquote(parts.path)
        if path.startswith("/"):
            return resolved("", path[1:]), unquote(parts.fragment)
        folder = self.path.rpartition("/")[0]
        return (resolved(folder, path) if path else self.path), unquote(parts.fragment)


def is_alternate(tag: str, values: dict[str, str | None]) -> bool:
    """Whether a link names a whole address of the published site, which is not on this machine."""
    return tag == "link" and values.get("rel") in ("alternate", "canonical")


def resolved(folder: str, path: str) -> str:
    """A relative path from a folder of the site; steps out of the site stay visible as `..`."""
    parts = folder.split("/") if folder else []
    for part in path.split("/"):
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


class BuiltSite:
    """The folder that was published."""

    def __init__(self, folder: Path):
        self.folder = folder

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Every HTML file by its path."""
        files = sorted(self.folder.rglob("*.html"))
        paths = {file.relative_to(self.folder).as_posix(): file for file in files}
        return {path: Page(path, file.read_text("utf-8")) for path, file in paths.items()}

    @cached_property
    def languages(self) -> list[str]:
        """The languages, in the order of the language menu."""
        return list(self.pages["en/index.html"].menu)

    def path(self, kind: str, language: str) -> str:
        """A page of this kind in this language; articles are the same article in each."""
        if kind == "languages":
            return "index.html"
        if kind == "not-found":
            return "404.html"
        source = {
            "home": "en/index.html",
            "category": "en/category/contact.html",
            "article": "en/contact/email.html",
            "channel": "en/channel/email.html",
            "problem": "en/problem/verification-code.html",
            "contact": "en/contact.html",
            "search": "en/search.html",
            "a-z": "en/a-z.html",
            "glossary": "en/glossary.html",
        }[kind]
        return self.translated(source, language)

    def translated(self, path: str, language: str) -> str:
        """Where the language menu of a page leads to."""
        page = self.pages[path]
        found = page.target(page.menu[language])
        assert found, f"{path} has no {language} in its language menu"
        return found[0]

    def fallbacks(self, language: str) -> list[Page]:
        """The articles of a language that show another language's text."""
        return [p for p in self.pages.values() if p.is_fallback and p.language == language]
