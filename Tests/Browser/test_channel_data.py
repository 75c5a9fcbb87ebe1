"""What programs read of the channel table and of search: JSON by its schema, and JSON-LD."""

import json
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from jsonschema import Draft202012Validator

from conftest import PROJECT
from lantern import lantern  # noqa: F401  a fixture

SOURCES = PROJECT / "Sources" / "HelpCentre"
LANGUAGES = ["en", "fr", "es", "de", "pt-BR", "ar", "zh-Hans", "ja"]


def read(site, path: str):
    return json.loads((site.folder / path).read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_follows_its_schema_and_names_pages_that_exist(site, language):
    schema = json.loads((SOURCES / "Channels/schemas/channels.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    table = read(site, f"{language}/channels.json")
    Draft202012Validator(schema).validate(table)
    assert table["language"] == language
    assert {c["id"] for c in table["channels"]} == {
        "in-app", "email", "help-centre", "social", "business",
    }
    pages = [item["url"] for item in table["channels"] + table["problems"]]
    pages += [url for problem in table["problems"] for url in problem.get("articles", [])]
    for page in pages:
        assert (site.folder / unquote(page)).is_file(), page
    messages = {message["id"] for message in table["messages"]}
    assert {p["message"] for p in table["problems"] if "message" in p} <= messages


def test_the_five_addresses_of_the_guide_are_in_the_table(site):
    table = read(site, "en/channels.json")
    email = next(c for c in table["channels"] if c["id"] == "email")
    assert sorted(contact["email"] for contact in email["contacts"]) == [
        "android_web@support.whatsapp.com", "iphone_web@support.whatsapp.com",
        "payments@support.whatsapp.com", "smb_web@support.whatsapp.com", "support@whatsapp.com",
    ]
    assert email["response"] | {"note": ""} == {
        "kind": "range", "min": 48, "max": 72, "unit": "hours", "basis": "reported", "note": "",
    }


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_table_with_hours_costs_and_phones_follows_its_schema(lantern, language):  # noqa: F811
    table = read(lantern, f"{language}/channels.json")
    schema = json.loads((SOURCES / "Channels/schemas/channels.schema.json").read_text())
    Draft202012Validator(schema).validate(table)
    channels = {channel["id"]: channel for channel in table["channels"]}
    assert list(channels) == ["email", "phone", "social", "shop", "chat", "letters"]
    assert {"cost", "hours", "human", "languages"} <= channels["phone"].keys()
    assert all({"phone", "region"} <= contact.keys() for contact in channels["phone"]["contacts"])
    assert channels["letters"]["contacts"] == []


# Search files have schemas too.

@pytest.mark.parametrize("kind, pattern", [
    ("manifest", "*.json"), ("quick", "*/q-*.json"), ("spelling", "*/s/**/*.json"),
    ("terms", "*/t/**/*.json"), ("page", "*/p/**/*.json"),
])
def test_search_files_follow_their_schemas(site, kind, pattern):
    schema = json.loads((SOURCES / f"Search/schemas/{kind}.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    files = sorted((site.folder / "search").glob(pattern))
    assert len(files) >= len(LANGUAGES)
    for file in files:
        validator.validate(json.loads(file.read_text(encoding="utf-8")))


def test_the_files_of_a_large_index_follow_their_schemas():
    files = json.loads((Path(__file__).parent / "search-index.json").read_text("utf-8"))
    large = {path: json.loads(text) for path, text in files.items() if path.startswith("search/en-GB")}
    kinds = {"manifest": r"en-GB\.json", "first": r"/t/.*/first\.json", "terms": r"/t/.*/\d+\.json"}
    for kind, pattern in kinds.items():
        schema = json.loads((SOURCES / f"Search/schemas/{kind}.schema.json").read_text())
        Draft202012Validator.check_schema(schema)
        found = [content for path, content in large.items() if re.search(pattern, path)]
        assert found
        for content in found:
            Draft202012Validator(schema).validate(content)
    assert large["search/en-GB.json"]["terms"]["nested"] is True


# Structured data

REQUIRED = {
    "BreadcrumbList": {"itemListElement"}, "FAQPage": {"mainEntity"}, "HowTo": {"name", "step"},
    "Organization": {"name", "contactPoint"},
}


def structured(page_text: str) -> list[dict]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page_text, re.S)
    things = [json.loads(text) for text in found]
    return [thing for part in things for thing in (part if isinstance(part, list) else [part])]


def test_structured_data_is_complete_on_every_page(site):
    kinds = set()
    for file in sorted(site.folder.glob("*/**/*.html")):
        for thing in structured(file.read_text(encoding="utf-8")):
            kinds.add(thing["@type"])
            assert thing["@context"] == "https://schema.org"
            assert REQUIRED[thing["@type"]] <= thing.keys(), file
            for place, item in enumerate(thing.get("itemListElement", []) + thing.get("step", [])):
                assert item["position"] == place + 1
                assert item.get("name") or item.get("text")
                if "item" in item:
                    path = urlsplit(item["item"]).path.lstrip("/")
                    assert (site.folder / unquote(path)).is_file(), item
            for question in thing.get("mainEntity", []):
                assert question["@type"] == "Question" and question["name"]
                assert question["acceptedAnswer"]["text"]
            for point in thing.get("contactPoint", []):
                assert point["contactType"] and {"email", "telephone", "url"} & point.keys()
    assert kinds == set(REQUIRED)
