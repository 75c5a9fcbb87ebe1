"""What is not to be published is not: drafts, articles of other days, files beside the articles, and
everything that only they use. None of their words is in any file of the site or in the cache, and the
site is the one that it would be without them.
"""

import random
from dataclasses import dataclass
from pathlib import Path

import pytest

from reproducible_sites import Build, Scratch, Tree, write

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="1"><desc>{}</desc></svg>\n'


class Words:
    """Words that are nowhere else, for each place one. Indexes stem words, part them and leave out what
    neighbours have in common: so a word counts as found by its middle."""

    def __init__(self):
        self.dice = random.Random(20)
        self.of: dict[str, str] = {}

    def __call__(self, place: str) -> str:
        """The word for a place; the same again for the same place."""
        if place not in self.of:
            letters = [self.dice.choice("bdfgklmnprtvz") + self.dice.choice("aou") for _ in range(6)]
            self.of[place] = "".join(letters)
        return self.of[place]

    def found(self, tree: Tree, prefix: str = "") -> dict[str, list[str]]:
        """The places whose word is in a tree, and where it is."""
        holders = tree.holders([word[3:10] for word in self.of.values()])
        return {
            place: holders[word[3:10]]
            for place, word in self.of.items()
            if place.startswith(prefix) and word[3:10] in holders
        }


@dataclass
class Project:
    """A site, what is beside it and must not be in it, and the words of that."""

    site: dict[str, str | bytes]
    hidden: dict[str, str | bytes]
    words: Words
    # The places that `--drafts` shows.
    drafts: tuple[str, ...] = ("draft ", "translated draft ", "both ")


def article(words: Words, place: str, fields: str = "", body: str = "", title: str = "") -> str:
    """An article with a word of its own in each part."""
    return "\n".join(
        [
            "---",
            f"title: {title or words(f'{place} title').capitalize()}",
            f"description: About {words(f'{place} description')}.",
            f"keywords: [{words(f'{place} keyword')}]",
            *fields.splitlines(),
            "---",
            f"Text with {words(f'{place} body')}.",
            "",
            f"## Then {words(f'{place} heading')}",
            "",
            f"- A list with `{words(f'{place} code')}`",
            "",
            body,
            "",
        ]
    )


def made_up() -> Project:
    words = Words()
    public = Words()
    public.dice = random.Random(3)
    site: dict[str, str | bytes] = {
        "Content/site.yaml": "\n".join(
            [
                f"# {words('comment of site.yaml')}",
                "title: {en: Help, fr: Aide}",
                "base-url: https://help.example.org",
                "source: en",
                "languages: [en, {code: fr, fallback: en}]",
                "severities: {channel-without-article: off}",
                f"variables: {{unused: {words('variable that nobody uses')}}}",
                "search: {offline: true}",
                "",
            ]
        ),
        "Content/categories.yaml": "\n".join(
            [
                f"# {words('comment of categories.yaml')}",
                "account: {order: 1, title: {en: Account, fr: Compte}}",
                "empty: {order: 2, title: {en: Other, fr: Autre}}",
                "",
            ]
        ),
        "Content/channels.yaml": "\n".join(
            [
                f"# {words('comment of channels.yaml')}",
                "email: {kind: email, name: E-mail, contacts: [{email: help@example.org}]}",
                "",
            ]
        ),
        "Content/problems.yaml": "\n".join(
            [
                f"# {words('comment of problems.yaml')}",
                "lost: {name: {en: Lost, fr: Perdu}, channels: [{channel: email}]}",
                "",
            ]
        ),
        "Content/notices.yaml": "\n".join(
            [
                f"next: {{kind: outage, text: {words('notice to come')}, from: 2026-06-02, until: 2026-06-09}}",
                f"last: {{kind: outage, text: {words('notice that is over')}, from: 2026-05-01, "
                "until: 2026-05-31}",
                "",
            ]
        ),
        "Content/en/_queries.yaml": f"'{words('query')}': account/seen\n",
        "Content/en/_snippets/used.md": "Used by all.\n",
        "Content/assets/used.svg": SVG.format("used"),
    }
    for number, name in enumerate(["before", "seen", "zero"]):
        site[f"Content/en/account/{name}.md"] = article(
            public,
            name,
            f"order: {number * 10}\ncategories: [account]\nproblems: [lost]\nchannels: [email]\n"
            f"review: {{by: 2027-01-01, owner: {words('who reviews')}}}\n"
            f"# {words('comment of a header')}",
            "![Used](../../assets/used.svg)\n\n::include{file=used}\n\n"
            f"<!-- {words('comment of a text')} -->",
        )
    site["Content/fr/account/seen.md"] = article(public, "vu")
    relations = "categories: [account]\nproblems: [lost]\nchannels: [email]\norder: 5\nfeatured: true"
    hidden: dict[str, str | bytes] = {}

    def hide(place: str, path: str, fields: str, body: str = "") -> None:
        folder, _, name = path.rpartition("/")
        name = f"{words(f'{place} file')}-{name}"
        hidden[f"Content/{folder}/{name}.md"] = article(words, place, fields, body)

    hide(
        "draft en",
        "en/account/draft",
        f"{relations}\ndraft: true\naliases: [old/{words('draft en alias')}, /{words('draft en root')}]\n"
        f"author: {words('draft en author')}\nrelated: [account/seen]",
        "![Drawn](../../assets/drawn.svg)\n\n[Paper](../../assets/paper.pdf)\n\n::include{file=hidden}\n\n"
        "[Nowhere](nowhere.md)\n\nSee [x](seen.md).",
    )
    # A category that only what is not published is in, by its folder.
    hide("draft in a folder", "en/empty/first", "draft: true")
    hide("scheduled", "en/account/later", f"{relations}\npublish: 2026-06-02\naliases: [later-alias]")
    hide("scheduled far", "en/account/far", f"{relations}\npublish: 9999-12-31")
    hide("expired", "en/account/over", f"{relations}\nexpires: 2026-06-01\naliases: [over-alias]")
    hide("expired long ago", "en/account/long", f"{relations}\nexpires: 2001-01-01")
    hide("scheduled draft", "en/account/both", f"{relations}\ndraft: true\npublish: 2026-06-02")
    hide("expired draft", "en/account/gone", f"{relations}\ndraft: true\nexpires: 2026-06-01")
    hide("draft fr", "fr/account/brouillon", f"{relations}\ndraft: true")
    # A translation that is a draft, of an article that is not.
    hidden["Content/fr/account/zero.md"] = article(words, "translated draft", "draft: true")
    # Source and translation.
    both = words("both file")
    for code in ["en", "fr"]:
        hidden[f"Content/{code}/account/{both}.md"] = article(
            words, f"both {code}", "draft: true", f"[x]({both}.md)"
        )
    hidden |= {
        "Content/en/_snippets/hidden.md": f"{words('draft snippet')}\n\n![In](../../assets/inner.svg)\n",
        "Content/assets/drawn.svg": SVG.format(words("draft picture")),
        "Content/assets/inner.svg": SVG.format(words("draft picture in snippet")),
        "Content/assets/paper.pdf": f"%PDF {words('draft download')}\n",
        "Content/en/_snippets/unused.md": f"{words('unused snippet')}\n",
        "Content/en/_notes.md": f"{words('underscored article')}\n",
        "Content/en/_private/x.md": article(words, "underscored folder"),
        f"Content/assets/{words('unused asset name')}.svg": SVG.format(words("unused asset")),
        "Content/assets/used.de.svg": SVG.format(words("variant for another language")),
    }
    for name in LEFT_BESIDE:
        hidden[f"Content/{name}"] = article(words, f"file {name}")
    return Project(site, hidden, words)


# Left in the folders by editors, systems and tools.
LEFT_BESIDE = [
    "en/account/seen.md~",
    "en/account/#seen.md#",
    "en/account/.seen.md.swp",
    "en/account/.#seen.md",
    "en/account/seen.md.orig",
    "en/account/seen.md.rej",
    "en/account/seen.bak",
    "en/account/seen.md.bak",
    "en/account/seen.md.swp",
    "en/account/seen.md.tmp",
    "en/account/seen.txt",
    "en/account/seen.html",
    "en/account/.hidden.md",
    "en/.hidden/account/x.md",
    ".git/HEAD",
    ".git/refs/en/x.md",
    ".env",
    "site.yaml~",
    "site.yaml.orig",
    ".site.yaml.swp",
    "site.yml",
    "notes.txt",
    "assets/.git/HEAD",
    "assets/.DS_Store",
    "assets/Thumbs.db",
    "assets/desktop.ini",
    "assets/.gitignore",
    "assets/.htaccess",
    "assets/used.svg~",
    "assets/used.svg.orig",
    "assets/node_modules/left/index.js",
    "assets/node_modules/left/package.json",
    "assets/node_modules/.bin/left",
    "assets/__MACOSX/._used.svg",
    "node_modules/left/index.js",
]


@pytest.fixture(scope="module")
def scratch():
    scratch = Scratch()
    yield scratch
    scratch.remove()


@pytest.fixture(scope="module")
def project() -> Project:
    return made_up()


@pytest.fixture(scope="module")
def folder(scratch, project) -> Path:
    return write(scratch.new("project"), project.site | project.hidden)


@pytest.fixture(scope="module")
def built(scratch, folder) -> tuple[Tree, Tree]:
    """The site, and all that a build leaves in the folders for caches and temporary files."""
    home = scratch.new("home")
    (home / "tmp").mkdir(parents=True)
    build = Build(
        environment={
            "HOME": str(home),
            "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_STATE_HOME": str(home / "state"),
            "TMPDIR": str(home / "tmp"),
        },
        cwd=home,
    )
    output = scratch.new("site")
    tree = build.tree(folder, output)
    assert [path.name for path in output.parent.iterdir()] == ["site"]
    return tree, Tree.read(home)


def test_no_word_of_what_is_not_published_is_in_the_site(built, project):
    assert len(project.words.of) > 250
    assert not project.words.found(built[0])


def test_no_word_of_it_is_in_the_cache(built, project):
    assert not project.words.found(built[1])


def test_the_site_is_the_one_without_it(scratch, built, project):
    tree = Build().tree(write(scratch.new("project"), project.site), scratch.new("site"))
    assert not tree.differences(built[0])


def test_no_source_is_in_the_site(built, project):
    names = [name.rpartition("/")[2] for name in built[0].files]
    assert not [name for name in names if name.endswith((".md", ".yaml", ".yml", ".svg~", ".orig"))]
    sources = {content if isinstance(content, bytes) else content.encode() for content in project.site.values()}
    copies = [name for name, content in built[0].files.items() if content in sources]
    assert [name.partition("-")[0] for name in copies] == ["assets/used"]


def test_nothing_in_the_project_is_changed(folder, built, project):
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    written = project.site | project.hidden
    assert files == {
        name: content if isinstance(content, bytes) else content.encode() for name, content in written.items()
    }


@pytest.fixture(scope="module")
def good_drafts(scratch, project) -> Path:
    """The project with drafts that can be published; only then a build says that a link is broken."""
    files = project.site | project.hidden
    return write(
        scratch.new("project"),
        {
            name: content.replace("[Nowhere](nowhere.md)", "") if isinstance(content, str) else content
            for name, content in files.items()
        },
    )


def test_with_drafts_their_words_are_where_they_would_be_looked_for(scratch, good_drafts, project):
    build = Build(options=("--now", "2026-06-01", "--drafts"))
    found = project.words.found(build.tree(good_drafts, scratch.new("site")))
    # An author's name is for other authors.
    assert set(found) | {"draft en author"} == {
        place for place in project.words.of if place.startswith(project.drafts)
    }
    title = found["draft en title"]
    for start in ["en/account/", "fr/account/", "en/category/", "en/problem/", "en/channel/", "en/a-z", "search/"]:
        assert any(name.startswith(start) for name in title), start
    neighbours = {"en/account/before.html", "en/account/seen.html", "en/index.html"}
    assert neighbours <= set(title)
    assert {"sitemap.xml", ".kbgen-manifest.json"} <= set(found["draft en file"])
    for part in ["keyword", "body", "heading"]:
        assert any(name.startswith("search/") for name in found[f"draft en {part}"]), part
    assert any(name.startswith("assets/drawn-") for name in found["draft picture"])
    assert any(name.startswith("en/old/") for name in found["draft en alias"])


def test_drafts_that_were_published_by_mistake_are_gone_with_the_next_build(
    scratch, good_drafts, built, project
):
    output = scratch.new("site")
    Build(options=("--now", "2026-06-01", "--drafts")).tree(good_drafts, output)
    assert not Build().tree(good_drafts, output).differences(built[0])
    assert not project.words.found(Tree.read(output.parent))


@pytest.mark.parametrize(
    "day,seen,gone",
    [
        ("2026-05-31", ["expired "], ["scheduled "]),
        ("2026-06-01", [], ["scheduled ", "expired "]),
        ("2026-06-02", ["scheduled "], ["expired "]),
    ],
)
def test_articles_come_and_go_on_their_days(scratch, folder, project, day, seen, gone):
    tree = Build(options=("--now", day)).tree(folder, scratch.new("site"))
    for prefix in seen:
        assert f"{prefix}title" in project.words.found(tree, prefix)
    for prefix in gone:
        assert not project.words.found(tree, f"{prefix}title")
        assert not project.words.found(tree, f"{prefix}draft")
        assert not project.words.found(tree, f"{prefix}far")


# Who leads to what is not published is told so; nothing is written.
POINTERS = {
    "a link": ("Content/en/a.md", "---\ntitle: A\n---\n[x](hidden.md)\n"),
    "a link of a translation": ("Content/fr/a.md", "---\ntitle: A\n---\n[x](hidden.md)\n"),
    "a link in a snippet": ("Content/en/_snippets/s.md", "[x](../hidden.md)\n"),
    "a related article": ("Content/en/a.md", "---\ntitle: A\nrelated: [hidden]\n---\n"),
    "a link of the site": ("Content/site.yaml", "title: T\nlanguages: [en, fr]\nnavigation: [hidden]\n"),
    "a notice": ("Content/notices.yaml", "n: {kind: outage, text: Down, article: hidden}\n"),
    "a channel": (
        "Content/channels.yaml",
        "email: {kind: email, name: E-mail, article: hidden, contacts: [{email: help@example.org}]}\n",
    ),
    "a term": ("Content/en/_glossary.yaml", "t: {term: T, definition: D, see: hidden}\n"),
}


@pytest.mark.parametrize("field", ["draft: true", "publish: 2026-06-02", "expires: 2026-06-01"])
@pytest.mark.parametrize("pointer", POINTERS)
def test_who_leads_to_what_is_not_published_is_told_so(scratch, pointer, field):
    path, content = POINTERS[pointer]
    word = Words()("title")
    files = {
        "Content/site.yaml": "title: T\nbase-url: https://h.example.org\nlanguages: [en, fr]\n",
        "Content/en/a.md": "---\ntitle: A\n---\n::include{file=s}\n",
        "Content/en/_snippets/s.md": "Text.\n",
        "Content/en/hidden.md": f"---\ntitle: {word}\n{field}\n---\nText.\n",
        path: content,
    }
    output = scratch.new("site")
    done = Build().run(write(scratch.new("project"), files), output)
    assert done.returncode == 1, done.stderr
    assert f"{path}:" in done.stderr and "article 'hidden' is not published" in done.stderr
    assert "it is a draft, not published yet, or expired" in done.stderr
    assert word not in done.stderr.lower() and not output.exists()
    assert [path.name for path in output.parent.iterdir()] == []


def test_names_of_what_is_not_published_are_suggested_to_nobody(scratch):
    files = {
        "Content/site.yaml": "title: T\nbase-url: https://h.example.org\nlanguages: [en]\n",
        "Content/en/a.md": "---\ntitle: A\n---\n[x](secret-plam.md)\n",
        "Content/en/secret-plan.md": "---\ntitle: Secret\ndraft: true\n---\n",
    }
    done = Build().run(write(scratch.new("project"), files), scratch.new("site"))
    assert done.returncode == 1 and "secret-plan'" not in done.stderr
