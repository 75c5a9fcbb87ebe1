"""Disks that are really full, files that are too large, sources that cannot be written to."""

import os
import resource
import shutil

import pytest

from namespaces import MountNamespace
from small_project import NEW, article, statuses, tree

LARGE = {"en/large.md": article("Large", "A long text.\n\n" * 30_000), "en/same.md": article("Same")}


@pytest.fixture
def disk(folder):
    """A disk of 700 kB with a project's output folder on it."""
    mounted = folder / "disk"
    mounted.mkdir()
    with MountNamespace(f"mount -t tmpfs -o size=700k none '{mounted}'") as namespace:
        if not namespace.works:
            pytest.skip("mounts of one's own are not permitted here")
        yield namespace, mounted


@pytest.mark.parametrize("place", ["site", "."])
def test_a_full_disk_leaves_the_old_site(project, disk, place):
    namespace, mounted = disk
    output = ["--output", str(mounted / place)]
    assert project.run(*output, before=namespace.before).returncode == 0
    target = namespace.path(mounted / place)
    before = tree(target)
    project.write(LARGE)
    done = project.run(*output, before=namespace.before)
    assert done.returncode == 3
    assert "No space left on device" in done.stderr
    assert tree(target) == before
    assert os.listdir(namespace.path(mounted)) == ["site"] or place == "."
    project.write(NEW)
    assert project.run(*output, before=namespace.before).returncode == 0
    assert "en/glow.html" in tree(target)
    assert not any("staging" in path for path in tree(namespace.path(mounted)))


def test_a_limit_for_files_leaves_the_old_site(project):
    project.publish()
    before = project.site()
    project.write(LARGE)

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    done = project.run(preexec_fn=limit)
    assert done.returncode == 3
    assert "File too large" in done.stderr and "large" in done.stderr
    assert project.site() == before
    assert project.names() == ["Content", "public"]


def test_a_limit_for_open_files_leaves_the_old_site(project):
    project.publish()
    before = project.site()
    project.write(NEW)
    for number in range(6, 40):
        def limit(number=number):
            resource.setrlimit(resource.RLIMIT_NOFILE, (number, number))

        done = project.run(preexec_fn=limit)
        if done.returncode == 0:
            break
        # Without a free number a folder cannot be opened to be emptied either: the next build does that.
        assert project.site() == before
    assert done.returncode == 0
    assert project.site() != before
    assert project.names() == ["Content", "public"]


def test_sources_that_cannot_be_written_to_are_enough(project, folder):
    (project.folder / "Themes/own").mkdir(parents=True)
    before = statuses(project.folder)
    output = ["--output", str(folder / "site")]
    bind = f"mount --bind '{project.folder}' '{project.folder}' && mount -o remount,bind,ro '{project.folder}'"
    with MountNamespace(bind) as namespace:
        if not namespace.works:
            pytest.skip("mounts of one's own are not permitted here")
        for _ in range(2):
            done = project.run(*output, before=namespace.before)
            assert done.returncode == 0, done.stderr
    assert statuses(project.folder) == before
    assert (folder / "site/en/light.html").exists()


def test_nothing_is_written_into_the_sources(project):
    before = statuses(project.content), project.content.stat().st_ctime_ns
    for state in range(2):
        project.publish()
        assert project.run("--strict").returncode == 0
    assert project.run(verb="clean").returncode == 0
    assert (statuses(project.content), project.content.stat().st_ctime_ns) == before


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="only root can be another user")
def test_another_user_publishes_inside_a_folder_that_is_not_theirs(project, folder):
    as_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"]
    folder.chmod(0o755)
    project.cache.mkdir(mode=0o777)
    # The folder around it is root's, so nothing can be staged beside it.
    target = folder / "theirs"
    target.mkdir()
    os.chown(target, 65534, 65534)
    before = statuses(project.folder)
    for state in [None, NEW]:
        done = project.run("--output", str(target), before=as_nobody)
        assert done.returncode == 0, done.stderr
    assert (target / "en/light.html").stat().st_uid == 65534
    assert statuses(project.folder) == before
    assert not any("staging" in name for name in os.listdir(target) + os.listdir(folder))
    done = project.run(before=as_nobody)
    assert done.returncode == 3
    assert "kbgen: cannot create folder " in done.stderr and "Permission denied" in done.stderr
