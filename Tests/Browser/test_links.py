"""Everything that a page of the built site points to is there."""

from collections import Counter


def test_every_internal_link_and_asset_exists(site):
    missing = set()
    for page in site.pages.values():
        for address in page.addresses:
            found = page.target(address)
            if found is None:
                continue
            path, fragment = found
            if path.startswith("..") or not (site.folder / path).is_file():
                missing.add(f"{page.path}: {address}")
            elif fragment and path in site.pages:
                if fragment not in site.pages[path].identifiers:
                    missing.add(f"{page.path}: no such place {address}")
    assert not missing, "\n".join(sorted(missing)[:50])


def test_identifiers_are_unique_in_a_page(site):
    doubled = []
    for page in site.pages.values():
        counts = Counter(page.identifiers)
        doubled += [f"{page.path}: {name}" for name, count in counts.items() if count > 1]
    assert not doubled, "\n".join(doubled[:50])


def test_every_page_can_be_reached_from_the_language_chooser(site):
    reached, waiting = {"index.html", "404.html"}, ["index.html"]
    while waiting:
        page = site.pages[waiting.pop()]
        for address in page.addresses:
            found = page.target(address)
            if found and found[0] in site.pages and found[0] not in reached:
                reached.add(found[0])
                waiting.append(found[0])
    lost = [path for path, page in site.pages.items() if page.kind != "redirect"]
    lost = sorted(set(lost) - reached)
    assert not lost, "\n".join(lost[:50])


def test_links_inside_the_site_stay_relative(site):
    absolute = [
        f"{page.path}: {address}"
        for page in site.pages.values()
        if page.kind != "not-found"
        for address in page.addresses
        if address.startswith("/")
    ]
    assert not absolute, "\n".join(absolute[:50])


def test_links_to_other_hosts_are_safe(site):
    schemes = ("https:", "mailto:", "tel:")
    unsafe = [
        f"{page.path}: {address}"
        for page in site.pages.values()
        for address in page.addresses
        if page.target(address) is None and not address.startswith(schemes)
    ]
    assert not unsafe, "\n".join(unsafe[:50])
