"""The other generators: where they come from and how they are called. All of it stays in the work folder."""

import subprocess
import sys
import venv
from dataclasses import dataclass
from typing import Callable

import sources


@dataclass
class Tool:
    name: str
    # Its package at PyPI, and the program in it.
    package: str
    program: str
    # The arguments that build the project in the present folder.
    build: tuple
    # Where the site is, below the project.
    output: str
    # Writes the sources from a project of kbgen and gives the folders to build in.
    prepare: Callable | None


HUGO = Tool("Hugo", "hugo", "hugo", ("--quiet",), "public", sources.hugo)
PAGEFIND = Tool(
    "Pagefind", "pagefind_bin_extended", "pagefind_extended", ("--site", "public"), "public", None
)
ZENSICAL = Tool(
    "Zensical", "zensical", "zensical", ("build", "--config-file", "mkdocs.yml"), "site", sources.material
)
MKDOCS = Tool("MkDocs Material", "mkdocs-material", "mkdocs", ("build", "--quiet"), "site", sources.material)
TOOLS = {"hugo": HUGO, "pagefind": PAGEFIND, "zensical": ZENSICAL, "mkdocs": MKDOCS}


class Installed:
    """A virtual environment with the packages that could be had."""

    def __init__(self, work):
        self.folder = work / "venv"
        if not (self.folder / "bin" / "pip").exists():
            venv.create(self.folder, with_pip=True)

    def version(self, tool):
        """The version of a tool, installed when it is not there; None where it cannot be had."""
        version = self._version(tool.package)
        if not version:
            self._pip("install", "--quiet", tool.package)
            version = self._version(tool.package)
        return version if version and self.program(tool) else None

    def program(self, tool):
        """The path of a tool's program; the package of Pagefind has it among its modules."""
        candidates = [self.folder / "bin" / tool.program]
        candidates += self.folder.glob(f"lib/python*/site-packages/{tool.package}/{tool.program}")
        return next((path for path in candidates if path.is_file()), None)

    def _version(self, package):
        lines = self._pip("show", package).splitlines()
        return next((line.split()[1] for line in lines if line.startswith("Version:")), None)

    def _pip(self, *arguments):
        command = [self.folder / "bin" / "pip", "--disable-pip-version-check", *arguments]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode and arguments[0] == "install":
            print(done.stderr[-500:], file=sys.stderr)
        return done.stdout
