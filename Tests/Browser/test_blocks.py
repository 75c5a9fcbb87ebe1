"""Everything that can be written in an article: tabs, messages, steps, alerts, tables and the rest."""

import json
import os
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest

from conftest import NOW, served, until
from test_accessibility import violations
from test_code import CLIPBOARD, REFUSE
from test_markup import complaints, shown

TABLES = {
    "site.yaml": "title: {en: Help, ar: مساعدة}\nlanguages: [en, ar]\nbase-url: https://help.example.org\n"
    "severities: {unlisted-address: off}\n",
    "channels.yaml": """\
in-app: {kind: in-app, order: 1, icon: chat, name: In-app support, summary: From the settings.}
email:
  kind: email
  order: 2
  icon: mail
  name: E-mail
  response: {min: 48, max: 72, unit: hours}
  pros: [Formal]
  cons: [Slow]
  contacts:
    - {email: pay@support.example.org, problem: payment, label: Payments}
    - {email: phone@support.example.org, problem: fault, platform: ios, label: Phones}
""",
    "problems.yaml": """\
payment: {order: 1, name: A payment failed, channels: [{channel: email}, {channel: in-app}]}
fault: {order: 2, name: Something is broken, channels: [{channel: in-app}]}
""",
    "assets/picture.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"><rect width="9" height="9"/></svg>',
    "assets/film.mp4": "no film",
    "assets/film.vtt": "WEBVTT\n",
}

MESSAGE = """\
Dear support,

a payment did not arrive: [amount] & "more", 100 %.
My number is [your number].

[your name]"""

TABS = """\
::::tabs
:::tab[Browser]
In the browser.
:::
:::tab[Android]
On Android, again.
:::
:::tab[iPhone]
On an iPhone, again.
:::
::::
"""

# What these are about is no platform.
PLAIN_TABS = """\
::::tabs
:::tab[Short]
In short.
:::
:::tab[Long]
At length.
:::
::::
"""

ARTICLE = (
    """\
---
title: Everything
description: What can be written.
problems: [payment]
---
Text with <kbd>Ctrl</kbd> + <kbd>C</kbd>, ~~old~~, <mark>marked</mark>, a note[^1].

## Steps

:::steps
1. Open **Settings**.

   > [!TIP]
   > Inside of a step.
2. Tap **Help**.
:::

> [!NOTE]
> With [a link](#deep-inside).

> [!IMPORTANT]
> Important.

> [!WARNING]
> A warning.

> [!CAUTION]
> Careful.

## Two ways

::::tabs
:::tab[iPhone]
Bottom right.
:::
:::tab[Android]
Top right.

### Deep inside

:::details[Still deeper]
#### At the bottom
Found.
:::
:::
::::

"""
    + TABS
    + """
## Others

:::details[Open]{open=true}
Text.
:::

:::cards
- [In-app](channel:in-app)
  Quick.
- [E-mail](channel:email)
:::

:::cards
### One
Text.

### Two
Text.
:::

:::figure[A picture.]
![A small square](../assets/picture.svg)
:::

::video[A film.]{src=../assets/film.mp4 poster=../assets/picture.svg captions=../assets/film.vtt}

| What | Where | How many |
|:--|:-:|--:|
| Payments and subscriptions | a-long-address-of-support@support.example.org | 48 |

- [x] Done
- [ ] Not done

## Channels

::channel{id="email in-app"}

::channels{problem=payment}

:::message{problem=payment subject="My payment – [amount]"}
"""
    + MESSAGE
    + """
:::

:::message{channel=in-app}
Hello
:::

[^1]: The note.
"""
)

LOOKS = [("light", 1280), ("dark", 390), ("light", 390), ("dark", 1280)]


@pytest.fixture(scope="module")
def block_site(tmp_path_factory):
    """A site with one article of everything in two languages; its address and its folder."""
    content = tmp_path_factory.mktemp("blocks") / "Content"
    files = dict(TABLES)
    for language in ("en", "ar"):
        files[f"{language}/all.md"] = ARTICLE
        files[f"{language}/next.md"] = f"---\ntitle: Next\n---\n{TABS}"
        files[f"{language}/plain.md"] = f"---\ntitle: Plain\n---\n{PLAIN_TABS}\n{PLAIN_TABS}"
    for path, text in files.items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text(text, "utf-8")
    program = Path(os.environ["KBGEN"]).resolve()
    command = [str(program), "build", "--strict", "--output", "public", "--now", NOW]
    done = subprocess.run(command, cwd=content.parent, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    with served(content.parent / "public", "404.html") as address:
        yield address, content.parent / "public"


@pytest.fixture
def open_blocks(block_site, open_page):
    """Opens an article: `open_blocks("ar/all.html", width=390, …)`."""

    def open_blocks(path: str = "en/all.html", **options):
        return open_page(block_site[0] + path, **options)

    return open_blocks


def selected(page) -> list[str]:
    """The labels of the chosen tabs."""
    return page.locator("[role=tab][aria-selected=true]").all_inner_texts()


def panels(page) -> list[str]:
    """What the shown panels say."""
    found = page.locator("[role=tabpanel]:not([hidden])").all_inner_texts()
    return [text.splitlines()[0] for text in found]


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_everything_is_accessible(open_blocks, language, scheme, width):
    page = open_blocks(
        f"{language}/all.html#deep-inside", width=width, color_scheme=scheme, bypass_csp=True
    )
    found = violations(page)
    assert not found, "\n".join(found)
    if folder := os.environ.get("KBGEN_SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        name = f"blocks-{language}-{width}-{scheme}.png"
        page.screenshot(path=str(Path(folder) / name), full_page=True)


def test_pages_with_everything_are_valid(block_site):
    found = complaints(sorted(block_site[1].rglob("*.html")))
    assert not found, shown(found)


@pytest.mark.parametrize("width", [320, 390, 768])
@pytest.mark.parametrize("scripts", [True, False])
def test_nothing_is_wider_than_the_page(open_blocks, width, scripts):
    for language in ("en", "ar"):
        page = open_blocks(f"{language}/all.html", width=width, java_script_enabled=scripts)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_everything_is_quiet_under_the_policy(open_blocks):
    page = open_blocks()
    page.wait_for_load_state("networkidle")
    assert page.watch.complaints == []
    assert page.watch.foreign == []


def test_tabs_without_script_are_parts_under_their_labels(open_blocks):
    page = open_blocks(java_script_enabled=False)
    labels = page.locator(".tab-label")
    assert labels.all_inner_texts() == ["iPhone", "Android", "Browser", "Android", "iPhone"]
    assert all(part.is_visible() for part in page.locator(".tab").all())
    names = page.locator(".tab").evaluate_all(
        "parts => parts.map((part) => document.getElementById(part.getAttribute('aria-labelledby')).innerText)"
    )
    assert names == labels.all_inner_texts()


def test_tabs_are_one_stop_and_move_with_the_arrow_keys(open_blocks):
    page = open_blocks("en/next.html")
    assert page.get_by_role("tablist").count() == 1
    page.get_by_role("tab", name="Browser").focus()
    for key, label in [
        ("ArrowRight", "Android"),
        ("ArrowRight", "iPhone"),
        ("ArrowRight", "Browser"),
        ("ArrowLeft", "iPhone"),
        ("Home", "Browser"),
        ("End", "iPhone"),
    ]:
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.innerText") == label
        assert selected(page) == [label]
    assert panels(page) == ["On an iPhone, again."]
    assert page.locator("[role=tab][tabindex='0']").count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "tabpanel"
    assert page.evaluate("document.activeElement.innerText") == "On an iPhone, again."


def test_arrow_keys_follow_the_direction_of_the_text(open_blocks):
    page = open_blocks("ar/next.html")
    page.get_by_role("tab", name="Browser").focus()
    page.keyboard.press("ArrowLeft")
    assert selected(page) == ["Android"]
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert selected(page) == ["iPhone"]


def test_a_choice_holds_on_the_page_and_on_the_next(open_blocks):
    page = open_blocks()
    assert selected(page) == ["iPhone", "Browser"]
    second = page.get_by_role("tab", name="Android").nth(1)
    second.scroll_into_view_if_needed()
    place = second.bounding_box()["y"]
    second.click()
    assert selected(page) == ["Android", "Android"]
    assert panels(page) == ["Top right.", "On Android, again."]
    assert abs(second.bounding_box()["y"] - place) < 2, "the reader's place has moved"
    page.goto(page.url.replace("all.html", "next.html"))
    assert selected(page) == ["Android"]
    page.get_by_role("tab", name="Browser").click()
    page.goto(page.url.replace("next.html", "all.html"))
    assert selected(page) == ["Android", "Browser"]
    assert page.evaluate("JSON.stringify(localStorage)") == json.dumps(
        {"kbgen-platforms": '["web","android"]'}, separators=(",", ":"))
    assert page.context.cookies() == []


def test_a_choice_that_is_no_platform_is_not_stored(open_blocks):
    page = open_blocks("en/plain.html")
    page.get_by_role("tab", name="Long").first.click()
    assert selected(page) == ["Long", "Long"]
    assert page.evaluate("localStorage.length") == 0


DENY_STORAGE = """
Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no"); } });
"""
BROKEN_STORAGE = "localStorage.setItem('kbgen-platforms', '{\"not\": [');"


@pytest.mark.parametrize("script", [DENY_STORAGE, BROKEN_STORAGE])
def test_tabs_work_where_nothing_can_be_kept(open_blocks, script):
    page = open_blocks()
    page.context.add_init_script(script)
    page.reload()
    page.get_by_role("tab", name="Android").first.click()
    assert selected(page) == ["Android", "Android"]
    assert page.watch.complaints == []


@pytest.mark.parametrize("anchor", ["deep-inside", "at-the-bottom"])
def test_an_address_opens_what_it_leads_to(open_blocks, anchor):
    page = open_blocks(f"en/all.html#{anchor}")
    assert selected(page) == ["Android", "Browser"]
    target = page.locator(f"#{anchor}")
    until(lambda: target.is_visible() and -1 < target.bounding_box()["y"] < 900)
    assert page.evaluate("localStorage.length") == 0, "following a link is no choice"


def test_a_link_on_the_page_opens_what_it_leads_to(open_blocks):
    page = open_blocks()
    page.get_by_role("link", name="a link").click()
    until(lambda: selected(page) == ["Android", "Browser"])
    assert page.locator("#deep-inside").is_visible()


def test_paper_shows_every_tab_and_every_detail(open_blocks):
    page = open_blocks()
    page.emulate_media(media="print")
    for text in ["Bottom right.", "Top right.", "On an iPhone, again.", "Found."]:
        assert page.get_by_text(text, exact=True).is_visible(), text
    assert not page.locator("[role=tablist]").first.is_visible()
    assert page.locator(".tab-label").nth(1).is_visible()


def test_a_message_is_copied_and_sent_as_it_was_written(open_blocks):
    page = open_blocks(permissions=CLIPBOARD)
    page.get_by_role("button", name="Copy message").first.click()
    until(lambda: page.locator("[role=status]").inner_text() == "Message copied")
    assert page.evaluate("navigator.clipboard.readText()") == MESSAGE
    link = page.get_by_role("link", name="Open in your mail program").get_attribute("href")
    address, _, query = link.partition("?")
    fields = dict(field.split("=") for field in query.split("&"))
    assert address == "mailto:pay@support.example.org"
    assert unquote(fields["subject"]) == "My payment – [amount]"
    assert unquote(fields["body"]) == MESSAGE.replace("\n", "\r\n")
    assert page.locator(".placeholder").all_inner_texts() == [
        "[amount]",
        "[amount]",
        "[your number]",
        "[your name]",
    ]


def test_where_copying_is_not_allowed_the_message_is_selected(open_blocks):
    page = open_blocks()
    page.context.add_init_script(REFUSE)
    page.reload()
    page.get_by_role("button", name="Copy message").first.click()
    assert until(lambda: page.evaluate("getSelection().toString()")) == MESSAGE


def test_alerts_differ_in_more_than_their_colour(open_blocks):
    page = open_blocks()
    signs = page.locator(".alert-title").evaluate_all(
        """titles => titles.map((title) => {
          const sign = getComputedStyle(title, "::before");
          return [title.innerText, sign.content, sign.clipPath, sign.borderRadius].join(" ");
        })"""
    )
    assert len(set(signs)) == len(signs) == 5
