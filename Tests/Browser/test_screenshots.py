"""Pictures of the pages for a person to judge, when `KBGEN_SCREENSHOTS` names a folder for them."""

import os
from pathlib import Path

import pytest

KINDS = ["home", "article", "contact", "channel", "problem", "category", "search"]


@pytest.mark.parametrize("language", ["fr", "ar", "zh-Hans"])
@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 900)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_screenshots(site, open_page, kind, scheme, width, height, language):
    folder = Path(os.environ["KBGEN_SCREENSHOTS"])
    folder.mkdir(parents=True, exist_ok=True)
    path = site.path(kind, language)
    if kind == "search":
        path += "?q=" + {"fr": "code", "ar": "البريد", "zh-Hans": "验证码"}[language]
    page = open_page(path, width=width, height=height, color_scheme=scheme)
    if kind == "search":
        page.wait_for_selector("#search-results a")
    page.wait_for_load_state("networkidle")
    name = f"{kind}-{language}-{width}-{scheme}.png"
    page.screenshot(path=str(folder / name), full_page=True)
