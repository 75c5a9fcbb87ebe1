"""One source gives one site: no byte and no mode depends on who builds it where, when and how."""

import datetime
import os
import random
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from reproducible_sites import (
    NOW,
    Build,
    Scratch,
    Tree,
    copied_in_order,
    hard_project,
    listed,
    own_project,
    program,
)

NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
LOCALES = ["C", "C.UTF-8", "POSIX", "tr_TR.UTF-8", "ar_SA.UTF-8", "de_DE", "ja_JP.eucJP", "xx_YY", ""]
ZONES = ["Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kathmandu", ":/nonexistent", "XYZ+7", ""]


@pytest.fixture(scope="module")
def scratch():
    scratch = Scratch()
    yield scratch
    scratch.remove()


@pytest.fixture(scope="module")
def project(scratch) -> Path:
    return hard_project(scratch.new("hard"))


@pytest.fixture(scope="module")
def expected(scratch, project) -> Tree:
    """The site as one thread makes it."""
    return Build(options=("--now", NOW, "--jobs", "1")).tree(project, scratch.new("site"))


@pytest.fixture
def same(scratch, project, expected):
    """Expects that a build of a project gives the expected site."""

    def same(build: Build, project=project, output=None):
        differences = expected.differences(build.tree(project, output or scratch.new("site")))
        assert not differences, "\n".join(differences[:20])

    return same


def instant(day: str, hour: int) -> str:
    """Seconds since 1970 of an hour of a day in UTC."""
    date = datetime.datetime.fromisoformat(day).replace(hour=hour, tzinfo=datetime.timezone.utc)
    return str(int(date.timestamp()))


def test_the_made_up_site_has_what_could_differ(expected):
    names = list(expected.files)
    for ending in [".html", ".json", ".xml", ".vcf", ".svg", ".js", ".css"]:
        assert any(name.endswith(ending) for name in names), ending
    assert len([n for n in names if n.startswith("assets/p1-")]) > 1
    for code in ["en", "tr", "ar", "el", "ja"]:
        assert f"{code}/basics/tonight.html" in names and f"{code}/basics/last-day.html" in names
        assert not {f"{code}/basics/{n}.html" for n in ["draft", "later", "over"]} & set(names)
    assert len(names) > 200


def test_a_site_is_folders_and_files_that_everybody_can_read(expected):
    assert set(expected.kinds.values()) == {("d", 0o755), ("-", 0o644)}
    assert all((kind == "-") == (name in expected.files) for name, (kind, _) in expected.kinds.items())


@pytest.mark.parametrize("jobs", [2, 7, 64])
def test_the_number_of_threads_changes_nothing(same, jobs):
    same(Build(options=("--now", NOW, "--jobs", str(jobs))))


@pytest.mark.parametrize("locale", LOCALES)
def test_the_locale_changes_nothing(same, locale):
    same(Build(environment={"LC_ALL": locale, "LANG": locale, "LANGUAGE": locale.split("_")[0]}))


def test_no_locale_changes_nothing(same):
    same(Build(environment={"LC_ALL": None, "LANG": "tr_TR.UTF-8", "LC_NUMERIC": "de_DE.UTF-8"}))


@pytest.mark.parametrize("zone", ZONES)
def test_the_time_zone_changes_nothing(same, zone):
    same(Build(environment={"TZ": zone}))


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("day,hour", [("2026-05-31", 10), ("2026-06-01", 9)])
def test_an_instant_is_a_day_of_the_site_whatever_the_time_zone_here(same, zone, day, hour):
    # The site's zone is 14 hours ahead: its 1 June begins at ten in the morning of 31 May.
    same(Build(options=(), environment={"TZ": zone, "SOURCE_DATE_EPOCH": instant(day, hour)}))


def test_another_day_is_another_site(scratch, project, expected):
    tree = Build(options=(), environment={"SOURCE_DATE_EPOCH": instant("2026-06-01", 10)}).tree(
        project, scratch.new("site")
    )
    assert "en/basics/later.html" in tree.files and "en/basics/last-day.html" not in tree.files


def clock(time: str) -> tuple[str, ...]:
    """Runs a program with the clock moved."""
    if not shutil.which("faketime"):
        pytest.skip("there is no faketime to move the clock with")
    return ("faketime", "-f", time)


@pytest.mark.parametrize("time", ["@1999-12-31 23:59:59", "@2037-02-28 12:00:00", "+400d x1000"])
@pytest.mark.parametrize("pinned", ["--now", "SOURCE_DATE_EPOCH"])
def test_the_clock_changes_nothing_when_the_day_is_pinned(same, time, pinned):
    if pinned == "--now":
        same(Build(before=clock(time)))
    else:
        epoch = instant(NOW, 1)
        same(Build(options=(), before=clock(time), environment={"SOURCE_DATE_EPOCH": epoch}))


def test_the_moved_clock_is_what_the_program_sees(scratch, project):
    moved = Build(options=(), before=clock("@2026-06-03 12:00:00"))
    tree = moved.tree(project, scratch.new("site"))
    assert "en/basics/later.html" in tree.files and "en/basics/last-day.html" not in tree.files


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_folders_changes_nothing(scratch, project, same, seed):
    copy = copied_in_order(project, scratch.new("copy"), seed)
    if listed(copy) == listed(project):
        pytest.skip("this file system lists files in one order, however they were made")
    same(Build(), copy)


@pytest.mark.parametrize("name", ["x", "a b", "été %41 \"'&<", "-x", "public", "deep/" * 20 + "x"])
def test_the_place_of_the_project_changes_nothing(scratch, project, same, name):
    copy = scratch.new() / name
    shutil.copytree(project, copy)
    same(Build(), copy)


@pytest.mark.parametrize("name", ["x", "a b", "été %41 \"'&<", ".hidden", "deep/" * 20 + "x"])
def test_the_place_of_the_site_changes_nothing(scratch, same, name):
    same(Build(), output=scratch.new() / name)


def test_the_way_the_project_is_named_changes_nothing(scratch, project, same):
    link = scratch.new("link")
    link.symlink_to(project)
    for name, cwd in [
        (".", project),
        ("./", project),
        (f"../{project.name}", project),
        (project.name, project.parent),
        (f"{project.name}/", project.parent),
        (f"{project.name}/Content/..", project.parent),
        (f"{project}//", Path("/")),
        (link, Path("/")),
    ]:
        same(Build(cwd=cwd), name)
        same(Build(cwd=cwd), name, os.path.relpath(scratch.new("site"), cwd))


def test_the_user_changes_nothing(scratch, project, expected):
    if os.geteuid() != 0:
        pytest.skip("only root can become another user")
    # The program may stand where only root comes.
    mine = scratch.new("kbgen")
    shutil.copy(program(), mine)
    if subprocess.run([*NOBODY, mine, "--help"], capture_output=True).returncode != 0:
        pytest.skip("another user cannot run the program here")
    parent = scratch.new("of-nobody")
    parent.mkdir()
    os.chown(parent, 65534, 65534)
    command = [*NOBODY, mine, "build", project, "--output", parent / "site", "--now", NOW]
    done = subprocess.run(command, cwd="/", env={"PATH": os.environ["PATH"]}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (parent / "site").stat().st_uid == 65534
    assert not expected.differences(Tree.read(parent / "site"))


@pytest.mark.parametrize("umask", [0, 0o022, 0o077, 0o777])
def test_the_umask_changes_nothing(same, umask):
    same(Build(umask=umask))


def test_times_and_modes_of_the_source_change_nothing(scratch, project, same):
    copy = scratch.new("copy")
    shutil.copytree(project, copy)
    dice = random.Random(5)
    for path in copy.rglob("*"):
        time = dice.choice([0, 1, 2**31, 4_000_000_000])
        path.chmod(0o700 if path.is_dir() else dice.choice([0o400, 0o600, 0o666, 0o755]))
        os.utime(path, (time, time))
    same(Build(), copy)


def test_what_stood_there_before_changes_nothing(scratch, project, same):
    target = scratch.new("site")
    Build(options=("--now", "2030-01-01", "--drafts")).tree(project, target)
    same(Build(), output=target)
    same(Build(), output=target)


def test_all_of_it_together_changes_nothing_of_the_projects_own_site(scratch):
    project = own_project(scratch.new("own"))
    expected = Build(options=("--now", NOW, "--jobs", "1")).tree(project, scratch.new("site"))
    copy = copied_in_order(project, scratch.new("another name") / "and place", 11)
    environment = {"LC_ALL": "tr_TR.UTF-8", "TZ": "America/Los_Angeles", "HOME": "/", "TMPDIR": "/nonexistent"}
    build = Build(
        options=("--now", NOW, "--jobs", "7"), environment=environment, cwd=copy, umask=0o077
    )
    differences = expected.differences(build.tree(".", "public"))
    assert not differences, "\n".join(differences[:20])
    assert set(expected.kinds.values()) == {("d", 0o755), ("-", 0o644)}


# Names of the machine and of who works at it, none of which may be in a site.
NAMES = {
    "project": "zqproject",
    "above": "zqworkshop",
    "site": "zqoutput",
    "user": "zqalice",
    "host": "zqmachine",
    "home": "zqhome",
}


def own_host(name: str) -> tuple[str, ...]:
    """Runs a program on a machine of another name; only where root may do so."""
    command = ("unshare", "--uts", "sh", "-c", f'hostname {name} && exec "$@"', "sh")
    works = subprocess.run([*command, "true"], capture_output=True).returncode == 0
    return command if works else ()


@pytest.mark.parametrize("make", [hard_project, own_project])
def test_a_site_tells_nothing_of_the_machine_it_was_built_on(scratch, make):
    folder = scratch.new(NAMES["above"])
    project = make(folder / NAMES["project"])
    home = folder / NAMES["home"]
    home.mkdir()
    before = own_host(NAMES["host"])
    build = Build(
        before=before,
        cwd=project,
        environment={
            "USER": NAMES["user"],
            "LOGNAME": NAMES["user"],
            "USERNAME": NAMES["user"],
            "EMAIL": NAMES["user"] + "@example.org",
            "HOSTNAME": NAMES["host"],
            "HOME": str(home),
            "PWD": str(project),
            "XDG_CACHE_HOME": str(home / "cache"),
            "TMPDIR": str(home),
        },
    )
    tree = build.tree(project, folder / NAMES["site"])
    own = [socket.gethostname(), str(scratch.path), str(Path(program()).parent)]
    assert not tree.holders([*NAMES.values(), *(name for name in own if len(name) > 4)])
    left = [path for path in home.rglob("*") if "cache" not in path.relative_to(home).parts]
    assert not left, "a build leaves nothing in the home folder but its cache"
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        NAMES[name] for name in ["project", "site", "home"]
    )
    print("host name:", "changed" if before else "only in HOSTNAME, unshare is not allowed here")


def test_names_in_a_site_would_be_found(scratch):
    project = hard_project(scratch.new(NAMES["project"]))
    settings = project / "Content/site.yaml"
    settings.write_text(settings.read_text().replace("Help", "Help of ZQAlice"))
    tree = Build().tree(project, scratch.new("site"))
    assert "en/index.html" in tree.holders(list(NAMES.values()))[NAMES["user"]]
