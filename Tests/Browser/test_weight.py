"""Pages stay light enough for a poor connection: sizes as a server sends them, compressed."""

import gzip

KIB = 1024


def weight(file) -> int:
    return len(gzip.compress(file.read_bytes(), mtime=0))


def test_articles_are_light(site):
    heavy = {
        path: weight(site.folder / path)
        for path, page in site.pages.items()
        if page.kind == "article" and weight(site.folder / path) > 12 * KIB
    }
    assert not heavy


def test_styles_and_scripts_are_light(site):
    limits = {"site-*.css": 10 * KIB, "site-*.js": 4 * KIB, "contact-*.js": 4 * KIB, "search-*.js": 12 * KIB}
    for pattern, limit in limits.items():
        files = list((site.folder / "assets").glob(pattern))
        assert len(files) == 1, pattern
        assert weight(files[0]) <= limit, files[0].name
