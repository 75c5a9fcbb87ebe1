"""Faults of single system calls, injected by strace: where a run makes calls, and a run that fails there.

strace counts the calls of each thread from the moment it watches. To count from the publication on, the
run is made to wait for a lock, stopped, watched, and only then let go. On one processor it has one thread
that publishes, so the n-th call of a kind is the same one each time.
"""

import fcntl
import os
import re
import signal
import subprocess
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

# What a publication calls, and how each call can fail besides the program's death.
ERRORS = {
    "openat": ["EMFILE", "EACCES", "EIO", "EINTR"],
    "mkdir": ["ENOSPC", "EACCES"],
    "mkdirat": ["ENOSPC", "EDQUOT"],
    "write": ["ENOSPC", "EDQUOT", "EIO", "EINTR"],
    "read": ["EIO", "EINTR"],
    "close": ["EIO"],
    "fchmod": ["EIO"],
    "fchmodat": ["EPERM"],
    "fchown": ["EPERM"],
    "rename": ["EIO", "ENOSPC"],
    "renameat": ["EIO", "ENOSPC"],
    "renameat2": ["EIO", "EINVAL"],
    "unlink": ["EIO"],
    "unlinkat": ["EIO", "EACCES"],
    "linkat": ["EMLINK", "EIO"],
    "rmdir": ["EIO"],
    "syncfs": ["EIO", "ENOSPC", "EINTR"],
    "fsync": ["EIO"],
    "ftruncate": ["EIO", "EINTR"],
    "getdents64": ["EIO", "EINTR"],
    "newfstatat": ["EIO"],
    "utimensat": ["EPERM"],
    "flock": ["ENOLCK", "EINTR"],
    "readlink": ["EIO"],
}
CALLS = list(ERRORS)


@dataclass(frozen=True)
class Fault:
    """The death of the program (`KILL`) or an error at the n-th call of a kind."""

    call: str
    number: int
    kind: str

    @property
    def injection(self) -> str:
        what = "signal=KILL" if self.kind == "KILL" else f"error={self.kind}"
        return f"inject={self.call}:{what}:when={self.number}"


def one_processor():
    """Makes the coming program see one processor only."""
    os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[0]})


def watch(process: int, log: Path, fault: Fault | None) -> subprocess.Popen:
    """Watches all threads of a stopped process from now on."""
    options = ["-e", fault.injection] if fault else []
    watcher = subprocess.Popen(
        ["strace", "-f", "-qq", "-s", "200", "-o", str(log), "-p", str(process)]
        + ["-e", "trace=" + ",".join(CALLS), *options],
        stderr=subprocess.PIPE, text=True,
    )
    threads = Path(f"/proc/{process}/task")
    while any("TracerPid:\t0\n" in (one / "status").read_text() for one in threads.iterdir()):
        assert watcher.poll() is None, watcher.stderr.read()
        time.sleep(0.002)
    return watcher


def run(project, staging: Path, before: list[str], log: Path, fault: Fault | None = None):
    """A build that is watched, and struck by a fault if one is given, from the moment it has the lock on
    its staging folder."""
    staging.mkdir(exist_ok=True)
    with open(staging / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        build = subprocess.Popen(
            before + project.command("--jobs", "1", "--wait", "60"), env=project.environment, text=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, preexec_fn=one_processor,
        )
        line = build.stderr.readline()
        assert line.endswith(" Waiting.\n"), line
        # It has just looked at the lock, and sleeps for a while.
        time.sleep(0.01)
        build.send_signal(signal.SIGSTOP)
        watcher = watch(build.pid, log, fault)
    build.send_signal(signal.SIGCONT)
    errors = build.communicate(timeout=120)[1]
    watcher.communicate(timeout=60)
    return subprocess.CompletedProcess(build.args, build.returncode, "", errors)


def all_faults(log: Path) -> list[Fault]:
    """The faults that can strike the calls of a watched publication."""
    counts: dict[tuple[str, str], int] = Counter(
        re.findall(r"^(\d+) +(\w+)\(", log.read_text(errors="replace"), re.MULTILINE)
    )
    numbers: dict[str, int] = {}
    for (_, call), count in counts.items():
        numbers[call] = max(numbers.get(call, 0), count)
    return [
        Fault(call, number, kind)
        for call, count in sorted(numbers.items())
        for kind in ["KILL"] + ERRORS[call]
        for number in range(1, count + 1)
    ]


def has_struck(log: Path, fault: Fault) -> bool:
    """Whether the fault took place in a watched run."""
    text = log.read_text(errors="replace")
    return "+++ killed by SIGKILL" in text if fault.kind == "KILL" else "(INJECTED)" in text
