"""Mounts that nobody else sees: a process keeps a mount namespace open, others look into it."""

import subprocess
from pathlib import Path


class MountNamespace:
    """A mount namespace in which commands of shell have been run."""

    def __init__(self, commands: str):
        self.process = subprocess.Popen(
            ["unshare", "-m", "sh", "-c", f"{commands} && echo ready && exec sleep 100000"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        self.works = self.process.stdout.readline() == "ready\n"

    @property
    def before(self) -> list[str]:
        """The words that let a command run in the namespace."""
        return ["nsenter", f"--mount=/proc/{self.process.pid}/ns/mnt", "--"]

    def path(self, path: Path) -> Path:
        """Where a path of the namespace can be looked at from here."""
        return Path(f"/proc/{self.process.pid}/root{path}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.communicate()
