"""Two builds at once, signals, and closed streams: nobody gets in another's way, and nothing is left."""

import fcntl
import os
import re
import signal
import subprocess
import time

import pytest

from small_project import NEW, Project, article, statuses


class Busy:
    """Holds the lock of a project's output folder, as a build that writes does."""

    def __init__(self, project, inside=False):
        staging = project.target / ".kbgen-staging" if inside else project.folder / ".public.kbgen-staging"
        staging.mkdir(exist_ok=True)
        self.file = open(staging / "lock", "w")
        fcntl.flock(self.file, fcntl.LOCK_EX)
        self.file.write("4711")
        self.file.flush()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()


@pytest.mark.parametrize("verb", ["build", "clean"])
def test_the_second_one_ends_with_four_and_names_the_first(project, verb):
    project.publish()
    before = statuses(project.target)
    with Busy(project):
        done = project.run(verb=verb)
    assert done.returncode == 4
    assert re.search(
        r"^kbgen: Another build \(process 4711\) is writing to \S+/public since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\.\n$",
        done.stderr,
    ), done.stderr
    assert statuses(project.target) == before


def test_a_build_waits_as_long_as_it_is_told(project):
    project.publish()
    project.write(NEW)
    with Busy(project):
        start = time.monotonic()
        done = project.run("--wait", "1")
        assert done.returncode == 4
        assert time.monotonic() - start >= 1
        waiting = project.start("--wait", "60")
        assert waiting.stderr.readline().endswith(" Waiting.\n")
        assert waiting.poll() is None
    assert waiting.wait(timeout=60) == 0
    assert (project.target / "en/glow.html").exists()
    assert project.names() == ["Content", "public"]


def test_a_build_that_waits_can_be_interrupted(project):
    project.publish()
    with Busy(project):
        waiting = project.start("--wait", "60")
        waiting.stderr.readline()
        waiting.send_signal(signal.SIGINT)
        assert waiting.wait(timeout=5) == 130


def test_the_lock_of_the_output_folder_keeps_out_who_stages_elsewhere(project):
    project.publish()
    folder = os.open(project.target, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    done = project.run()
    assert done.returncode == 4
    os.close(folder)
    project.publish()
    assert project.names() == ["Content", "public"]


def test_many_at_once_end_with_zero_or_four_and_a_whole_site(folder):
    project = Project(folder / "project")
    project.publish()
    old = project.site()
    project.write(NEW)
    builds = [project.start("--wait", "60" if number % 2 else "0") for number in range(6)]
    ends = [(build.communicate(timeout=120)[1], build.returncode) for build in builds]
    assert all(status == 0 for number, (_, status) in enumerate(ends) if number % 2), ends
    assert all(status in (0, 4) for _, status in ends), ends
    site = project.site()
    assert site != old
    project.publish()
    assert project.site() == site
    assert project.names() == ["Content", "public"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_cleans_up_within_a_second(folder, number):
    project = Project(folder / "project")
    project.publish()
    before = project.site()
    project.write({f"en/{place // 50}/page{place}.md": article(f"Page {place}") for place in range(600)})
    build = project.start()
    staged = project.folder / ".public.kbgen-staging" / "site"
    while build.poll() is None and not (staged.is_dir() and any(staged.rglob("*.html"))):
        time.sleep(0.002)
    build.send_signal(number)
    start = time.monotonic()
    assert build.wait(timeout=10) == 128 + number
    assert time.monotonic() - start < 1
    assert project.site() == before
    assert project.names() == ["Content", "public"]


def test_closed_streams_do_not_become_files_of_the_site(project):
    project.publish()
    expected = project.site()
    project.run(verb="clean")
    line = "exec \"$@\" <&- >&- 2>&-"
    command = ["sh", "-c", line, "sh"] + project.command("--timings")
    assert subprocess.run(command, env=project.environment, timeout=60).returncode == 0
    assert project.site() == expected


def test_a_closed_pipe_is_not_a_failure(project):
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        project.command("--timings"), env=project.environment, stdout=writing, stderr=writing, timeout=60
    )
    os.close(writing)
    assert done.returncode == 0
    assert (project.target / "en/light.html").exists()


@pytest.mark.parametrize("mask", [0o000, 0o077, 0o777])
def test_modes_do_not_depend_on_the_umask(project, mask):
    done = project.run(umask=mask)
    assert done.returncode == 0
    modes = {oct(path.stat().st_mode & 0o7777) for path in project.target.rglob("*") if path.is_file()}
    folders = {oct(path.stat().st_mode & 0o7777) for path in project.target.rglob("*") if path.is_dir()}
    assert (modes, folders) == ({"0o644"}, {"0o755"})
