"""Small sites that a test writes itself, built by the program that is tested."""

import os
import subprocess
from pathlib import Path

from conftest import NOW


def run(project: Path, files: dict[str, str]) -> subprocess.CompletedProcess:
    """Writes a project's files, named from `Content/`, and builds it into its folder `public`."""
    for name, text in files.items():
        path = project / "Content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    program = Path(os.environ["KBGEN"]).resolve()
    command = [str(program), "build", "--output", "public", "--now", NOW]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, timeout=60)


def build(project: Path, files: dict[str, str]) -> Path:
    """The folder of the built site."""
    done = run(project, files)
    assert done.returncode == 0, done.stdout + done.stderr
    return project / "public"
