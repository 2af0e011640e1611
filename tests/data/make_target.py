#!/usr/bin/env python3
"""Expected values for test_target.c.

    /usr/bin/python3 tests/data/make_target.py

writes target.jsonl beside this file. Needs Debian's python3-scipy; the tests
do not. Weights are whole numbers w of a sum W, so that 2VW times a total
variation is one, too:

  total_variation  with fractions
  null_mean        E|X - Vq| as a sum over scipy.stats.binom's chances, not by
                   De Moivre's formula; of a fair coin that formula, as he has it
  p, null_q95      the law of sum |Wc - Vw| by whole numbers, form by form, and
                   where these become long in doubles; where samples are few,
                   also one by one with scipy.stats.multinomial
"""

import json
import platform
from collections import Counter
from fractions import Fraction
from itertools import product
from math import comb
from pathlib import Path

import numpy
import scipy
from scipy.stats import binom, multinomial

HERE = Path(__file__).parent
SURE = Fraction(95, 100)
MAX_STATES, MAX_FORMS, MAX_DRAWS = 20000, 8, 10000


def apart(counts, weights, outside=0):
    """sum |Wc - Vw|."""
    v, w = sum(counts) + outside, sum(weights)
    inside = sum(abs(w * c - v * q) for c, q in zip(counts, weights))
    return inside + w * outside


def by_counting(v, weights):
    """{distance: chance}, with whole numbers; of two forms from scipy's."""
    if len(weights) == 2:
        law = Counter()
        for c in range(v + 1):
            far = apart([c, v - c], weights)
            law[far] += Fraction(binom.pmf(c, v, weights[0] / sum(weights)))
        return law
    w, ways = sum(weights), {(0, 0): 1}
    for q in weights:
        new = Counter()
        for (drawn, far), way in ways.items():
            for c in range(v - drawn + 1):
                more = abs(w * c - v * q)
                new[drawn + c, far + more] += way * comb(v - drawn, c) * q**c
        ways = new
    return {
        far: Fraction(way, w**v) for (drawn, far), way in ways.items() if drawn == v
    }


def roughly(v, weights):
    """The same in doubles, to about 1e-12."""
    w = sum(weights)
    law = numpy.zeros((v + 1, 2 * v * w + 1))
    law[0, 0] = 1
    left = w
    for q in weights:
        new = numpy.zeros_like(law)
        for drawn in range(v + 1):
            if not law[drawn].any():
                continue
            chances = binom.pmf(range(v - drawn + 1), v - drawn, q / left)
            for c, chance in enumerate(chances):
                far = abs(w * c - v * q)
                if chance > 1e-25:
                    new[drawn + c, far:] += law[drawn, : law.shape[1] - far] * chance
        law, left = new, left - q
    return {far: float(p) for far, p in enumerate(law[v]) if p > 0}


def one_by_one(v, weights):
    law = Counter()
    shares = [q / sum(weights) for q in weights]
    for counts in product(range(v + 1), repeat=len(weights)):
        if sum(counts) == v:
            chance = multinomial.pmf(counts, v, shares)
            law[apart(counts, weights)] += chance
    return law


def null(v, weights, observed):
    """p, the 95 % point times 2VW, and how Gamut finds them."""
    if v == 0 or v > MAX_DRAWS:
        return None, None, None
    k = len(weights)
    exact = k <= MAX_FORMS and comb(v + k - 1, k - 1) <= MAX_STATES
    law = by_counting(v, weights) if exact else roughly(v, weights)
    if exact and (v + 1) ** k < 20000:
        other = one_by_one(v, weights)
        assert all(abs(float(law[far]) - other[far]) < 1e-12 for far in law)
    p = sum(chance for far, chance in law.items() if far >= observed)
    total = 0
    for point in sorted(law):
        total += law[point]
        if total >= (SURE if exact else 0.95):
            break
    # What is simulated may be the next point where the law is close to 95 %.
    return min(1.0, float(p)), point, "exact" if exact else "monte-carlo"


def mean(v, weights):
    w = sum(weights)
    each = [
        sum(abs(c - v * q / w) * binom.pmf(c, v, q / w) for c in range(v + 1))
        for q in weights
    ]
    if weights == [1, 1] and v % 2 == 0:
        # Of n tosses, twice n/4 of the middle term of (1 + 1)^n.
        moivre = Fraction(v * comb(v, v // 2), 2 ** (v + 1))
        assert abs(each[0] - float(moivre)) < 1e-11
    return sum(each) / 2 / v


def row(weights, counts, outside=0):
    v, w = sum(counts) + outside, sum(weights)
    far = apart(counts, weights, outside)
    p, point, method = null(v, weights, far)
    return {
        "weights": weights,
        "counts": counts,
        "outside": outside,
        "want": {
            "total_variation": far / (2 * v * w) if v else None,
            "null_mean": mean(v, weights) if v else None,
            "null_q95": point / (2 * v * w) if point is not None else None,
            "p": p,
            "method": method,
        },
    }


ROWS = [
    row([1, 1], [50, 50]),
    row([1, 1], [60, 40]),
    row([1, 1], [100, 0]),
    row([1, 1], [5003, 4997]),
    row([3, 1], [80, 17]),
    row([1, 1], [1, 0]),
    row([1, 1], [0, 0]),
    row([1, 1], [7, 2], 3),
    row([5, 3, 2], [40, 20, 37]),
    row([5, 3, 2], [97, 0, 0]),
    row([1, 2, 3, 4], [10, 10, 10, 10]),
    row([1] * 6, [1, 1, 1, 1, 1, 1]),
    row([1] * 6, [3, 0, 2, 0, 0, 1]),
    row([1] * 6, [16, 17, 17, 17, 16, 17]),
    row([1] * 6, [22, 10, 19, 13, 17, 19]),
    row([1] * 6, [10, 12, 20, 24, 20, 12]),
    row([1] * 6, [2, 3, 45, 40, 8, 2]),
    row([1] * 10, [4, 6, 6, 9, 2, 8, 5, 1, 5, 4]),
    row([1, 2, 3, 4, 3, 2, 1], [1, 4, 8, 13, 12, 4, 4]),
    row([1] * 40, [i % 2 for i in range(40)]),
    row([4, 3] + [1] * 33, [6, 1] + [1, 0, 0] * 11),
    row([1, 1], [6000, 5000]),
]

with open(HERE / "target.jsonl", "w") as out:
    made = "Python %s, scipy %s" % (platform.python_version(), scipy.__version__)
    out.write(json.dumps({"generator": "make_target.py", "made_with": made}) + "\n")
    for one in ROWS:
        out.write(json.dumps(one) + "\n")
