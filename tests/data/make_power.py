#!/usr/bin/env python3
"""Expected values for test_power.c.

    /usr/bin/python3 tests/data/make_power.py

writes power_fisher.jsonl and power_noise.jsonl beside this file. Needs Debian's
python3-scipy; the tests do not. Power of Fisher's test is the sum over all
outcomes of two binomials (scipy.stats.binom), with p-values of
scipy.stats.fisher_exact(); the smallest drop by scipy.optimize.brentq(). The
noise of means is written down a second time, from the definitions, with exact
fractions; normal quantiles are scipy's. A drop of a mean is found where the
smaller of two two-sided p-values is at most a half of 0.05, by Holm's method.
"""

import json
import platform
import random
from collections import Counter
from fractions import Fraction
from functools import lru_cache
from math import comb, sqrt
from pathlib import Path

import numpy
import scipy
from scipy.optimize import brentq
from scipy.stats import binom, fisher_exact, norm

HERE = Path(__file__).parent


@lru_cache(None)
def found(n, level):
    """Is (x, y) of n each found a drop?"""
    table = numpy.zeros((n + 1, n + 1))
    for x in range(n + 1):
        for y in range(x):
            table[x, y] = fisher_exact([[x, n - x], [y, n - y]])[1] <= level
    return table


def power(n, level, base, candidate):
    draws = numpy.arange(n + 1)
    p = binom.pmf(draws, n, base)
    q = binom.pmf(draws, n, candidate)
    return float(p @ found(n, level) @ q)


def drop(n, level, base, wanted):
    if power(n, level, base, 0) < wanted:
        return None
    return brentq(lambda d: power(n, level, base, base - d) - wanted, 0, base, xtol=1e-12)


def fisher_rows():
    for n, level, base in [
        (20, 0.05, 0.9),
        (20, 0.05, 0.3),
        (20, 0.05 / 132, 0.5),
        (60, 0.05 / 132, 0.97),
        (100, 0.05, 0.99),
        (100, 0.05, 0.95),
        (100, 0.05, 0.9),
        (100, 0.05, 0.5),
        (100, 0.05 / 132, 0.99),
        (100, 0.05 / 132, 0.8),
    ]:
        yield {
            "n": n,
            "level": level,
            "base": base,
            "half": power(n, level, base, base / 2),
            "drop80": drop(n, level, base, 0.8),
            "drop90": drop(n, level, base, 0.9),
        }


def moments(counts, n, k):
    """Yield at k of n draws, Good and Toulmin's variance, the guarded one."""
    f = Counter()
    missed = Fraction(0)
    for c in counts:
        for t in range(min(c, k) + 1):
            if k - t > n - c:
                continue
            p = Fraction(comb(c, t) * comb(n - c, k - t), comb(n, k))
            if t:
                f[t] += p
            else:
                missed += p
    once = f[1]
    alternating = sum((-1) ** (t + 1) * m for t, m in f.items())
    return (
        len(counts) - missed,
        alternating - once * once / k,
        (once + 1) * (k - once + 2) / (k + 3),
    )


def noise(cells, samples):
    mean = toulmin = guarded = Fraction(0)
    for counts, invalid in cells:
        n = sum(counts) + invalid
        k = samples or n
        y, g, j = moments(counts, n, min(k, n))
        assert k <= n
        mean += y
        toulmin += g
        guarded += j
    variance = guarded if len(cells) < 10 else max(toulmin, guarded / 3)
    return float(mean / len(cells)), sqrt(2 * variance) / len(cells)


def validity(cells, samples):
    mean = total = Fraction(0)
    for counts, invalid in cells:
        v = sum(counts)
        n = v + invalid
        p = Fraction(2 * v + 1, 2 * n + 2)
        mean += Fraction(v, n)
        total += p * (1 - p) / (samples or n)
    return float(mean / len(cells)), sqrt(2 * total) / len(cells)


def validity_detection(cells, samples, points, level):
    """Each cell loses `points`, fewer than it has."""
    pooled = apart = 0
    for counts, invalid in cells:
        v = sum(counts)
        n = samples or v + invalid
        p = (v + 0.5) / (v + invalid + 1)
        q = p - points
        m = (p + q) / 2
        pooled += n * n * (2 * n * m) * (2 * n * (1 - m)) / ((2 * n) ** 2 * (2 * n - 1)) / n**2
        apart += (p * (1 - p) + q * (1 - q)) / n
    # V_A - V_B is twice what a hypergeometric count is off.
    z = (norm.ppf(1 - level / 4) * sqrt(4 * pooled) - len(cells) * points) / sqrt(apart)
    return float(norm.sf(z))


def cell(rng, size, exponent, n, share):
    weights = [(i + 1) ** -exponent for i in range(size)]
    valid = sum(rng.random() < share for _ in range(n))
    found = Counter(rng.choices(range(size), weights, k=valid))
    return [c for c in found.values()], n - valid


def noise_rows():
    rng = random.Random(8)
    few = [cell(rng, 7, 1, 20, 0.9), cell(rng, 50, 1, 30, 0.8), ([3, 1, 1], 0)]
    many = [cell(rng, size, s, 40, v) for size in (7, 50, 1000) for s in (0, 1) for v in (0.6, 0.97)]
    collapsed = [([20], 0)] * 12
    for name, cells, sizes in [
        ("few", few, [0, 3, 5]),
        ("many", many, [0, 1, 10, 20, 39, 40]),
        ("collapsed", collapsed, [0, 10]),
    ]:
        for samples in sizes:
            mean, se = noise(cells, samples)
            share, share_se = validity(cells, samples)
            yield {
                "name": name,
                "cells": [{"counts": c, "invalid": i} for c, i in cells],
                "samples": samples,
                "yield": mean,
                "yield_se": se,
                "validity": share,
                "validity_se": share_se,
                "validity_found": validity_detection(cells, samples, 0.05, 0.05),
                "yield_found": float(norm.sf(norm.ppf(1 - 0.05 / 4) - 0.05 * mean / se)),
                "yield_drop90": float((norm.ppf(1 - 0.05 / 4) + norm.ppf(0.9)) * se),
                "yield_passes": float(norm.sf(norm.ppf(0.95) - 1.5 / se)),
            }


def write(name, rows):
    head = {
        "made_by": "tests/data/make_power.py",
        "scipy": scipy.__version__,
        "numpy": numpy.__version__,
        "python": platform.python_version(),
    }
    with open(HERE / name, "w") as out:
        for row in [head, *rows]:
            out.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    write("power_fisher.jsonl", fisher_rows())
    write("power_noise.jsonl", noise_rows())
