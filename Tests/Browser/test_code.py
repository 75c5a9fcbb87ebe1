"""Blocks of code: colours that can be read, one direction on every page, a button that copies."""

import os
import subprocess
from pathlib import Path

import pytest

from conftest import NOW, served, until
from test_accessibility import violations
from test_markup import complaints, shown

SAMPLES = {
    "console": """\
$ curl -H "Authorization: Bearer ${TOKEN}" -d '{
  "to": "+15550100"

}' https://api.example.org/messages
{"id": 12}

$ ls | wc -l   # count
3
""",
    "bash": """\
#!/bin/sh
# Send the file
for file in *.txt; do echo "$file: $(wc -l < "$file")" 2>&1; done
""",
    "json": """\
{
  "text": "مرحبا، كيف الحال؟", "count": 12.5, "tags": ["a", null, true]
}
""",
    "http": """\
POST /v1/messages HTTP/1.1
Host: api.example.org
Content-Type: application/json

{"to": "+15550100"}

HTTP/1.1 200 OK
""",
    "html": """\
<!-- A button -->
<a class="button" href="https://example.org/?a=1&amp;b=2">Write &amp; send</a>
<script>const a = `${1 + 1}`;</script>
""",
    "swift": """\
/// Greets someone.
@MainActor func greet(_ name: String) async throws -> Int? {
  print("Hi \\(name)!")  // once
  return 0x1F
}
""",
    "python": """\
@app.get("/")
def read(path: Path = None):  # why
    return f"{path!r}" if path else 'no'
""",
    "typescript": """\
const pattern: RegExp = /["/]/g;
await fetch(url, { method: "POST", body: JSON.stringify({ a: 1 }) });
""",
    "yaml": """\
name: example # a comment
steps:
  - run: |
      make all
  - {on: true, count: 3}
""",
    "css": """\
@media (width > 40rem) { a:hover { color: #1f6f5c; } }
""",
}

LETTERS = {
    "en": "Subject: My account\n\nDear support,\n",
    "ar": "الموضوع: حسابي +1 555 0100\n\nمرحبا،\n",
}

LOOKS = [("light", 1280), ("dark", 390), ("light", 390), ("dark", 1280)]


def article(language: str) -> str:
    blocks = "\n".join(f"## {name}\n\n```{name}\n{code}```\n" for name, code in SAMPLES.items())
    return f"---\ntitle: API\n---\n`$ ls` code.\n\n{blocks}\n## Letter\n\n```\n{LETTERS[language]}```\n"


@pytest.fixture(scope="module")
def code_site(tmp_path_factory):
    """A site with one article of code in two languages; its address and its folder."""
    project = tmp_path_factory.mktemp("code")
    for language in LETTERS:
        folder = project / "Content" / language
        folder.mkdir(parents=True)
        (folder / "api.md").write_text(article(language), "utf-8")
    (project / "Content/site.yaml").write_text(
        "title: {en: Help, ar: مساعدة}\nlanguages: [en, ar]\n", "utf-8"
    )
    program = Path(os.environ["KBGEN"]).resolve()
    command = [str(program), "build", "--output", "public", "--now", NOW]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    with served(project / "public", "404.html") as address:
        yield address, project / "public"


@pytest.fixture
def open_code(code_site, open_page):
    """Opens the article: `open_code("ar", width=390, …)`."""

    def open_code(language: str = "en", **options):
        return open_page(f"{code_site[0]}{language}/api.html", **options)

    return open_code


def button(page, language: str):
    return page.locator(f".code-block:has(.language-{language}) > button")


def copied(page) -> str:
    """What is in the clipboard once the page has said that it copied."""
    until(lambda: page.locator("[role=status]").inner_text() == "Copied")
    return page.evaluate("navigator.clipboard.readText()")


CLIPBOARD = ["clipboard-read", "clipboard-write"]


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
@pytest.mark.parametrize("language", LETTERS)
def test_code_is_accessible(open_code, language, scheme, width):
    page = open_code(language, width=width, color_scheme=scheme, bypass_csp=True)
    assert page.locator("pre span").count() > 100
    found = violations(page)
    assert not found, "\n".join(found)
    if folder := os.environ.get("KBGEN_SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        name = f"code-{language}-{width}-{scheme}.png"
        page.screenshot(path=str(Path(folder) / name), full_page=True)


def test_pages_of_code_are_valid(code_site):
    found = complaints(sorted(code_site[1].rglob("*.html")))
    assert not found, shown(found)


def test_button_copies_the_code_as_it_is_written(open_code):
    page = open_code(permissions=CLIPBOARD)
    for language in ["json", "html", "python", "bash"]:
        button(page, language).click()
        until(lambda: page.evaluate("navigator.clipboard.readText()") == SAMPLES[language].rstrip())
    assert copied(page) == SAMPLES["bash"].rstrip()
    assert page.watch.complaints == []


def test_a_session_is_copied_without_prompts_and_output(open_code):
    page = open_code(permissions=CLIPBOARD)
    button(page, "console").click()
    commands = SAMPLES["console"].replace("$ ", "").replace('{"id": 12}\n', "").replace("3\n", "")
    assert copied(page) == commands.rstrip()


def test_the_button_follows_its_code_with_the_keyboard(open_code):
    page = open_code(permissions=CLIPBOARD)
    page.locator("pre:has(.language-json)").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Copy"
    page.keyboard.press("Enter")
    assert copied(page) == SAMPLES["json"].rstrip()
    assert page.evaluate("document.activeElement.textContent") == "Copy"


REFUSE = """
Object.defineProperty(navigator, "clipboard", {
  value: { writeText: () => Promise.reject(new DOMException("no", "NotAllowedError")) },
});
"""


def test_where_copying_is_not_allowed_the_code_is_selected(open_code):
    page = open_code()
    page.context.add_init_script(REFUSE)
    page.reload()
    button(page, "yaml").click()
    selected = until(lambda: page.evaluate("getSelection().toString()"))
    assert selected.rstrip() == SAMPLES["yaml"].rstrip()
    assert page.locator("[role=status]:not(:empty)").count() == 0


def test_without_script_there_is_no_button_and_no_room_for_one(open_code):
    page = open_code(java_script_enabled=False)
    assert page.locator(".copy-code").count() == 0
    block = page.locator("pre").first
    assert block.bounding_box()["height"] < 300
    assert page.locator("pre .k").count() > 0


@pytest.mark.parametrize("width", [390, 1280])
def test_the_button_hides_no_code(open_code, width):
    for language in LETTERS:
        page = open_code(language, width=width)
        hidden = page.evaluate(
            """() => [...document.querySelectorAll(".code-block")].filter((frame) => {
              const range = document.createRange();
              range.selectNodeContents(frame.querySelector("code"));
              const button = frame.querySelector("button").getBoundingClientRect();
              return [...range.getClientRects()].some((line) => line.width > 0
                && line.left < button.right && line.right > button.left
                && line.top < button.bottom && line.bottom > button.top);
            }).length"""
        )
        assert hidden == 0


def test_code_is_left_to_right_and_a_letter_follows_its_language(open_code):
    page = open_code("ar")
    sides = page.evaluate(
        """() => [...document.querySelectorAll("pre")].map((pre) => {
          const range = document.createRange();
          range.selectNodeContents(pre.firstElementChild);
          const text = range.getClientRects()[0], box = pre.getBoundingClientRect();
          return text.left - box.left < box.right - text.right ? "left" : "right";
        })"""
    )
    assert sides == ["left"] * len(SAMPLES) + ["right"]
