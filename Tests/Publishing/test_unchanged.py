"""Only what has changed is written, and what is remembered between builds is never believed too much."""

import os

import pytest

from small_project import NEW, OLD, article, counts, statuses


def cache_file(project):
    """The file in which the statuses of the site are remembered."""
    (file,) = (project.cache / "kbgen").glob("*.files")
    return file


def test_unchanged_files_are_the_old_ones(project):
    first = counts(project.publish())
    assert first["written"] == first["files"] > 10 and first["unchanged"] == 0
    before = statuses(project.target)
    project.write(NEW)
    second = counts(project.publish())
    assert 0 < second["written"] < second["files"]
    assert second["written"] + second["unchanged"] == second["files"]
    assert second["deleted"] > 0
    after = statuses(project.target)
    assert after["en/same.html"][0] == before["en/same.html"][0]
    assert after["en/light.html"][0] != before["en/light.html"][0]
    assert all((project.target / path).stat().st_nlink == 1 for path in after if (project.target / path).is_file())


def test_a_build_without_changes_touches_nothing(project):
    project.publish()
    before = statuses(project.target), (project.target).stat().st_ino
    for _ in range(3):
        numbers = counts(project.publish())
        assert numbers["written"] == numbers["deleted"] == 0
    assert (statuses(project.target), project.target.stat().st_ino) == before


def test_the_site_is_that_of_a_first_build(project, folder):
    project.publish()
    for state in [NEW, OLD, NEW]:
        project.write(state)
        project.publish()
    warm = project.site()
    assert project.run(verb="clean").returncode == 0
    project.publish("--no-cache")
    assert project.site() == warm


def test_a_missing_file_and_a_wrong_mode_are_mended(project):
    project.publish()
    site = project.site()
    (project.target / "en/light.html").unlink()
    (project.target / "en/dark.html").chmod(0o600)
    (project.target / "en").chmod(0o700)
    (project.target / "empty").mkdir()
    numbers = counts(project.publish())
    assert numbers["written"] == 2
    assert project.site() == site


def settled(project):
    """Publishes until the cache knows every file: of those written last, the time is too young at first."""
    for _ in range(3):
        project.publish()


def reads_of_the_site(project, folder) -> int:
    """How many published files a build opens to read them."""
    log = folder / "log"
    done = project.run(before=["strace", "-f", "-o", str(log), "-e", "trace=openat"])
    assert done.returncode == 0, done.stderr
    return sum('.html", O_RDONLY|O_NONBLOCK|O_NOFOLLOW' in line for line in log.read_text().splitlines())


def test_files_that_are_known_are_not_read(project, folder):
    settled(project)
    assert reads_of_the_site(project, folder) == 0
    os.utime(project.target / "en/light.html")
    assert reads_of_the_site(project, folder) == 1


@pytest.mark.parametrize("options", [[], ["--no-cache"]])
def test_an_edit_that_keeps_size_and_time_is_found(project, options):
    settled(project)
    page = project.target / "en/light.html"
    status = page.stat()
    text = page.read_bytes()
    edited = text.replace(b"Light", b"Night")
    assert edited != text and len(edited) == len(text)
    with open(page, "r+b") as file:
        file.write(edited)
    os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))
    now = page.stat()
    assert (now.st_ino, now.st_size, now.st_mtime_ns) == (status.st_ino, status.st_size, status.st_mtime_ns)
    done = project.run(*options)
    assert done.returncode == 2
    assert "  en/light.html\n" in done.stderr
    assert page.read_bytes() == edited


def test_an_edit_right_after_a_build_is_found(project):
    for number in range(10):
        project.write({"en/page.md": article(f"Page {number}")})
        project.publish()
        page = project.target / "en/page.html"
        status = page.stat()
        text = page.read_bytes()
        with open(page, "r+b") as file:
            file.write(text.replace(b"Page", b"Pace"))
        os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))
        done = project.run()
        assert done.returncode == 2, f"round {number}"
        page.write_bytes(text)


def remove(file):
    file.unlink()


def cut(file):
    file.write_bytes(file.read_bytes()[:-5])


def flip(file):
    content = bytearray(file.read_bytes())
    content[60] ^= 1
    file.write_bytes(content)


def empty(file):
    file.write_bytes(b"")


def foreign(file):
    file.write_bytes(os.urandom(5_000))


def folder_instead(file):
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize("damage", [remove, cut, flip, empty, foreign, folder_instead])
def test_a_damaged_cache_is_no_cache(project, damage):
    settled(project)
    damage(cache_file(project))
    before = statuses(project.target)
    assert counts(project.publish())["written"] == 0
    assert statuses(project.target) == before
    (project.target / "en/light.html").write_text("edited")
    assert project.run().returncode == 2


def test_the_cache_of_another_site_is_no_cache(project):
    settled(project)
    remembered = cache_file(project).read_bytes()
    project.write(NEW)
    settled(project)
    cache_file(project).write_bytes(remembered)
    assert counts(project.publish())["written"] == 0


def test_a_cache_that_cannot_be_is_not_missed(project):
    for place in ["/proc/none", str(project.content), str(project.target), "relative"]:
        environment = project.environment | {"XDG_CACHE_HOME": place}
        done = project.run(env=environment)
        assert done.returncode == 0, done.stderr
    bare = project.run(env={"PATH": os.environ["PATH"]})
    assert bare.returncode == 0
    assert project.names() == ["Content", "public"]
    assert not project.cache.exists() and not any(project.content.rglob("kbgen"))


def test_without_cache_nothing_is_remembered(project):
    project.publish("--no-cache")
    project.publish("--no-cache")
    assert not project.cache.exists()
