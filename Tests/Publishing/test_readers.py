"""What readers see while sites are published one after the other.

A reader who opens the output folder once and reads through it sees one site. When the next site is
published meanwhile, the folder is deleted and its files go missing; none of another site appears. A reader
who goes by paths finds at each one the old file or the new one.
"""

import json
import os
import threading
import time

from small_project import Project, article

ROUNDS = 60
MANIFEST = ".kbgen-manifest.json"


def site(name: str) -> dict[str, str]:
    """Articles of which each tells the site that it is from."""
    return {f"en/page{number}.md": article(f"Page {number}", f"This is site {name}.") for number in range(8)}


class Reader(threading.Thread):
    """Reads the whole site again and again, all of it through one open folder."""

    def __init__(self, target, manifests):
        super().__init__()
        self.target = target
        self.manifests = manifests
        self.stopped = threading.Event()
        self.whole = self.superseded = 0
        self.faults: list[str] = []

    def run(self):
        while not self.stopped.is_set():
            try:
                folder = os.open(self.target, os.O_RDONLY | os.O_DIRECTORY)
            except FileNotFoundError:
                self.faults.append("the output folder is missing")
                return
            try:
                self.read(folder)
            finally:
                os.close(folder)

    def read(self, folder: int):
        try:
            manifest = self.file(folder, MANIFEST)
            files = self.manifests.get(manifest)
            if files is None:
                self.faults.append("a manifest that is of neither site")
                return
            for path, content in files.items():
                if self.file(folder, path) != content:
                    self.faults.append(f"{path} is not the one of its manifest")
            self.whole += 1
        except FileNotFoundError as error:
            # Only a folder that is no longer the published one may lose files.
            if os.fstat(folder).st_ino == os.stat(self.target).st_ino:
                self.faults.append(f"{error.filename} is missing")
            self.superseded += 1

    @staticmethod
    def file(folder: int, path: str) -> bytes:
        descriptor = os.open(path, os.O_RDONLY, dir_fd=folder)
        with open(descriptor, "rb") as file:
            return file.read()


class PathReader(threading.Thread):
    """Reads a page that both sites have by its path, as a web server does."""

    def __init__(self, path):
        super().__init__()
        self.path = path
        self.stopped = threading.Event()
        self.reads = 0
        self.missing = 0
        self.contents: set[bytes] = set()

    def run(self):
        while not self.stopped.is_set():
            try:
                self.contents.add(self.path.read_bytes())
            except FileNotFoundError:
                self.missing += 1
            self.reads += 1


def test_readers_never_see_a_mixture(project, capsys):
    manifests = {}
    pages = set()
    for name in ["one", "two"]:
        project.write(site(name))
        project.publish()
        manifest = (project.target / MANIFEST).read_bytes()
        manifests[manifest] = {
            file["path"]: (project.target / file["path"]).read_bytes() for file in json.loads(manifest)["files"]
        }
        pages.add((project.target / "en/page3.html").read_bytes())
    assert len(manifests) == len(pages) == 2
    readers = [Reader(project.target, manifests), PathReader(project.target / "en/page3.html")]
    for reader in readers:
        reader.start()
    try:
        for number in range(ROUNDS):
            project.write(site(["one", "two"][number % 2]))
            project.publish()
    finally:
        for reader in readers:
            reader.stopped.set()
            reader.join()
    through_folder, by_path = readers
    with capsys.disabled():
        print(
            f"\n{ROUNDS} publications: {through_folder.whole} whole sites read, {through_folder.superseded} "
            f"readings overtaken; {by_path.reads} readings by path"
        )
    assert not through_folder.faults, through_folder.faults[:5]
    assert through_folder.whole > ROUNDS
    assert by_path.missing == 0
    assert by_path.contents == pages


def test_kills_at_any_time_leave_one_of_the_sites_of_a_larger_project(folder):
    project = Project(folder / "project")
    states = [
        {f"en/{number // 50}/page{number}.md": article(f"Page {number}", text) for number in range(400)}
        for text in ["First.", "Second."]
    ]
    sites = []
    for state in states:
        project.write(state)
        start = time.monotonic()
        project.publish()
        seconds = time.monotonic() - start
        sites.append(project.site())
    for number in range(20):
        project.write(states[number % 2])
        build = project.start()
        # Most of them while it writes, which is near the end.
        time.sleep(seconds * (0.6 + 0.4 * number / 20))
        build.kill()
        build.communicate()
        assert project.site() in sites, f"torn by kill {number}"
    project.publish()
    assert project.site() == sites[1]
    assert project.names() == ["Content", "public"]
