"""Runs a program and asks the kernel what it cost, its children included."""

import os
import signal
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Run:
    """What one run, or several in a row, cost: seconds and bytes."""

    wall: float = 0.0
    cpu: float = 0.0
    peak: int = 0
    # Whether the time limit ended it.
    is_cut: bool = False
    # What was said by a program that failed; nothing is measured then.
    failure: str = ""

    def then(self, other):
        return Run(
            self.wall + other.wall,
            self.cpu + other.cpu,
            max(self.peak, other.peak),
            self.is_cut or other.is_cut,
            self.failure or other.failure,
        )


def run(command, log, limit, cwd=None, env=None):
    """Runs a command in a process group of its own, which is ended after `limit` seconds."""
    reached = threading.Event()

    def end():
        reached.set()
        os.killpg(process.pid, signal.SIGKILL)

    with open(log, "wb") as out:
        start = time.monotonic()
        process = subprocess.Popen(
            command, stdout=out, stderr=out, cwd=cwd, env=env, start_new_session=True
        )
        timer = threading.Timer(limit, end)
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        timer.cancel()
        wall = time.monotonic() - start
    # The process is waited for; without this, Popen would try again.
    process.returncode = os.waitstatus_to_exitcode(status)
    failure = ""
    if process.returncode and not reached.is_set():
        failure = Path(log).read_text("utf-8", "replace")[-1500:] or f"exit code {process.returncode}"
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, reached.is_set(), failure)


def size_of(folder):
    """How many files of how many bytes lie below a folder."""
    files = total = 0
    for path, _, names in os.walk(folder):
        files += len(names)
        total += sum(os.stat(os.path.join(path, name)).st_size for name in names)
    return files, total
