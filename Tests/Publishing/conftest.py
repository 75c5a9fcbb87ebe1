"""What all tests of publishing share. `KBGEN` names the program to test.

They look at the program from outside only: its exit status, what it prints, and the disk.
"""

import tempfile
from pathlib import Path

import pytest

from small_project import Project


@pytest.fixture
def folder():
    """A folder in memory, where there is such a place: each publication flushes its file system."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(
        prefix="kbgen-publishing-", dir=memory if memory.is_dir() else None
    ) as name:
        yield Path(name).resolve()


@pytest.fixture
def project(folder) -> Project:
    """The small project, not built yet."""
    return Project(folder / "project")
