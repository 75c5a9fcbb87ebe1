"""A fault at every system call of a publication: the site is the old or the new one, and heals.

All faults take a quarter of an hour; without `KBGEN_ALL_FAULTS` some of each kind of call, spread evenly, are tried.
"""

import os
import shutil
import subprocess
import threading
from collections import Counter
from pathlib import Path

import pytest

import faults
from namespaces import MountNamespace
from small_project import NEW, OLD, Project, tree

WORKERS = 2
# How many faults of one way of publishing are tried in an ordinary run.
SAMPLE = 90


def can_inject() -> bool:
    """Whether strace is there and may watch."""
    return shutil.which("strace") is not None and (
        subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True).returncode == 0
    )


pytestmark = pytest.mark.skipif(not can_inject(), reason="strace is missing or may not watch programs")


class Bench:
    """A project whose site goes back and forth between two states while faults strike."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.project = Project(folder / "project")
        self.log = folder / "log"
        self.before: list[str] = []
        self.states = [OLD, NEW]
        self.sites: list[dict] = []

    @property
    def target(self) -> Path:
        return self.project.target

    @property
    def staging(self) -> Path:
        return self.project.folder / ".public.kbgen-staging"

    def run(self, fault: faults.Fault | None = None):
        return faults.run(self.project, self.staging, self.before, self.log, fault)

    def heal(self, fault: str):
        """The next run must do its work and leave nothing temporary."""
        done = subprocess.run(
            self.before + self.project.command(), env=self.project.environment, capture_output=True,
            text=True, timeout=120,
        )
        assert done.returncode == 0, f"after {fault}: {done.stderr}"
        assert self.names() == ["Content", "public"], f"after {fault}"

    def names(self) -> list[str]:
        return self.project.names()

    def prepare(self) -> list[faults.Fault]:
        """Learns both sites and where calls are made; the first state is published afterwards."""
        found: dict[faults.Fault, None] = {}
        for state in [0, 1, 0]:
            self.project.write(self.states[state])
            done = self.run()
            assert done.returncode == 0, done.stderr
            if len(self.sites) < 2:
                self.sites.append(tree(self.target))
            else:
                assert tree(self.target) == self.sites[state]
            if state == 1:
                found |= dict.fromkeys(faults.all_faults(self.log))
        assert self.sites[0] != self.sites[1]
        return list(found)

    def strike(self, fault: faults.Fault, result: "Result"):
        """Publishes the other state with a fault, looks, and publishes it without."""
        old, new = self.sites
        self.project.write(self.states[1])
        done = self.run(fault)
        if faults.has_struck(self.log, fault):
            result.struck[fault.call, fault.kind] += 1
            self.look(fault, done, old, new, result)
        else:
            result.missed += 1
        self.heal(str(fault))
        assert tree(self.target) == new, f"after {fault} the next build does not heal the site"
        self.states.reverse()
        self.sites.reverse()

    def look(self, fault, done, old, new, result):
        site = tree(self.target)
        if site not in (old, new):
            result.torn.append(str(fault))
        if fault.kind == "EINTR" and (done.returncode != 0 or site != new):
            result.wrong.append(f"{fault}: an interrupted call is no failure: {done.stderr}")
        elif fault.kind != "KILL" and done.returncode not in (0, 3):
            result.wrong.append(f"{fault}: status {done.returncode}: {done.stderr}")
        elif fault.kind != "KILL" and done.returncode == 0 and site != new:
            result.wrong.append(f"{fault}: says that all is well, but published nothing")
        elif done.returncode == 3 and "kbgen: cannot " not in done.stderr:
            result.wrong.append(f"{fault}: does not say what failed: {done.stderr}")


class FirstBench(Bench):
    """Publishes to a folder that is not there yet."""

    def prepare(self):
        super().prepare()
        shutil.rmtree(self.target)
        self.project.write(self.states[1])
        done = self.run()
        assert done.returncode == 0, done.stderr
        found = faults.all_faults(self.log)
        shutil.rmtree(self.target)
        self.sites[0] = None
        return found

    def strike(self, fault, result):
        super().strike(fault, result)
        self.states.reverse()
        self.sites.reverse()
        shutil.rmtree(self.target)


class InPlaceBench(Bench):
    """Publishes to a mount point, where files are moved one by one: between two moves there is a mixture."""

    def __init__(self, folder: Path):
        super().__init__(folder)
        self.project.target.mkdir()
        self.namespace = MountNamespace(f"mount -t tmpfs none '{self.project.target}'")
        self.before = self.namespace.before

    @property
    def target(self) -> Path:
        return self.namespace.path(self.project.target)

    @property
    def staging(self) -> Path:
        return self.target / ".kbgen-staging"

    def look(self, fault, done, old, new, result):
        site = tree(self.target)
        paths = {path for path in site if not path.startswith(".kbgen-staging")}
        lost = (set(old) & set(new)) - paths
        half = [
            path for path in paths
            if path != ".kbgen-manifest.json" and site[path] not in (old.get(path), new.get(path))
        ]
        if lost or half:
            result.torn.append(f"{fault}: lost {lost}, half-written {half}")


class Result:
    """What came of many faults."""

    def __init__(self):
        self.struck: Counter = Counter()
        self.missed = 0
        self.torn: list[str] = []
        self.wrong: list[str] = []
        self.broken: list[str] = []


def sample(found: list[faults.Fault]) -> list[faults.Fault]:
    """All faults, or some of each call and kind, spread evenly over the run."""
    if os.environ.get("KBGEN_ALL_FAULTS"):
        return found
    groups: dict[tuple, list[faults.Fault]] = {}
    for fault in found:
        groups.setdefault((fault.call, fault.kind), []).append(fault)
    each = max(1, SAMPLE // len(groups))
    return [
        group[(2 * place + 1) * len(group) // (2 * min(each, len(group)))]
        for group in groups.values()
        for place in range(min(each, len(group)))
    ]


def sweep(kind: type[Bench], folder: Path) -> Result:
    """Tries the faults with several benches at once."""
    benches = [kind(folder / f"bench{number}") for number in range(WORKERS)]
    found = benches[0].prepare()
    for bench in benches[1:]:
        bench.prepare()
    chosen = sample(found)
    waiting = iter(chosen)
    lock = threading.Lock()
    result = Result()

    def work(bench: Bench):
        while True:
            with lock:
                fault = next(waiting, None)
            if fault is None or result.broken:
                return
            try:
                bench.strike(fault, result)
            except Exception as error:
                result.broken.append(f"{fault}: {error}")

    threads = [threading.Thread(target=work, args=(bench,)) for bench in benches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    report(kind.__name__, found, chosen, result)
    return result


def report(name: str, found, chosen, result: Result):
    kills = sum(number for (_, kind), number in result.struck.items() if kind == "KILL")
    total = sum(result.struck.values())
    print(
        f"\n{name}: {len(found)} faults known, {len(chosen)} tried, {total} took place ({kills} kills, "
        f"{total - kills} errors), {result.missed} did not; {len(result.torn)} torn sites"
    )


@pytest.mark.parametrize("kind", [Bench, FirstBench, InPlaceBench])
def test_no_fault_tears_the_site(kind, folder, capsys):
    with capsys.disabled():
        if kind is InPlaceBench:
            with MountNamespace("mount -t tmpfs none /mnt") as namespace:
                if not namespace.works:
                    pytest.skip("mounts of one's own are not permitted here")
        result = sweep(kind, folder)
    assert not result.broken, result.broken
    assert not result.torn, result.torn
    assert not result.wrong, "\n".join(result.wrong)
    assert result.struck, "no fault took place"
