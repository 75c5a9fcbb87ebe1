"""A site that would be made again from the same files is not made; whenever anything could differ, it is."""

import os
import shutil
import subprocess
import time

import pytest

from small_project import NEW, OLD, article, counts, program


def sources_read(project, folder, *options, binary=None) -> int:
    """How many articles a build reads."""
    log = folder / "log"
    command = project.command(*options)
    command[0] = str(binary or command[0])
    done = subprocess.run(
        ["strace", "-f", "-o", str(log), "-e", "trace=openat", *command],
        capture_output=True, text=True, env=project.environment, timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert counts(done.stderr.splitlines()[-1])["files"] > 10
    return sum('.md", O_RDONLY' in line for line in log.read_text().splitlines())


@pytest.fixture
def built(project):
    """A project whose site has been made twice, so that all of its files are known."""
    time.sleep(0.05)
    for _ in range(3):
        project.publish()
    return project


def test_nothing_is_read_when_nothing_has_changed(built, folder):
    site = built.site()
    assert sources_read(built, folder) == 0
    assert built.site() == site


@pytest.mark.parametrize(
    "options",
    [["--no-cache"], ["--drafts"], ["--strict"], ["--base-url", "https://other.example.org"],
     ["--now", "2026-06-02"], ["--keep", "CNAME"]],
    ids=lambda options: options[0],
)
def test_other_options_make_it_again(built, folder, options):
    assert sources_read(built, folder, *options) == 3


def touch(project):
    os.utime(project.content / "en/light.md")


def edit(project):
    path = project.content / "en/light.md"
    status = path.stat()
    path.write_text(path.read_text().replace("Light", "Night"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def add_asset(project):
    (project.content / "new.png").write_bytes(b"")


def add_theme(project):
    path = project.folder / "Themes/base/assets/other.css"
    path.parent.mkdir(parents=True)
    path.write_text("/* more */")


def change_settings(project):
    path = project.content / "site.yaml"
    path.write_text(path.read_text().replace("Lantern", "Candle"))


def lose_a_page(project):
    (project.target / "en/light.html").unlink()


def touch_a_page(project):
    os.utime(project.target / "en/light.html")


@pytest.mark.parametrize(
    "change", [touch, edit, add_asset, add_theme, change_settings, lose_a_page, touch_a_page]
)
def test_a_change_makes_it_again(built, folder, change):
    change(built)
    assert sources_read(built, folder) == 3
    site = built.site()
    built.publish("--no-cache")
    assert built.site() == site


def test_an_edited_page_stops_the_build(built):
    page = built.target / "en/light.html"
    text = page.read_bytes()
    page.write_bytes(text.replace(b"Light", b"Fight"))
    done = built.run()
    assert done.returncode == 2 and "en/light.html" in done.stderr


def test_another_program_makes_it_again(built, folder):
    other = folder / "kbgen"
    shutil.copy(program(), other)
    assert sources_read(built, folder, binary=other) == 3


def test_what_is_to_be_said_is_said_again(project):
    project.write({**OLD, "en/dark.md": article("Dark", "![](../plan.svg)")})
    (project.content / "plan.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    time.sleep(0.05)
    said = [project.run().stderr.splitlines()[:-1] for _ in range(3)]
    assert said[0] and said[0] == said[1] == said[2]


def test_what_is_no_file_is_reported_though_no_file_has_changed(built):
    os.mkfifo(built.content / "en/pipe")
    done = built.run()
    assert "en/pipe" in done.stderr and "stray-file" in done.stderr


def test_cleaning_forgets_all(built):
    assert built.run(verb="clean").returncode == 0
    assert not list((built.cache / "kbgen").iterdir())


def test_a_damaged_record_is_none(built, folder):
    (record,) = (built.cache / "kbgen").glob("*.build")
    good = record.read_bytes()
    for bad in [b"", good[:40], good[:-9] + b"9" + good[-8:], b"{}", good[:32] + b"{}"]:
        record.write_bytes(bad)
        assert sources_read(built, folder) == 3


def test_a_record_of_another_site_is_none(built, folder):
    (record,) = (built.cache / "kbgen").glob("*.build")
    good = record.read_bytes()
    built.write(NEW)
    time.sleep(0.05)
    for _ in range(2):
        built.publish()
    record.write_bytes(good)
    assert sources_read(built, folder) == 3
    assert b"Glow" in (built.target / "en/glow.html").read_bytes()


def test_the_rest_of_a_build_that_died_is_taken_away(built):
    rest = built.folder / ".public.kbgen-staging"
    (rest / "site").mkdir(parents=True)
    built.publish()
    assert not rest.exists()
