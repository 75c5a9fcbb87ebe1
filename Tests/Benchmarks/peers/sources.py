"""Gives the articles of a corpus the form that another generator reads: the same text, the fields of the front
matter that it knows, links that it understands."""

import json
import re
import shutil
from pathlib import Path

HERE = Path(__file__).resolve().parent
BASE = "https://help.example.org"
RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}
LINK = re.compile(r"\]\(([^)\s]+)\)")


def languages_of(project):
    return sorted(path.name for path in (project / "Content").iterdir() if path.is_dir())


def articles_of(project, language):
    """(path below the language's folder, front matter as lines, body)."""
    folder = project / "Content" / language
    for path in sorted(folder.rglob("*.md")):
        _, header, body = path.read_text("utf-8").split("---\n", 2)
        yield path.relative_to(folder), header.splitlines(), body


def header_of(lines, names):
    """The fields of `names`, {name in kbgen: name in the other}."""
    fields = [line.partition(":") for line in lines]
    kept = [f"{names[name]}:{value}" for name, _, value in fields if name in names]
    return "---\n" + "\n".join(kept) + "\n---\n"


def with_links(body, language, rewrite):
    """`rewrite` is asked for links to articles; those to channels and problems lead to kbgen's pages."""

    def changed(match):
        target = match[1]
        if target.startswith(("channel:", "problem:")):
            return f"]({BASE}/{language}/{target.replace(':', '/')}.html)"
        return "](" + (target if target.startswith("https:") else rewrite(target)) + ")"

    return LINK.sub(changed, body)


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def hugo(project, folder):
    """Links to articles are written as they end up, so that Hugo need not resolve them."""
    names = {"title": "title", "description": "description", "keywords": "keywords", "author": "author"}
    names |= {"date": "date", "updated": "lastmod"}
    languages = languages_of(project)
    settings = {
        "baseURL": BASE,
        "defaultContentLanguage": "en",
        "defaultContentLanguageInSubdir": True,
        "uglyURLs": True,
        "disableKinds": ["taxonomy", "term", "rss", "404"],
        "languages": {},
    }
    for weight, language in enumerate(languages, 1):
        direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
        settings["languages"][language.lower()] = {
            "contentDir": f"content/{language}",
            "title": f"Help {language}",
            "weight": weight,
            "params": {"name": language, "direction": direction},
        }
        content = folder / "content" / language
        sections = set()
        for path, header, body in articles_of(project, language):
            body = with_links(body, language, lambda target: target.replace(".md", ".html"))
            write(content / path, header_of(header, names) + body)
            sections.update(list(path.parents)[:-1])
        for section in sections:
            write(content / section / "_index.md", f"---\ntitle: {section.name}\n---\n")
    write(folder / "hugo.json", json.dumps(settings))
    shutil.copytree(HERE / "hugo" / "layouts", folder / "layouts")
    return [folder]


def material(project, folder):
    """A project for each language, for MkDocs Material and for Zensical; links to articles are resolved by
    them. Its own parts stand for those of kbgen: the navigation of the category alone, the path, the list of
    languages, the contents, the search."""
    names = {"title": "title", "description": "description"}
    languages = languages_of(project)
    alternate = [{"name": code, "link": f"/{code}/", "lang": code} for code in languages]
    projects = []
    for language in languages:
        for path, header, body in articles_of(project, language):
            body = with_links(body, language, lambda target: target)
            title = next(line.partition(":")[2] for line in header if line.startswith("title:"))
            heading = f"# {json.loads(title)}\n\n"
            write(folder / language / "docs" / path, header_of(header, names) + heading + body)
        write(folder / language / "docs" / "index.md", f"# Help {language}\n")
        settings = {
            "site_name": f"Help {language}",
            "site_url": f"{BASE}/{language}/",
            "use_directory_urls": False,
            "theme": {
                "name": "material",
                "language": {"zh-Hans": "zh", "zh-Hant": "zh-TW"}.get(language, language),
                "direction": "rtl" if language in RIGHT_TO_LEFT else "ltr",
                "font": False,
                "features": ["navigation.prune", "navigation.path"],
            },
            "plugins": ["search"],
            "extra": {"alternate": alternate},
        }
        # JSON is YAML.
        write(folder / language / "mkdocs.yml", json.dumps(settings))
        projects.append(folder / language)
    return projects
