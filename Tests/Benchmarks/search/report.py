"""Prints the numbers of a run: a table for each language, their means, and the targets."""

from metrics import mean_of_tables

LEGEND = """
as base   MRR@10 of the same queries as they were before they were changed
first     share of queries with a right page as the first result; in 5: among the first five
none      queries without any result
KB 1st    what is loaded from nothing until the first result can be shown, client included; KB all: until
          ten can; gzip -9 or as the file is, 1 KB = 1000 bytes. Pagefind's client is without its interface.
warm ms   p50/p95 of a query with ten results in a client that has all their files; cold ms: in a new
          client, with parsing all that it loads, from memory. Both and the bytes: of the first {sample}
          queries of each kind."""

HEAD = f"{'':21}{'MRR@10':>8}{'as base':>8}{'first':>8}{'in 5':>8}{'nDCG':>8}{'none %':>8}"
HEAD += f"{'KB 1st':>9}{'KB all':>8}{'warm ms':>12}{'cold ms':>12}"
TITLES = {"kbgen": "kbgen", "pagefind": "Pagefind"}


def kilobytes(number):
    return number / 1000


def row(engine, values):
    warm = f"{values['p50_warm_ms']:.1f}/{values['p95_warm_ms']:.1f}"
    cold = f"{values['p50_cold_ms']:.1f}/{values['p95_cold_ms']:.1f}"
    size = values["bytes"]
    return (
        f"{TITLES[engine]:9}{values['mrr']:8.3f}{values['mrr_on_base']:8.3f}{values['success1']:8.3f}"
        f"{values['success5']:8.3f}{values['ndcg']:8.3f}{100 * values['zero']:8.1f}"
        f"{kilobytes(size['first']):9.1f}{kilobytes(size['all']):8.1f}{warm:>12}{cold:>12}"
    )


def print_table(engines):
    """`engines`: name → variant → values."""
    print(HEAD)
    for variant in engines["kbgen"]:
        for i, (engine, variants) in enumerate(engines.items()):
            values = variants[variant]
            label = f"{variant:6}{values['queries']:5.0f} " if i == 0 else f"{'':12}"
            print(label + row(engine, values))


def print_index(engine, index):
    """What lies on the server for a language."""
    whole, fragments = index["index"], index["fragments"]
    print(
        f"{TITLES[engine]:9}client {kilobytes(index['client']):.1f} KB, "
        f"index {kilobytes(whole['bytes']):.0f} KB in {whole['files']} files "
        f"(largest {kilobytes(whole['largest']):.1f} KB: {whole['largestName']}), "
        f"texts of the pages {kilobytes(fragments['bytes']):.0f} KB in {fragments['files']} "
        f"(largest {kilobytes(fragments['largest']):.1f} KB)"
    )


def print_language(language, result):
    print(f"\n== {language}: {result['pages']} pages")
    for engine, index in result["index"].items():
        print_index(engine, index)
    print_table(result["engines"])


def mean_of(results):
    """The mean over languages of each number: engine → variant → values."""
    out = {}
    for engine in next(iter(results.values()))["engines"]:
        tables = [result["engines"][engine] for result in results.values()]
        out[engine] = {}
        for variant in dict.fromkeys(variant for table in tables for variant in table):
            values = [table[variant] for table in tables if variant in table]
            out[engine][variant] = mean_of_values(values)
    return out


def mean_of_values(values):
    plain = mean_of_tables([{k: v for k, v in one.items() if k != "bytes"} for one in values])
    return {**plain, "bytes": mean_of_tables([one["bytes"] for one in values])}


def print_means(means, count):
    print(f"\n== mean of {count} languages")
    print_table(means)
    parts = means["kbgen"]["base"]["bytes"]
    named = [f"{part} {kilobytes(size):.1f}" for part, size in parts.items() if part not in ("first", "all")]
    print(f"kbgen, KB of a base query beside the client: {', '.join(named)}")


def targets(results, means):
    """[(what, value, limit, is met)], of the plan."""
    kbgen = means["kbgen"]
    base = kbgen["base"]
    out = [at_least("MRR@10, base", base["mrr"], 0.61)]
    if "typo" in kbgen:
        loss = kbgen["typo"]["mrr_on_base"] - kbgen["typo"]["mrr"]
        out.append(at_most("MRR@10 lost by a typo", loss, 0.03))
    for variant, values in kbgen.items():
        out.append(at_most(f"queries without a result, {variant}, %", 100 * values["zero"], 0.5))
    out += leads(results, means)
    out += [
        at_most("KB until the first result, base", kilobytes(base["bytes"]["first"]), 25),
        at_most("KB of a query, base", kilobytes(base["bytes"]["all"]), 50),
        at_most("p95 of a query, warm, ms, base", base["p95_warm_ms"], 30),
    ]
    if "en" in results:
        size = results["en"]["index"]["kbgen"]["index"]["bytes"]
        out.append(at_most("KB of the English index without texts", kilobytes(size), 500))
    return out


def leads(results, means):
    """How far kbgen is ahead of Pagefind, in the mean and where it is least."""
    if "pagefind" not in means:
        return []
    out = []
    for variant, values in means["kbgen"].items():
        name = f"MRR@10 ahead of Pagefind, {variant}"
        lead = values["mrr"] - means["pagefind"][variant]["mrr"]
        out.append(at_least(name, lead, 0.10))
        least, language = min(
            (result["engines"]["kbgen"][variant]["mrr"] - values["mrr"], language)
            for language, result in results.items()
            for values in [result["engines"]["pagefind"].get(variant)]
            if values
        )
        out.append(at_least(f"  least, in {language}", least, 0.10))
    return out


def at_least(what, value, limit):
    return {"what": what, "value": value, "limit": f">= {limit}", "met": value >= limit}


def at_most(what, value, limit):
    return {"what": what, "value": value, "limit": f"<= {limit}", "met": value <= limit}


def print_legend(sample):
    print(LEGEND.format(sample=sample))


def print_targets(list_of_targets):
    print("\n== targets")
    for target in list_of_targets:
        state = "met" if target["met"] else "MISSED"
        print(f"{state:8}{target['what']:44}{target['value']:9.3f}  {target['limit']}")
