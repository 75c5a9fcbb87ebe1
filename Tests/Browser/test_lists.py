"""Nothing is listed twice: a reader who sees the same entry again asks what the difference is."""

from collections import Counter

from html_tree import Element, tree
from lantern import centre, lantern  # noqa: F401  fixtures


def entries(items: Element) -> list[tuple[str, str]]:
    """Of each entry of a list the first link, and the text without its spaces at both ends."""
    found = []
    for item in items.children:
        if isinstance(item, Element) and item.tag == "li":
            link = next(item.find("a"), None)
            found.append((link.values.get("href", "") if link else "", " ".join(item.text.split())))
    return found


def doubled(values: list) -> list:
    return [value for value, count in Counter(values).items() if count > 1]


def test_no_list_has_an_entry_twice(centre):
    lists = 0
    for path in centre.pages:
        page = tree((centre.folder / path).read_text(encoding="utf-8"))
        for tag in ("ul", "ol"):
            for items in page.find(tag):
                assert not doubled(entries(items)), path
                lists += 1
    assert lists > len(centre.pages)


def test_no_article_is_twice_in_the_lists_of_a_channel_or_problem(centre):
    listed = Counter()
    for path, page in centre.pages.items():
        if page.kind not in ("channel", "problem"):
            continue
        main = next(tree((centre.folder / path).read_text(encoding="utf-8")).find("main"))
        # A link in a list in a list is found by both.
        links = {
            id(link): link.values.get("href", "") for tag in ("ul", "ol") for items in main.find(tag)
            for link in items.find("a")
        }
        targets = [page.target(href) for href in links.values()]
        articles = [t for t in targets if t and t[0] in centre.pages and centre.pages[t[0]].kind == "article"]
        assert not doubled(articles), path
        listed[page.kind] += len(articles)
    assert listed["channel"] and listed["problem"]
