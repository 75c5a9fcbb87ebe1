"""What all browser tests share: the built site, a server for it, a browser, and a watch over pages.

`KBGEN` names the program to test. The site is the project's own, built once into a folder that is
gone afterwards; `KBGEN_SITE` names a folder that is already built instead.
"""

import contextlib
import functools
import http.server
import os
import subprocess
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from built_site import BuiltSite

PROJECT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
NOW = "2026-06-01"

# Pictures are only taken when somebody wants to look at them.
collect_ignore = [] if "KBGEN_SCREENSHOTS" in os.environ else ["test_screenshots.py"]

# The kinds of pages that each language has, and those that the whole site has one of.
KINDS = ["home", "category", "article", "channel", "problem", "contact", "search", "a-z", "glossary"]
SINGLE_KINDS = ["not-found", "languages"]


def kinds_in(*languages: str) -> list[tuple[str, str]]:
    """Every kind of page in each of these languages, and the single ones once."""
    pages = [(kind, language) for kind in KINDS for language in languages]
    return pages + [(kind, languages[0]) for kind in SINGLE_KINDS]


def until(condition, seconds: float = 10):
    """Waits until a condition holds. Playwright's own waiting needs `eval`, which the policy refuses."""
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)
    return found


# Runs before the page's own scripts: what the policy refuses becomes an error in the console.
REPORT_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) => {
  console.error("policy refused " + event.violatedDirective + ": " + event.blockedURI);
});
"""


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> BuiltSite:
    """The project's own site, built; there must be nothing to say about its content."""
    if ready := os.environ.get("KBGEN_SITE"):
        return BuiltSite(Path(ready).resolve())
    return built(tmp_path_factory.mktemp("built") / "public", "--strict")


def built(folder: Path, *options: str) -> BuiltSite:
    """The project's own site, built into a folder that does not exist yet."""
    program = os.environ.get("KBGEN")
    assert program, "KBGEN must name the kbgen program"
    command = [str(Path(program).resolve()), "build", "--output", str(folder), "--now", NOW]
    command += options
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return BuiltSite(folder)


class SiteRequests(http.server.SimpleHTTPRequestHandler):
    """Serves the folder as an ordinary web server would, with the site's page for missing pages."""

    def __init__(self, *arguments, not_found: Path, **options):
        self.not_found = not_found
        super().__init__(*arguments, **options)

    def send_error(self, code, message=None, explain=None):
        if code != 404:
            return super().send_error(code, message, explain)
        body = self.not_found.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def server(site) -> str:
    """The address of the served site, with a slash at its end."""
    with served(site.folder, "404.html") as address:
        yield address


@contextlib.contextmanager
def served(folder: Path, not_found: str):
    """Serves a folder while the context lasts, and gives its address with a slash at its end."""
    handler = functools.partial(SiteRequests, not_found=folder / not_found, directory=str(folder))
    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}/"
    running.shutdown()
    running.server_close()


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests; each test has contexts of its own."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield running
        running.close()


class Watch:
    """What a page complained about and whom it asked for something."""

    def __init__(self, page, own_host: str):
        self.complaints: list[str] = []
        self.foreign: list[str] = []
        self.own_host = own_host
        page.on("console", self.hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self.note)

    def hear(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text} ({message.location})")

    def note(self, request):
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != self.own_host:
            self.foreign.append(request.url)


@pytest.fixture
def open_page(browser, server):
    """Opens a page of the served site in a context of its own: `open_page(path, width=390, …)`."""
    contexts = []

    def open_page(path: str, width: int = 1280, height: int = 900, **options):
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        context.set_default_timeout(10_000)
        if options.get("java_script_enabled", True):
            context.add_init_script(REPORT_VIOLATIONS)
        page = context.new_page()
        address = path if "://" in path else server + path
        page.watch = Watch(page, urlsplit(address).netloc)
        page.goto(address, wait_until="load")
        return page

    yield open_page
    for context in contexts:
        context.close()
