#!/usr/bin/env python3
"""Expected values for test_stratified.c, test_multiple.c and test_compare.c.

    /usr/bin/python3 tests/data/make_compare.py

writes stratified.jsonl, multiple.jsonl and over_tasks.jsonl beside this file.
Needs Debian's python3-scipy and python3-statsmodels; the tests need neither.
What a library has is the library's:

  shares    statsmodels StratifiedTable(...).test_null_odds(correction=False)
  interval  of one cell: statsmodels confint_proportions_2indep("newcomb")
  multiple  statsmodels multipletests("holm"), multipletests("fdr_bh")
  tasks     scipy.stats.ttest_rel()

The interval of several cells is written down here from Zou and Donner (2008),
over statsmodels' Wilson intervals. Moments come from the definition, with exact
fractions: small pools are parted in all ways there are, draw by draw; of larger
ones the law is counted table by table, which must agree on the small ones.
"""

import json
import platform
import random
from collections import Counter
from fractions import Fraction
from itertools import combinations
from math import comb, copysign, sqrt
from pathlib import Path

import numpy
import scipy
import statsmodels
from scipy.stats import ttest_rel
from statsmodels.stats.contingency_tables import StratifiedTable
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import (
    confint_proportions_2indep,
    proportion_confint,
)

HERE = Path(__file__).parent


# ------------------------------------------------------------------ shares
def shares(strata):
    tables = [
        numpy.array([[x1, n1 - x1], [x2, n2 - x2]], dtype=float)
        for x1, n1, x2, n2 in strata
    ]
    test = StratifiedTable(tables).test_null_odds(correction=False)
    excess = sum(x1 - Fraction(n1 * (x1 + x2), n1 + n2) for x1, n1, x2, n2 in strata)
    z = copysign(sqrt(test.statistic), excess)
    return {"kind": "shares", "strata": strata, "want": {"z": z, "p": test.pvalue}}


def wilson(x, n, alpha):
    low, high = proportion_confint(x, n, alpha, "wilson")
    return (0.0 if x == 0 else low), (1.0 if x == n else high)


def interval(strata, alpha):
    below = above = total = 0
    for x1, n1, x2, n2 in strata:
        (l1, u1), (l2, u2) = wilson(x1, n1, alpha), wilson(x2, n2, alpha)
        p1, p2 = x1 / n1, x2 / n2
        total += p1 - p2
        below += (p1 - l1) ** 2 + (u2 - p2) ** 2
        above += (u1 - p1) ** 2 + (p2 - l2) ** 2
    k = len(strata)
    ends = [(total - sqrt(below)) / k, (total + sqrt(above)) / k]
    if k == 1:
        newcombe = confint_proportions_2indep(*strata[0], method="newcomb", alpha=alpha)
        assert all(abs(a - b) < 1e-12 for a, b in zip(ends, newcombe))
        ends = [float(x) for x in newcombe]
    z = scipy.stats.norm.ppf(1 - alpha / 2)
    return {"kind": "interval", "strata": strata, "z": z, "want": ends}


def strata_lists(rng):
    yield [[18, 20, 12, 20]]
    yield [[100, 100, 97, 100], [50, 100, 55, 100]]
    yield [[3, 10, 8, 30], [7, 9, 5, 20], [0, 5, 1, 4]]
    yield [[100, 100, 100, 100], [80, 100, 90, 100]]
    yield [[0, 100, 4, 100], [0, 7, 0, 7]]
    for cells in (5, 22, 66):
        of = [rng.uniform(0.5, 1) for _ in range(cells)]
        draw = lambda p: sum(rng.random() < p for _ in range(100))
        yield [[draw(p), 100, draw(p), 100] for p in of]


# ----------------------------------------------------------------- moments
def brute(a, b, a_invalid, b_invalid):
    """All ways to choose the sample's draws from the pool."""
    pool = [j for j, c in enumerate(zip(a, b)) for _ in range(sum(c))]
    pool += [None] * (a_invalid + b_invalid)
    n = sum(a) + a_invalid
    law = Counter()
    for taken in combinations(range(len(pool)), n):
        one = {pool[i] for i in taken} - {None}
        other = {pool[i] for i in range(len(pool)) if i not in taken} - {None}
        law[len(one) - len(other)] += 1
    return law


def tables(a, b, a_invalid, b_invalid):
    """All tables: how many of each answer's draws the sample has."""
    n = sum(a) + a_invalid
    laws = {(0, 0): 1}
    for c in [x + y for x, y in zip(a, b) if x + y]:
        new = Counter()
        for (given, d), ways in laws.items():
            for t in range(min(c, n - given) + 1):
                new[given + t, d + (t > 0) - (t < c)] += ways * comb(c, t)
        laws = new
    law = Counter()
    for (given, d), ways in laws.items():
        if n - given <= a_invalid + b_invalid:
            law[d] += ways * comb(a_invalid + b_invalid, n - given)
    return law


def moments(a, b, a_invalid, b_invalid):
    law = tables(a, b, a_invalid, b_invalid)
    if sum(a) + sum(b) + a_invalid + b_invalid <= 14:
        want = brute(a, b, a_invalid, b_invalid)
        assert {d: w for d, w in law.items() if w} == want
    total = sum(law.values())
    mean = Fraction(sum(d * w for d, w in law.items()), total)
    return mean, sum((d - mean) ** 2 * w for d, w in law.items()) / Fraction(total)


def zipf(rng, size, exponent, n, validity):
    weights = [1 / (i + 1) ** exponent for i in range(size)]
    valid = sum(rng.random() < validity for _ in range(n))
    drawn = Counter(rng.choices(range(size), weights, k=valid))
    return [drawn[i] for i in range(size)], n - valid


def pair_of(a, b, a_invalid, b_invalid):
    mean, variance = moments(a, b, a_invalid, b_invalid)
    row = {"counts": a, "invalid": a_invalid}
    row |= {"base_counts": b, "base_invalid": b_invalid}
    row |= {"mean": float(mean), "variance": float(variance)}
    d = sum(x > 0 for x in a) - sum(x > 0 for x in b)
    return row, d - mean, variance


def pairs(rng):
    yield [1], [1], 0, 0
    yield [4, 0, 1], [1, 2, 2], 1, 1
    yield [1, 1, 1, 0], [0, 0, 0, 3], 0, 0
    yield [1, 1, 1], [0, 0, 1], 0, 2
    yield [1, 1, 0, 0, 0, 0], [0, 0, 1, 1, 1, 1], 0, 0
    yield [3], [3], 0, 0
    yield [0, 0], [2, 1], 4, 1
    yield [0], [1], 1, 1
    yield [2, 1, 1, 0], [1, 3, 0, 2], 1, 1
    yield [3, 1], [2, 0, 1], 2, 5
    yield [5, 1, 1], [0, 0, 3], 0, 4
    yield [7, 3], [2, 0], 0, 20
    yield [100, 0], [0, 100], 0, 0
    for size, one, two, n, m, v, w in [
        (7, 1, 2, 100, 100, 1, 1),
        (50, 0, 0, 100, 100, 1, 1),
        (50, 0, 1, 100, 100, 1, 0.9),
        (50, 1, 1.5, 100, 98, 0.99, 0.95),
        (1000, 1, 1, 100, 60, 0.9, 0.8),
        (30, 1, 1, 40, 200, 0.5, 0.55),
    ]:
        a, a_invalid = zipf(rng, size, one, n, v)
        b, b_invalid = zipf(rng, size, two, m, w)
        both = [(x, y) for x, y in zip(a, b) if x + y]
        yield [x for x, _ in both], [y for _, y in both], a_invalid, b_invalid


def yields(rng):
    rows, excess, variance = [], Fraction(0), Fraction(0)
    for a, b, a_invalid, b_invalid in pairs(rng):
        b += [0] * (len(a) - len(b))
        a += [0] * (len(b) - len(a))
        row, e, v = pair_of(a, b, a_invalid, b_invalid)
        excess, variance = excess + e, variance + v
        row |= {"kind": "moments", "z_so_far": None}
        if variance:
            row["z_so_far"] = float(excess) / sqrt(variance)
        rows.append(row)
    return rows


# ---------------------------------------------------------------- multiple
def multiple(p):
    return {
        "p": p,
        "holm": [float(x) for x in multipletests(p, method="holm")[1]],
        "benjamini_hochberg": [float(x) for x in multipletests(p, method="fdr_bh")[1]],
    }


def p_lists(rng):
    yield [0.04]
    yield [0.01, 0.04, 0.03, 0.005]
    yield [1.0, 1.0, 0.5]
    yield [0.02, 0.02, 0.02, 0.9, 0.02]
    yield [0.0, 1e-300, 0.3, 1e-17]
    yield [rng.random() ** 3 for _ in range(132)]


# ------------------------------------------------------------------- tasks
def over_tasks(rng, tasks, settings, drop, n=100):
    """Valid of n: [base, candidate] of each setting of each task."""
    draw = lambda p: sum(rng.random() < p for _ in range(n))
    valid = []
    for _ in range(tasks):
        p = rng.uniform(0.5, 0.95)
        valid.append([[draw(p), draw(p - drop)] for _ in range(settings)])
    mean = lambda task, side: float(numpy.mean([s[side] / n for s in task]))
    test = ttest_rel([mean(t, 1) for t in valid], [mean(t, 0) for t in valid])
    ci = test.confidence_interval(0.95)
    return {
        "n": n,
        "valid": valid,
        "want": {
            "difference": float(numpy.mean([mean(t, 1) - mean(t, 0) for t in valid])),
            "ci95": [float(ci.low), float(ci.high)],
            "p": float(test.pvalue),
        },
    }


def write(name, rows):
    head = {
        "made_by": "tests/data/make_compare.py",
        "scipy": scipy.__version__,
        "statsmodels": statsmodels.__version__,
        "numpy": numpy.__version__,
        "python": platform.python_version(),
    }
    with open(HERE / name, "w") as out:
        for row in [head, *rows]:
            out.write(json.dumps(row) + "\n")


def main():
    rng = random.Random(5)
    lists = list(strata_lists(rng))
    rows = [shares(s) for s in lists]
    rows += [interval(s, alpha) for s in lists for alpha in (0.05, 0.1)]
    write("stratified.jsonl", rows + yields(rng))
    write("multiple.jsonl", [multiple(p) for p in p_lists(rng)])
    shapes = [(2, 1, 0), (5, 2, 0.02), (22, 3, 0), (22, 3, 0.05)]
    write("over_tasks.jsonl", [over_tasks(rng, *s) for s in shapes])


if __name__ == "__main__":
    main()
