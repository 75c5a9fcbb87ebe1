"""Only what kbgen wrote is overwritten or deleted; what others have put there stays where it is wanted."""

import os
import shutil
import stat
import time

import pytest

from namespaces import MountNamespace
from small_project import NEW, article, statuses, tree


@pytest.fixture
def shared(project):
    """A published site in which others have put files and a folder."""
    project.publish()
    (project.target / "CNAME").write_text("help.example.org\n")
    known = project.target / ".well-known"
    known.mkdir(mode=0o750)
    (known / "security.txt").write_text("Contact: mailto:help@example.org\n")
    (known / "empty").mkdir()
    (known / "link").symlink_to("security.txt")
    return project


KEEP = ["--keep", "CNAME", "--keep", ".well-known/"]


def test_foreign_files_stop_the_build_with_their_list(shared):
    before = statuses(shared.target)
    done = shared.run()
    assert done.returncode == 2
    for name in ["CNAME", ".well-known/security.txt", ".well-known/link"]:
        assert f"\n  {name}\n" in done.stderr
    assert "--keep" in done.stderr
    assert statuses(shared.target) == before


def test_kept_files_are_the_same_files_in_the_new_site(shared):
    before = {name: (shared.target / name).lstat() for name in ["CNAME", ".well-known/security.txt"]}
    shared.write(NEW)
    assert "written" in shared.publish(*KEEP)
    site = shared.site()
    assert "en/glow.html" in site and "en/dark.html" not in site
    for name, status in before.items():
        now = (shared.target / name).lstat()
        assert (now.st_ino, now.st_mtime_ns) == (status.st_ino, status.st_mtime_ns)
        assert now.st_nlink == 1
    assert os.readlink(shared.target / ".well-known/link") == "security.txt"
    assert (shared.target / ".well-known/empty").is_dir()
    assert stat.S_IMODE((shared.target / ".well-known").stat().st_mode) == 0o750
    assert shared.names() == ["Content", "public"]


def test_the_settings_name_files_to_keep_too(shared):
    settings = shared.content / "site.yaml"
    settings.write_text(settings.read_text() + "keep: [CNAME, .well-known/]\n")
    shared.write(NEW)
    shared.publish()
    assert (shared.target / "CNAME").exists() and (shared.target / ".well-known/security.txt").exists()
    assert shared.run(verb="clean").returncode == 0
    assert (shared.target / "CNAME").exists() and not (shared.target / "en").exists()
    settings.write_text(settings.read_text().replace("CNAME", "../CNAME"))
    done = shared.run()
    assert done.returncode == 1
    assert "Content/site.yaml:5:8: error: '../CNAME'" in done.stderr


@pytest.mark.parametrize(
    "name, options", [("en/note.txt", []), (".well-known/token", KEEP), ("CNAME", KEEP)]
)
def test_files_that_come_during_a_build_are_not_deleted_with_the_old_site(shared, name, options):
    shared.publish(*KEEP)
    if not options:
        (shared.target / "CNAME").unlink()
        shutil.rmtree(shared.target / ".well-known")
    shared.write({f"en/{place // 50}/page{place}.md": article(f"Page {place}") for place in range(300)})
    build = shared.start(*options)
    staged = shared.folder / ".public.kbgen-staging" / "site"
    while build.poll() is None and not (staged.is_dir() and any(staged.rglob("*.html"))):
        time.sleep(0.002)
    new = shared.folder / "new"
    new.write_text("mine")
    new.rename(shared.target / name)
    errors = build.communicate(timeout=60)[1]
    assert (shared.target / name).read_text() == "mine"
    assert build.returncode in (0, 2), errors
    if build.returncode == 2:
        assert f"  {name}\n" in errors
    assert shared.names() == ["Content", "public"]
    if options:
        shared.publish(*options)
        assert (shared.target / name).read_text() == "mine"


def test_a_mount_in_the_output_folder_is_not_emptied(shared):
    disk = shared.target / "disk"
    disk.mkdir()
    other = shared.folder.parent / "other"
    other.mkdir()
    (other / "precious").write_text("x")
    before = tree(shared.target)
    # Also one of the same file system, which only its links tell.
    for mount in [f"mount -t tmpfs none '{disk}' && touch '{disk}/file'", f"mount --bind '{other}' '{disk}'"]:
        with MountNamespace(mount) as namespace:
            if not namespace.works:
                pytest.skip("mounts of one's own are not permitted here")
            shared.write(NEW)
            done = shared.run(*KEEP, "--keep", "disk/", before=namespace.before)
            assert done.returncode == 2
            assert "mount" in done.stderr
            assert len(list(namespace.path(disk).iterdir())) == 1
        assert tree(shared.target) == before
    assert (other / "precious").exists()


def test_kept_files_do_not_make_a_site_look_changed(shared):
    shared.publish(*KEEP)
    before = statuses(shared.target)
    shared.publish(*KEEP)
    assert statuses(shared.target) == before


@pytest.mark.parametrize("pattern", ["*.txt", "index.html", "en/", "en/*.html", "[0-9]*", "en"])
def test_a_pattern_that_fits_a_file_of_the_site_is_refused(project, pattern):
    project.publish()
    before = statuses(project.target)
    done = project.run("--keep", pattern)
    assert done.returncode == 2
    assert f"'{pattern}'" in done.stderr and "a file of the site" in done.stderr
    assert statuses(project.target) == before


@pytest.mark.parametrize("pattern", ["", "/CNAME", "../x", "a//b", "a/./b", ".kbgen-*", "*"])
def test_a_pattern_that_says_nothing_usable_is_refused(project, pattern):
    done = project.run("--keep", pattern)
    assert done.returncode == 2
    assert f"'{pattern}'" in done.stderr
    assert project.names() == ["Content"]


def test_patterns_do_not_reach_into_folders_unasked(project):
    project.publish()
    (project.target / "notes.md").write_text("mine")
    (project.target / "en/notes.md").write_text("mine")
    done = project.run("--keep", "*.md")
    assert done.returncode == 2
    assert "  en/notes.md\n" in done.stderr and "  notes.md\n" not in done.stderr
    project.publish("--keep", "*.md", "--keep", "*/*.md")
    assert (project.target / "en/notes.md").read_text() == "mine"


def test_a_kept_file_in_the_way_of_a_folder_is_named(project):
    project.publish()
    (project.target / "fr").write_text("a file")
    (project.content / "site.yaml").write_text(
        "title: T\nbase-url: https://help.example.org\nlanguages: [en, fr]\n"
    )
    done = project.run("--keep", "fr")
    assert done.returncode == 2
    assert "'fr'" in done.stderr
    assert (project.target / "fr").read_text() == "a file"


def test_an_edited_page_is_not_overwritten(project):
    project.publish()
    page = project.target / "en/light.html"
    page.write_text("edited")
    project.write(NEW)
    done = project.run()
    assert done.returncode == 2
    assert "  en/light.html\n" in done.stderr
    assert page.read_text() == "edited"


def test_links_are_deleted_never_followed(project):
    project.publish()
    precious = project.folder.parent / "precious"
    precious.mkdir()
    (precious / "file").write_text("precious")
    rest = project.folder / ".public.kbgen-staging" / "site"
    rest.mkdir(parents=True)
    (rest / "link").symlink_to(precious)
    (rest / "file").symlink_to(precious / "file")
    project.publish()
    assert project.names() == ["Content", "public"]
    assert (precious / "file").read_text() == "precious"


def test_a_manifest_that_leads_out_of_the_folder_is_none(project):
    project.publish()
    precious = project.folder / "precious"
    precious.write_text("x")
    manifest = project.target / ".kbgen-manifest.json"
    text = manifest.read_text()
    manifest.write_text(text.replace('{"path":"404.html"', '{"path":"../precious"'))
    for verb in ["build", "clean"]:
        done = project.run(verb=verb)
        assert done.returncode == 2
        assert ".kbgen-manifest.json" in done.stderr
    assert precious.read_text() == "x"


@pytest.mark.parametrize(
    "output", ["Content", "Content/en/x", "Themes", "Themes/own/site", ".", "..", "/", "../home", "../repository", "../full"]
)
def test_outputs_that_would_do_harm_are_refused(project, output):
    home = project.folder.parent / "home"
    home.mkdir()
    (project.folder.parent / "repository/.git").mkdir(parents=True)
    full = project.folder.parent / "full"
    full.mkdir()
    (full / "thesis.txt").write_text("ten years")
    before = tree(project.folder.parent)
    environment = project.environment | {"HOME": str(home)}
    for verb in ["build", "clean"]:
        done = project.run("--output", str(project.folder / output), verb=verb, env=environment)
        assert done.returncode == 2, done.stderr
        assert done.stderr.startswith("kbgen: ")
    assert tree(project.folder.parent) == before


def test_clean_takes_the_site_away_and_nothing_else(project):
    project.publish()
    done = project.run(verb="clean")
    assert done.returncode == 0
    assert " files deleted" in done.stderr
    assert project.names() == ["Content"]
    assert not any(project.cache.rglob("*.files"))
    again = project.run(verb="clean")
    assert again.returncode == 0
    assert again.stderr.startswith("nothing to clean")


def test_clean_stops_at_files_of_others_and_leaves_kept_ones(shared):
    before = statuses(shared.target)
    done = shared.run(verb="clean")
    assert done.returncode == 2
    assert "  CNAME\n" in done.stderr
    assert statuses(shared.target) == before
    done = shared.run(*KEEP, verb="clean")
    assert done.returncode == 0
    assert "3 files kept" in done.stderr
    assert set(tree(shared.target)) == {
        "CNAME", ".well-known", ".well-known/security.txt", ".well-known/link", ".well-known/empty",
    }
    shared.publish(*KEEP)
    assert (shared.target / "CNAME").exists() and (shared.target / "en/light.html").exists()


def test_clean_takes_away_what_a_crash_has_left(project):
    for place in [project.folder / ".public.kbgen-staging", project.target / ".kbgen-staging"]:
        project.publish()
        (place / "site/en").mkdir(parents=True)
        (place / "site/en/half.html").write_text("half")
        done = project.run(verb="clean")
        assert done.returncode == 0
        assert "died" in done.stderr
        assert project.names() == ["Content"]


def test_an_edited_page_stops_cleaning(project):
    project.publish()
    (project.target / "en/light.html").write_text("edited")
    before = statuses(project.target)
    done = project.run(verb="clean")
    assert done.returncode == 2
    assert "  en/light.html\n" in done.stderr
    assert statuses(project.target) == before
