"""Numbers of a run: how well the right pages are ranked, and what that costs."""

import math

DEPTH = 10


def judged(names, right):
    """The values of one query. `names` are the pages found, best first."""
    places = [i for i, name in enumerate(names[:DEPTH]) if name in right]
    best = places[0] if places else None
    gain = sum(1 / math.log2(i + 2) for i in places)
    ideal = sum(1 / math.log2(i + 2) for i in range(min(len(right), DEPTH)))
    return {
        "mrr": 0 if best is None else 1 / (best + 1),
        "success1": float(best == 0),
        "success5": float(best is not None and best < 5),
        "ndcg": gain / ideal,
        "zero": float(not names),
    }


def mean(values):
    values = list(values)
    return sum(values) / len(values) if values else 0.0


def percentile(values, share):
    """The value that this share of the values does not exceed."""
    values = sorted(values)
    return values[min(len(values) - 1, math.ceil(share * len(values)) - 1)] if values else 0.0


def mean_of_tables(tables):
    """The mean of each number in mappings of the same keys; a number that one of them lacks counts as 0."""
    keys = {key: None for table in tables for key in table}
    return {key: mean(table.get(key, 0) for table in tables) for key in keys}


def costs(answers):
    """Bytes and milliseconds of those answers that were sampled."""
    sampled = [answer for answer in answers if "bytes" in answer]
    times = {
        f"{name}_{kind}_ms": percentile([answer[kind] for answer in sampled], share)
        for kind in ("warm", "cold")
        for name, share in (("p50", 0.5), ("p95", 0.95))
    }
    return {"bytes": mean_of_tables([answer["bytes"] for answer in sampled]), **times}


def summary(queries, answers):
    """The numbers of each variant. `mrr_on_base` is that of the same queries as they were."""
    judgements = [judged(answer["names"], query["pages"]) for query, answer in zip(queries, answers)]
    out = {}
    for variant in dict.fromkeys(query["variant"] for query in queries):
        numbers = [i for i, query in enumerate(queries) if query["variant"] == variant]
        out[variant] = {
            "queries": len(numbers),
            **mean_of_tables([judgements[i] for i in numbers]),
            "mrr_on_base": mean(judgements[queries[i]["base"]]["mrr"] for i in numbers),
            **costs([answers[i] for i in numbers]),
        }
    return out
