"""Prints a row for each tool, and how many times kbgen's time each one takes."""

HEAD = (
    "| tool | version | articles | wall s | CPU s | peak MB | files | MB | times kbgen | CPU, times kbgen |\n"
    "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|"
)


def seconds(value, is_cut):
    return ("> " if is_cut else "") + (f"{value:.2f}" if value < 10 else f"{value:.1f}")


def row(result):
    cells = [result["tool"], result["version"], str(result["articles"])]
    if result["failure"]:
        last = result["failure"].strip().splitlines()[-1]
        return "| " + " | ".join([*cells, f"failed: {last}"]) + " |"
    cut = result["isCut"]
    times = [f"{'> ' if cut else ''}{result[key]:.1f}" for key in ("timesKbgen", "cpuTimesKbgen")]
    cells += [seconds(result["wallSeconds"], cut), seconds(result["cpuSeconds"], cut)]
    cells += [f"{result['peakBytes'] / 1e6:.0f}", str(result["files"]), f"{result['bytes'] / 1e6:.1f}"]
    return "| " + " | ".join(cells + times) + " |"


def print_head(languages, kind, note):
    print(f"\nThe same {kind} in {languages} languages, everything in memory; {note}\n\n{HEAD}", flush=True)


def print_row(result):
    print(row(result), flush=True)
