"""A small project, the program run on it, and ways to look at what is published, all from outside."""

import os
import stat
import subprocess
from pathlib import Path

NOW = "2026-06-01"
SETTINGS = """\
title: Lantern
base-url: https://help.example.org
languages: [en]
severities: {vanished-page: off}
"""


def article(title: str, text: str = "Some text.") -> str:
    """An article's file."""
    return f"---\ntitle: {title}\n---\n{text}\n"


# Two states of one project: an article changes, one vanishes, one is new, one stays as it is.
OLD = {"en/light.md": article("Light"), "en/dark.md": article("Dark"), "en/same.md": article("Same")}
NEW = {"en/light.md": article("More light"), "en/glow.md": article("Glow"), "en/same.md": article("Same")}


def program() -> str:
    """The program that is tested."""
    assert os.environ.get("KBGEN"), "KBGEN must name the kbgen program"
    return str(Path(os.environ["KBGEN"]).resolve())


class Project:
    """A project in a folder of its own, with its own cache; the site is in `public`."""

    def __init__(self, folder: Path, articles: dict[str, str] = OLD):
        self.folder = folder
        self.content = folder / "Content"
        self.target = folder / "public"
        self.cache = folder.parent / (folder.name + "-cache")
        self.content.mkdir(parents=True)
        (self.content / "site.yaml").write_text(SETTINGS)
        self.write(articles)

    def write(self, articles: dict[str, str]):
        """Makes these the only articles."""
        for path in self.content.rglob("*.md"):
            path.unlink()
        for name, text in articles.items():
            path = self.content / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    def command(self, *options: str, verb: str = "build") -> list[str]:
        """The command line of a run."""
        return [program(), verb, str(self.folder)] + (["--now", NOW] if verb == "build" else []) + list(options)

    @property
    def environment(self) -> dict[str, str]:
        """What a run finds around it."""
        return {
            "PATH": os.environ["PATH"],
            "XDG_CACHE_HOME": str(self.cache),
            "SWIFT_BACKTRACE": "enable=no",
        }

    def run(self, *options: str, verb: str = "build", before: list[str] = [], **settings):
        """Runs the program, behind the words `before`, and gives what came of it."""
        settings = {"env": self.environment, "timeout": 120} | settings
        return subprocess.run(
            before + self.command(*options, verb=verb), capture_output=True, text=True, **settings
        )

    def start(self, *options: str, verb: str = "build", **settings) -> subprocess.Popen:
        """Starts the program."""
        return subprocess.Popen(
            self.command(*options, verb=verb), env=self.environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, **settings,
        )

    def publish(self, *options: str) -> str:
        """A build that must go well; gives its last line."""
        done = self.run(*options)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stderr.splitlines()[-1]

    def site(self) -> dict | None:
        """What is published."""
        return tree(self.target)

    def names(self) -> list[str]:
        """What stands in the project's folder."""
        return sorted(os.listdir(self.folder))


def tree(folder: Path) -> dict | None:
    """Each path below a folder with its mode and its bytes or where it leads; None without a folder."""
    if not folder.is_dir():
        return None
    found = {}
    for above, folders, files in os.walk(folder):
        for name in folders + files:
            path = Path(above) / name
            mode = path.lstat().st_mode
            content = path.read_bytes() if stat.S_ISREG(mode) else os.readlink(path) if stat.S_ISLNK(mode) else None
            found[str(path.relative_to(folder))] = (oct(mode), content)
    return found


def statuses(folder: Path) -> dict:
    """Each path below a folder with its inode and times: whether anything was touched."""
    return {
        str(path.relative_to(folder)): (status.st_ino, status.st_mtime_ns, status.st_ctime_ns, status.st_size)
        for path in folder.rglob("*")
        for status in [path.lstat()]
    }


def counts(line: str) -> dict[str, int]:
    """The numbers of a build's last line by what they count."""
    words = line.replace(",", "").split()
    return {word: int(words[place - 1]) for place, word in enumerate(words) if place and words[place - 1].isdigit()}
