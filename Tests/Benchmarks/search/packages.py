"""Gets what the benchmark reads and compares with: Debian's packages of LibreOffice's help, and Pagefind
from PyPI. All of it stays in the work folder; nothing is installed."""

import shutil
import subprocess
import sys
from pathlib import Path

PACKAGES = {"en": "en-us", "es": "es", "sv": "sv", "ru": "ru", "fi": "fi"}
PAGEFIND = "pagefind_bin_extended"


def succeeds(command, **options):
    """Runs a command in silence; without the program it fails like any other failure."""
    try:
        return subprocess.run(command, capture_output=True, **options).returncode == 0
    except OSError:
        return False


def package_file(folder, package):
    return next(iter(sorted(folder.glob(f"{package}_*.deb"))), None)


def help_folder(work, language):
    """The folder of the help in a language, with `text` and `bookmarks.js`; None where it cannot be had."""
    package = f"libreoffice-help-{PACKAGES[language]}"
    packages, unpacked = work / "packages", work / language / "package"
    packages.mkdir(parents=True, exist_ok=True)
    if not package_file(packages, package):
        succeeds(["apt-get", "download", package], cwd=packages)
    file = package_file(packages, package)
    if not file:
        return None
    shutil.rmtree(unpacked, ignore_errors=True)
    unpacked.mkdir(parents=True)
    if not succeeds(["dpkg-deb", "-x", file, unpacked]):
        return None
    return next((index.parent for index in sorted(unpacked.rglob("bookmarks.js"))), None)


def pagefind_program(work):
    """Pagefind's program, None where it cannot be had."""
    folder = work / "pagefind"
    program = folder / PAGEFIND / "pagefind_extended"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if not program.exists():
        succeeds([*pip, "--target", folder, PAGEFIND])
    return program if program.exists() else None


def kbgen_program(given, repository):
    """The program to measure: the one that is named, else a release build of this repository."""
    programs = [Path(given)] if given else [repository / ".build" / "release" / "kbgen"]
    return next((program.resolve() for program in programs if program.is_file()), None)
