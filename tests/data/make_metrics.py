#!/usr/bin/env python3
"""Expected values for test_metrics.c and test_score.c.

    python3 tests/data/make_metrics.py

writes tallies.jsonl and cells.jsonl beside this file. The definitions are
written down here a second time, over lists of strings as the paper's code has
them, with exact fractions and 60 digits where they matter; nothing is shared
with the C code. Python's own random numbers are seeded, so the files come out
the same every time.
"""

import json
import random
from collections import Counter
from decimal import Decimal, getcontext
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from statistics import fmean, pstdev

getcontext().prec = 60
HERE = Path(__file__).parent


def ceiling(space, n):
    if space is None:
        return float(n)
    miss = (Decimal(space) - 1) / Decimal(space)
    return float(Decimal(space) * (1 - miss**n))


def share(a, b, otherwise):
    return float(Fraction(a, b)) if b else otherwise


def metrics(n, valid, forms, distinct, copied, space, strings):
    """`valid`: the valid answers in order; `forms`: what each means."""
    v = len(valid)
    same = sum(a == b for a, b in combinations(valid, 2))
    top = ceiling(space, n)
    s, c = len(set(valid)), len(set(forms))
    return {
        "n": n,
        "valid": v,
        "validity": share(v, n, None),
        "yield": s,
        "uniqueness": share(s, v, 0),
        "distinct": distinct,
        "collision": share(same, v * (v - 1) // 2, 0),
        "coverage": share(s, strings or 0, None),
        "canonical_yield": c,
        "canonical_uniqueness": share(c, v, 0),
        "canonical_coverage": share(c, space or 0, None),
        "ceiling": top,
        "relative_yield": c / top if top else None,
        "copied": copied,
    }


def tally(why, n, counts, groups=None, space=None, strings=None):
    """Valid answer i came counts[i] times and means groups[i]."""
    groups = groups if groups is not None else list(range(len(counts)))
    valid = [i for i, c in enumerate(counts) for _ in range(c)]
    want = metrics(n, valid, [groups[i] for i in valid], len(counts), 0,
                   space, strings)
    return {"why": why, "n": n, "counts": counts,
            "forms": len({groups[i] for i in valid}),
            # as text: JSON numbers end at 2^53
            "space": str(space or 0), "strings": str(strings or 0),
            "want": want}


def tallies():
    rng = random.Random(20)
    days = [i // 3 for i in range(21)]
    return [
        tally("nothing scored", 0, [], space=10, strings=10),
        tally("nothing scored, unbounded", 0, []),
        tally("nothing valid", 100, [], space=10, strings=10),
        tally("one valid", 100, [1], space=10, strings=10),
        tally("two that agree", 2, [2], space=10, strings=10),
        tally("two that differ", 2, [1, 1], space=10, strings=10),
        tally("all different", 100, [1] * 100),
        tally("all the same", 100, [100], space=50, strings=100),
        tally("a space of one", 100, [100], space=1, strings=1),
        tally("a space of one, one draw", 1, [1], space=1, strings=3),
        tally("a space of two", 3, [2, 1], space=2, strings=2),
        tally("weekdays", 100, [5] * 19 + [3, 2], days, 7, 21),
        tally("weekdays, one spelling", 100, [14] * 6 + [16], None, 7, 21),
        tally("peaked", 100, [18, 12, 9, 1, 1], space=118, strings=118),
        tally("2^63", 100, [1] * 100, space=2**63, strings=2**63),
        tally("2^64 - 1", 1000000, [2, 1], space=2**64 - 1),
        tally("a million", 100, [1] * 100, space=10**6, strings=10**6),
        tally("a million draws", 10**6, [500, 500], space=50, strings=50),
    ] + [
        tally(f"random {i}", 1000,
              [rng.randint(1, 40) for _ in range(rng.randint(1, 24))],
              None, rng.randint(24, 99), rng.randint(99, 999))
        for i in range(6)
    ]


# The task that test_score.c makes up: 0 to 99, leading zeros allowed.
EXAMPLES = ("15", "42", "07")
SPACE = 100


def is_valid(text):
    return (text != "" and set(text) <= set("0123456789")
            and (text.lstrip("0") or "0") in map(str, range(SPACE)))


def cell(setting, texts):
    answers = [t.strip(" ").split("\n")[0] for t in texts]
    valid = [a for a in answers if is_valid(a)]
    shown = EXAMPLES if setting.startswith("few") else ()
    want = metrics(len(texts), valid, [a.lstrip("0") or "0" for a in valid],
                   len(set(answers)), sum(a in shown for a in answers),
                   SPACE, None)
    return {"setting": setting, "texts": texts, "want": want}


def spread(values):
    values = [v for v in values if v is not None]
    mean, sd = fmean(values), pstdev(values)
    se = sd / len(values) ** 0.5
    return {"mean": mean, "sd": sd, "se": se,
            "ci95": [mean - 1.96 * se, mean + 1.96 * se],
            "tasks": len(values)}


def cells():
    rng = random.Random(22)
    pool = ["7", "07", "007", "42", "15", "100", "-1", "", " 3 ", "3\nmore",
            "three", "٣", "99", "0", "00"] + [str(i) for i in range(20, 60)]
    settings = ["zero-shot", "few-shot", "few-shot-described"]
    rows = []
    for i, k in enumerate((1, 2, 7, 15, 30, len(pool))):
        weights = [rng.random() ** 4 for _ in pool[:k]]
        rows.append(cell(settings[i % 3],
                         rng.choices(pool[:k], weights, k=100)))
    return rows


def aggregates():
    """One line: the same cells as tasks of one setting."""
    rows = [row["want"] for row in cells()]
    names = ("validity", "uniqueness", "yield", "canonical_yield",
             "canonical_uniqueness", "relative_yield", "collision",
             "canonical_coverage")
    return {name: spread([row[name] for row in rows]) for name in names}


def write(name, rows):
    about = {"about": f"made by {Path(__file__).name}: see there"}
    text = "".join(json.dumps(row) + "\n" for row in [about, *rows])
    (HERE / name).write_text(text)


if __name__ == "__main__":
    write("tallies.jsonl", tallies())
    write("cells.jsonl", cells() + [{"aggregates": aggregates()}])
