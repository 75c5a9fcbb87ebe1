"""A small help centre whose channels have what the project's own lack: phones in two regions, hours, a cost,
a channel that was closed, one without an address, one address in two channels."""

import os
import subprocess
from pathlib import Path

import pytest

from built_site import BuiltSite

# What only the closed channel had: it must not be published any more.
CLOSED_ADDRESSES = ["+33987654321", "fax@lantern.example", "@lantern_fax", "social.example/lantern_fax"]

FILES = {
    "site.yaml": """
title: {en: Lantern help, ar: مساعدة الفانوس}
base-url: https://help.lantern.example
languages: [en, ar]
organization: {name: Lantern Ltd, url: "https://lantern.example"}
""",
    "categories.yaml": """
light: {title: {en: Light, ar: الضوء}}
""",
    "channels.yaml": """
email:
  kind: email
  order: 1
  name: {en: E-mail, ar: البريد الإلكتروني}
  summary: {en: "For photos, bills; and more.", ar: "للصور، والفواتير؛ وغيرها."}
  response: {min: 1, max: 2, unit: days, basis: official}
  languages: [en, ar]
  article: light/dark
  contacts:
    - {email: help@lantern.example, problem: dark, platform: ios}
    - {email: help+android@lantern.example, problem: dark, platform: android}
    - {email: bills@lantern.example, problem: bill, label: {en: Bills, ar: الفواتير}}
phone:
  kind: phone
  order: 2
  name: {en: Phone, ar: الهاتف}
  article: light/dark
  cost: {en: As a local call., ar: بسعر المكالمة المحلية.}
  human: true
  languages: [en, fr, ar]
  hours:
    time-zone: Europe/Paris
    open: {mon-fri: "9:00-12:00, 14:00-18:00", sat: 10:00-12:00}
    closed: [2026-12-25]
  contacts:
    - {phone: "+33123456789", region: {en: France, ar: فرنسا}}
    - {phone: "+441632960123", region: {en: United Kingdom, ar: المملكة المتحدة}}
social:
  kind: social
  order: 3
  name: {en: Social media, ar: وسائل التواصل}
  article: light/dark
  steps:
    en: [Write to @lantern_help., Wait for the answer.]
    ar: [اكتب إلى @lantern_help., انتظر الرد.]
  contacts:
    - handle: "@lantern_help"
      url: https://social.example/lantern_help
      label: {en: Our account, ar: حسابنا}
    - {url: "https://fr.social.example/lantern"}
shop:
  kind: web
  order: 4
  name: {en: Shop, ar: المتجر}
  article: light/dark
  contacts:
    - {url: "https://lantern.example/help/%C3%A9?of=a&for=b"}
    - {email: bills@lantern.example}
chat:
  kind: chat
  order: 5
  name: {en: Chat, ar: الدردشة}
  article: light/dark
  contacts: [{url: "https://lantern.example/chat"}]
letters:
  kind: post
  order: 6
  name: {en: Letters, ar: الرسائل}
  article: light/dark
  note: {en: "1 Light Lane, London", ar: "‏1 Light Lane, London"}
fax:
  kind: phone
  order: 7
  name: {en: Telefax, ar: الفاكس}
  retired: 2024-01-31
  replaced-by: phone
  contacts:
    - {phone: "+33987654321"}
    - {email: fax@lantern.example}
    - {handle: "@lantern_fax", url: "https://social.example/lantern_fax"}
""",
    # That the closed channel is still recommended is a warning; readers do not see it.
    "problems.yaml": """
dark:
  order: 1
  name: {en: It stays dark, ar: يبقى مظلمًا}
  message: fault
  channels:
    - {channel: fax}
    - {channel: email, reason: {en: For photos., ar: للصور.}}
    - {channel: phone, urgent: true, reason: {en: At once., ar: فورًا.}}
    - {channel: social}
    - {channel: letters}
bill:
  order: 2
  name: {en: A bill is wrong, ar: الفاتورة خطأ}
  message: fault
  channels: [{channel: shop}, {channel: email}, {channel: chat}]
""",
    "messages.yaml": """
fault:
  subject: {en: "Fault of [serial]", ar: "عطل [serial]"}
  body: {en: "Lantern [serial], call [number].", ar: "الفانوس [serial]، اتصل بي على [number]."}
  fields:
    serial: {type: text, label: {en: serial number, ar: الرقم التسلسلي}, example: L-100}
    number: {type: phone, label: {en: your number, ar: رقمك}, example: "+44 20 7946 0000"}
""",
    "notices.yaml": """
move: {text: {en: We move., ar: ننتقل.}, channels: [phone]}
""",
    "en/light/dark.md": """---
title: It stays dark
problems: [dark]
---
Write to help@lantern.example, [call us](tel:+33123456789) or +44 1632 960123, or find
[@lantern_help](https://social.example/lantern_help) and <https://lantern.example/chat>.
Examples are `+44 20 7946 0999`, `you@lantern.example` and `@somebody`.

::channels{problem=dark}

:::message{problem=dark subject="Help"}
My number is +44 20 7946 0888, my name [name], my address me@lantern.example.
:::
""",
    "ar/light/dark.md": """---
title: يبقى مظلمًا
---
اكتب إلى [help@lantern.example](mailto:help@lantern.example) أو @lantern_help أو
[+33123456789](tel:+33123456789).

::channel{id="phone email"}
""",
}


@pytest.fixture(scope="session")
def lantern(tmp_path_factory) -> BuiltSite:
    """The site of this project, built."""
    folder = tmp_path_factory.mktemp("lantern")
    for name, text in FILES.items():
        path = folder / "Content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    program = str(Path(os.environ["KBGEN"]).resolve())
    command = [program, "build", str(folder), "--now", "2026-06-01"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "[retired-channel]" in done.stderr
    return BuiltSite(folder / "public")


@pytest.fixture(scope="session", params=["site", "lantern"])
def centre(request) -> BuiltSite:
    """The project's own site, and this one: what holds for one holds for the other."""
    return request.getfixturevalue(request.param)
