"""Projects, builds and whole published trees, for the tests of what a site is made of and what not.

`KBGEN` names the program to test. Everything a build could depend on by accident is set here and
nowhere else: a test changes one thing and compares all bytes.
"""

import os
import random
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOW = "2026-06-01"
BASE_ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


def program() -> str:
    """The program to test."""
    named = os.environ.get("KBGEN")
    assert named, "KBGEN must name the kbgen program"
    return str(Path(named).resolve())


class Scratch:
    """A folder that everybody may enter, in memory where there is such a place: another user builds in
    it, and its folders list files in an order that is not that of their names."""

    def __init__(self):
        parent = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        self.path = Path(tempfile.mkdtemp(prefix="kbgen-publishing-", dir=parent))
        self.path.chmod(0o755)
        self.count = 0

    def new(self, name: str = "folder") -> Path:
        """A path where nothing is, in a folder of its own."""
        self.count += 1
        parent = self.path / str(self.count)
        parent.mkdir(mode=0o755)
        return parent / name

    def remove(self):
        shutil.rmtree(self.path, ignore_errors=True)


def write(project: Path, files: dict[str, str | bytes]) -> Path:
    """Writes a project's files, in the order in which they are given."""
    for name, content in files.items():
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return project


@dataclass
class Build:
    """One way to build: what is said on the command line and what is around it."""

    options: tuple[str, ...] = ("--now", NOW)
    environment: dict[str, str | None] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    cwd: Path | None = None
    umask: int = -1

    def run(self, project: str | Path, output: str | Path) -> subprocess.CompletedProcess:
        """Builds; whether it went well is the caller's to judge."""
        environment = {**BASE_ENVIRONMENT, "HOME": "/nonexistent", **self.environment}
        command = [*self.before, program(), "build", str(project), "--output", str(output)]
        return subprocess.run(
            [*command, *self.options],
            cwd=self.cwd or "/",
            env={name: value for name, value in environment.items() if value is not None},
            umask=self.umask,
            capture_output=True,
            text=True,
            timeout=300,
        )

    def tree(self, project: str | Path, output: str | Path) -> "Tree":
        """The site that a good build writes."""
        done = self.run(project, output)
        assert done.returncode == 0, f"{done.args}\n{done.stdout}\n{done.stderr}"
        return Tree.read((self.cwd or Path("/")) / output)


@dataclass
class Tree:
    """Everything below a folder: the kind and mode of each path, and the bytes of each file."""

    kinds: dict[str, tuple[str, int]]
    files: dict[str, bytes]

    @classmethod
    def read(cls, folder: Path) -> "Tree":
        kinds, files = {}, {}

        def add(path: Path):
            status = path.lstat()
            name = path.relative_to(folder).as_posix()
            kinds[name] = (stat.filemode(status.st_mode)[0], stat.S_IMODE(status.st_mode))
            if stat.S_ISREG(status.st_mode):
                files[name] = path.read_bytes()
            if stat.S_ISDIR(status.st_mode):
                for entry in os.scandir(path):
                    add(Path(entry.path))

        add(folder)
        return cls(kinds, files)

    def differences(self, other: "Tree") -> list[str]:
        """What differs, in words; nothing when the trees are the same."""
        found = [f"only in the first: {name}" for name in sorted(self.kinds.keys() - other.kinds)]
        found += [f"only in the second: {name}" for name in sorted(other.kinds.keys() - self.kinds)]
        for name in sorted(self.kinds.keys() & other.kinds):
            if self.kinds[name] != other.kinds[name]:
                found.append(f"{name}: {self.kinds[name]} and {other.kinds[name]}")
            one, two = self.files.get(name, b""), other.files.get(name, b"")
            if one != two:
                at = next((i for i, (a, b) in enumerate(zip(one, two)) if a != b), min(len(one), len(two)))
                around = slice(max(0, at - 40), at + 40)
                found.append(f"{name} at byte {at}: {one[around]!r} and {two[around]!r}")
        return found

    def holders(self, words: list[str]) -> dict[str, list[str]]:
        """The paths that have one of these ASCII words in their name or bytes, whatever its case."""
        wanted = {word: word.lower().encode() for word in words}
        found: dict[str, list[str]] = {}
        for name in self.kinds:
            text = name.encode(errors="surrogateescape") + b"\n" + self.files.get(name, b"")
            text = text.lower()
            for word, needle in wanted.items():
                if needle in text:
                    found.setdefault(word, []).append(name)
        return found


def copied_in_order(source: Path, target: Path, seed: int) -> Path:
    """Copies a project file by file in a shuffled order."""
    files = [path for path in sorted(source.rglob("*")) if path.is_file()]
    random.Random(seed).shuffle(files)
    for file in files:
        path = target / file.relative_to(source)
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, path)
    return target


def listed(folder: Path) -> list[str]:
    """All paths below a folder in the order in which the system lists them."""
    names = []
    for entry in os.scandir(folder):
        names.append(entry.name)
        if entry.is_dir(follow_symlinks=False):
            names += [entry.name + "/" + name for name in listed(Path(entry.path))]
    return names


def own_project(target: Path) -> Path:
    """A copy of the project's own content."""
    shutil.copytree(ROOT / "Content", target / "Content")
    return target


# Letters and words that sort, fold and break otherwise from language to language.
WORDS = {
    "en": "backup phone account call message group link code restore block".split(),
    "fr": "sauvegarde téléphone compte appel œuvre groupe élève côte coté forêt".split(),
    "de": "Straße Größe Konto Anruf Ärger Übersicht Sicherungskopie Rufnummer Weiß Öl".split(),
    "tr": "ışık İstanbul yedek ılık çağrı hesap şifre gönder ücret Iğdır".split(),
    "ar": "نسخة هاتف حساب مكالمة رسالة مجموعة رابط رمز استعادة حظر".split(),
    "el": "αντίγραφο τηλέφωνο λογαριασμός κλήση μήνυμα ομάδα σύνδεσμος κωδικός λόγος Όλος".split(),
    "ja": "バックアップ 電話 アカウント 通話 メッセージ グループ リンク コード 復元 ブロック".split(),
    "sv": "säkerhetskopia telefon konto samtal ångra älska över grupp länk kod".split(),
}
LETTERS = {"en": "a", "fr": "é", "de": "ä", "tr": "ı", "ar": "م", "el": "Σ", "ja": "あ", "sv": "å"}


def hard_project(target: Path) -> Path:
    """A made-up project with what is hard to do the same way twice."""
    dice = random.Random(1)
    codes = list(WORDS)

    def texts(*words: str) -> str:
        return "{" + ", ".join(f'{code}: "{" ".join((*words, WORDS[code][0]))}"' for code in codes) + "}"

    def picture(number: int) -> str:
        return (
            '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10">'
            f'<path d="M{number} 0h1"/></svg>\n'
        )

    files: dict[str, str | bytes] = {
        "Content/site.yaml": "\n".join(
            [
                f"title: {texts('Help')}",
                f"description: {texts('All about')}",
                "base-url: https://help.example.org/below",
                "source: en",
                "time-zone: Pacific/Kiritimati",
                "languages: [en, fr, de, tr, ar, {code: el, fallback: fr}, ja, sv]",
                "search: {offline: true}",
                "logo: assets/logo.svg",
                'accent: "#1f6f5c"',
                f"variables: {{hours: {texts('9 to 5')}}}",
                "severities: {missed-query: off, missing-translation: off}",
                "feedback: {endpoint: https://feedback.example.org/vote}",
                "edit-url: https://edit.example.org/{path}",
                "theme: own",
                "",
            ]
        ),
        "Themes/own/theme.yaml": "extends: base\n",
        "Themes/own/assets/icons/zebra.svg": picture(90),
        "Themes/own/assets/icons/Apple.svg": picture(91),
        "Content/assets/logo.svg": picture(0),
        "Content/categories.yaml": "".join(
            f"{name}: {{order: {order}, title: {texts(name)}}}\n"
            for name, order in [("basics", 2), ("account", 1), ("calls", 1), ("extra", 1)]
        ),
        "Content/channels.yaml": "".join(
            [
                f"email: {{kind: email, name: {texts('E-mail')}, response: {{min: 1, max: 2, unit: days}}, "
                "contacts: [{email: help@example.org}], verified: 2026-05-01}\n",
                f"phone: {{kind: phone, name: {texts('Phone')}, contacts: [{{phone: '+33123456789'}}], "
                "hours: {time-zone: Europe/Paris, open: {mon-fri: '9:00-12:00, 14:00-18:00'}}}\n",
                f"app: {{kind: in-app, name: {texts('App')}, response: {{immediate: true}}}}\n",
            ]
        ),
        "Content/problems.yaml": "".join(
            f"{name}: {{name: {texts(name)}, channels: [{', '.join(channels)}]}}\n"
            for name, channels in [
                ("lost", ["{channel: email}", "{channel: phone, urgent: true}"]),
                ("blocked", ["{channel: app}", "{channel: email}"]),
            ]
        ),
        "Content/notices.yaml": f"now: {{kind: outage, text: {texts('Now')}, from: 2026-05-01, "
        "until: 2026-07-01}\n",
    }
    for code in codes:
        words = WORDS[code]
        folder = f"Content/{code}"
        files[f"{folder}/_snippets/shared.md"] = f"{words[4]} {{{{hours}}}} {words[5]}.\n"
        files[f"{folder}/_glossary.yaml"] = (
            f"one: {{term: {words[1]}, definition: {words[2]} {words[3]}}}\n"
            f"two: {{term: {words[6]}, definition: {words[7]}}}\n"
        )
        files[f"{folder}/_synonyms.yaml"] = f"same:\n  - [{words[1]}, {words[8]}]\n"
        files[f"{folder}/_queries.yaml"] = f"{words[0]} {words[1]}: basics/a0\n"
        for number in range(9):
            if code != "en" and number % 4 == len(code) + ord(code[0]) % 2:
                continue
            title = f"{LETTERS[code]}{words[number]} {words[(number * 3) % 10]}"
            body = " ".join(dice.choices(words, k=60))
            header = [f"title: {title}", f"keywords: [{words[2]}, {words[9]}]"]
            if code == "en":
                header += [
                    f"categories: [{['basics', 'account', 'calls'][number % 3]}]",
                    f"problems: [{['lost', 'blocked'][number % 2]}]",
                    f"channels: [{['phone', 'app'][number % 2]}]",
                    f"featured: {str(number % 4 == 0).lower()}",
                ]
            if number == 3:
                header += [f"aliases: [old/{words[1]}, /{code}/older]"]
            if number == 5:
                header += [f"slug: {words[5]}"]
            files[f"{folder}/basics/a{number}.md"] = "\n".join(
                [
                    "---",
                    *header,
                    "---",
                    f"{body}. {{{{hours}}}}",
                    "",
                    f"## {words[number]}",
                    "",
                    f"![{words[1]}](pictures/p{number % 3}.svg) [x](a{(number + 1) % 3}.md) [y](channel:email)",
                    "",
                    "::include{file=shared}",
                    "",
                    f"## {words[number]}",
                    "",
                    "| a | b |",
                    "|---|---|",
                    f"| {words[2]} | {words[3]} |",
                    "",
                ]
            )
        # Pictures of one name in many folders, some of one content.
        for number in range(3):
            files[f"{folder}/basics/pictures/p{number}.svg"] = picture(number * (len(code) + ord(code[0]) % 3))
        for name, fields in [
            ("draft", "draft: true"),
            ("later", "publish: 2026-06-02"),
            ("tonight", "publish: 2026-06-01"),
            ("over", "expires: 2026-06-01"),
            ("last-day", "expires: 2026-06-02"),
        ]:
            files[f"{folder}/basics/{name}.md"] = f"---\ntitle: {words[3]} {name}\n{fields}\n---\n{words[4]}\n"
    return write(target, files)
