"""Builds the two indexes and asks them, each through its own client under Node. An answer has `names`, the
pages found, best first, and for the queries of the sample what they cost."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import sites

HERE = Path(__file__).resolve().parent


def call(command, **options):
    """The output of a command; a failure ends the benchmark with what it said."""
    done = subprocess.run(command, capture_output=True, text=True, **options)
    if done.returncode:
        sys.exit(f"{command[0]} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def ask(script, task, queries):
    sampled = [{"text": query["text"], "isSampled": query["sampled"]} for query in queries]
    output = call(["node", HERE / script], input=json.dumps({**task, "queries": sampled}))
    answer = json.loads(output)
    for one in answer["answers"]:
        one["names"] = [name_of(url) for url in one.pop("results")]
    return answer


def name_of(url):
    """The name of a page by its address in either site."""
    return url.rpartition("/")[2].removesuffix(".html")


def ask_kbgen(program, core, folder, language, queries):
    project = folder / "project"
    call([program, "build", project, "--now", "2026-01-01"])
    task = {"core": str(core), "site": str(project / "public"), "language": language}
    return ask("kbgen.mjs", task, queries)


def ask_pagefind(program, folder, language, queries):
    """The same pages and queries give the same answer, so it is kept in the work folder."""
    key = digest([program, *HERE.glob("*.mjs"), *(folder / "html").iterdir()], queries)
    kept = folder / f"pagefind-{key}.json"
    if not kept.exists():
        bundle = folder / "pagefind"
        where = ["--site", folder / "html", "--output-path", bundle]
        sites.empty_folder(bundle)
        call([program, *where, "--force-language", language])
        answer = ask("pagefind.mjs", {"bundle": str(bundle), "language": language}, queries)
        kept.write_text(json.dumps(answer), "utf-8")
    return json.loads(kept.read_text("utf-8"))


def digest(files, queries):
    hash = hashlib.sha256(json.dumps(queries).encode())
    for file in sorted(files):
        hash.update(file.read_bytes())
    return hash.hexdigest()[:16]
