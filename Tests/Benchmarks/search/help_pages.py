"""Reads a page of LibreOffice's help: its title and, in their order, the headings, paragraphs and
examples of its main part. Both sites of the benchmark are made of these blocks and of nothing else."""

import html.parser
from dataclasses import dataclass

MAIN_PART = 'id="DisplayArea"'
AFTER_MAIN_PART = 'id="SearchFrame"'
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "h": 2}
BLOCKS = {"p", "li", "ul", "ol", "dl", "dt", "dd", "td", "th", "tr", "table", "thead", "tbody", "div"}
IGNORED = {"script", "style", "noscript"}
# Keys and menus of macOS stand beside those of other systems, and a page hides one of the two.
IGNORED_CLASS = "MAC"


@dataclass
class Block:
    """`level` is that of a heading, 0 for text; `is_code` keeps the lines."""

    text: str
    level: int = 0
    is_code: bool = False


@dataclass
class Page:
    """`path` is the address in the help, as `swriter/guide/anchor_object.html`."""

    path: str
    title: str
    blocks: list


class PageReader(html.parser.HTMLParser):
    """Collects the blocks of a main part."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.blocks = []
        self.text = []
        self.level = 0
        self.is_code = False
        # The tag that is left out with all in it, and how deep in tags of its name we are.
        self.ignored = None
        self.depth = 0

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if self.ignored:
            self.depth += tag == self.ignored
        elif tag in IGNORED or IGNORED_CLASS in (values.get("class") or "").split():
            self.ignored, self.depth = tag, 1
        elif tag in HEADINGS:
            self.end_block()
            self.level = HEADINGS[tag]
        elif tag == "pre":
            self.end_block()
            self.is_code = True
        elif tag in BLOCKS and not self.level:
            self.end_block()
        elif tag == "br":
            self.text.append("\n")
        elif "hidden" in values:
            self.text.append(" ")

    def handle_endtag(self, tag):
        if self.ignored:
            self.depth -= tag == self.ignored
            if not self.depth:
                self.ignored = None
        elif tag in HEADINGS or tag == "pre":
            self.end_block()
            self.level, self.is_code = 0, False
        elif tag in BLOCKS and not self.level:
            self.end_block()

    def handle_data(self, data):
        if not self.ignored:
            self.text.append(data)

    def end_block(self):
        text = "".join(self.text)
        self.text = []
        text = cleaned_code(text) if self.is_code else cleaned(text)
        if text:
            self.blocks.append(Block(text, self.level, self.is_code))


def cleaned(text):
    return " ".join(text.split())


def cleaned_code(text):
    lines = [line.rstrip() for line in text.replace("\xa0", " ").splitlines()]
    return "\n".join(line for line in lines if line)


def between(text, start, end):
    """What stands between two marks, or nothing."""
    _, found, rest = text.partition(start)
    return rest.partition(end)[0] if found else ""


def read_page(path, source):
    """The page, or None where there is nothing to read."""
    reader = PageReader()
    reader.feed("<div " + MAIN_PART + between(source, MAIN_PART, "<div " + AFTER_MAIN_PART))
    reader.close()
    reader.end_block()
    title = cleaned(html.unescape(between(source, "<title>", "</title>")))
    headings = [block.text for block in reader.blocks if block.level == 1]
    title = title or (headings[0] if headings else "")
    # The title of the page says it already.
    blocks = [block for block in reader.blocks if not (block.level == 1 and block.text == title)]
    if not title or not any(block.level == 0 for block in blocks):
        return None
    return Page(path, title, blocks)


def read_pages(folder):
    """All pages below a folder, by their path."""
    pages = []
    for file in sorted(folder.rglob("*.html"), key=lambda file: file.relative_to(folder).as_posix()):
        page = read_page(file.relative_to(folder).as_posix(), file.read_text("utf-8"))
        if page:
            pages.append(page)
    return pages
