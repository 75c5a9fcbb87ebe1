"""Writes the help pages of a language twice, with the same texts: as a project of kbgen, and as plain HTML
for Pagefind. The addresses of both lead back to the page by the name of the file."""

import html
import re
import shutil
import string

FOLDER = "pages"
PUNCTUATION = re.compile("([" + re.escape(string.punctuation) + "])")

# Warnings about brackets in examples of code, and about words of the interface that the theme lacks.
IRRELEVANT = ("unread-link", "unknown-footnote", "missing-text")


def names_of(pages):
    """A file name for each page, of letters a-z, digits and hyphens: path → name."""
    names = {}
    taken = set()
    for page in pages:
        plain = re.sub("[^a-z0-9]+", "-", page.path.removesuffix(".html").lower()).strip("-")
        name, number = plain, 1
        while name in taken:
            number += 1
            name = f"{plain}-{number}"
        taken.add(name)
        names[page.path] = name
    return names


def escaped(text):
    """A text that Markdown shows as it is: a backslash before a sign makes it a sign and nothing else."""
    return PUNCTUATION.sub(r"\\\1", text)


def markdown_block(block):
    if block.level:
        return "#" * max(2, block.level) + " " + escaped(block.text)
    if block.is_code:
        longest = max((len(run) for run in re.findall("`+", block.text)), default=0)
        fence = "`" * max(3, longest + 1)
        return f"{fence}text\n{block.text}\n{fence}"
    return escaped(block.text)


def markdown(page):
    title = page.title.replace("\\", "\\\\").replace('"', '\\"')
    blocks = [markdown_block(block) for block in page.blocks]
    return f'---\ntitle: "{title}"\n---\n' + "\n\n".join(blocks) + "\n"


def html_block(block):
    tag = f"h{max(2, block.level)}" if block.level else "pre" if block.is_code else "p"
    return f"<{tag}>{html.escape(block.text, quote=False)}</{tag}>"


def html_page(page, language):
    title = html.escape(page.title, quote=False)
    blocks = "\n".join(html_block(block) for block in page.blocks)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f"</head>\n<body>\n<main>\n<h1>{title}</h1>\n{blocks}\n</main>\n</body>\n</html>\n"
    )


def empty_folder(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def write_project(folder, pages, names, language):
    """The project of kbgen: one category with all pages."""
    content = empty_folder(folder) / "Content"
    articles = content / language / FOLDER
    articles.mkdir(parents=True)
    severities = ", ".join(f"{name}: off" for name in IRRELEVANT)
    settings = (
        f"title: LibreOffice\nbase-url: https://help.example.org\nlanguages: [{language}]\n"
        f"smart-punctuation: false\nseverities: {{{severities}}}\n"
    )
    (content / "site.yaml").write_text(settings, "utf-8")
    (content / "categories.yaml").write_text(f"{FOLDER}: {{title: LibreOffice}}\n", "utf-8")
    for page in pages:
        (articles / f"{names[page.path]}.md").write_text(markdown(page), "utf-8")


def write_html(folder, pages, names, language):
    """The same texts for Pagefind."""
    empty_folder(folder)
    for page in pages:
        (folder / f"{names[page.path]}.html").write_text(html_page(page, language), "utf-8")


def copy_client(core, folder):
    """A copy of the client, as modules of Node: all sites are asked through the same one while somebody works
    on it."""
    empty_folder(folder)
    for file in core.parent.glob("search-*.js"):
        shutil.copy(file, folder)
    (folder / "package.json").write_text('{"type": "module"}\n', "utf-8")
    return folder / core.name
