#!/usr/bin/env python3
"""Expected values for test_dominance.c and test_front_axis.c.

    /usr/bin/python3 tests/data/make_front.py

writes front_orthants.jsonl, front_volumes.jsonl and front_cells.jsonl beside
this file. Needs Debian's python3-scipy and python3-mpmath; the tests need
neither.

  orthants  scipy.stats.mvn.mvnun, Genz's own Fortran, at 1e-12, and mpmath's
            quadrature of the conditional form with 30 digits, which is what is
            written; both have to agree to 1e-10
  volumes   inclusion and exclusion over all sets of points, in fractions: no
            sweep, as the program has it
  cells     a jackknife that leaves out one draw after the other, in fractions
            where the value is rational, else with 40 digits
"""

import json
import platform
import random
from collections import Counter
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import mpmath
import scipy
from scipy.stats import mvn

HERE = Path(__file__).parent
mpmath.mp.dps = 40


def made_by():
    return {
        "made_by": "make_front.py",
        "python": platform.python_version(),
        "scipy": scipy.__version__,
        "mpmath": mpmath.__version__,
    }


def write(name, rows):
    with open(HERE / name, "w", encoding="ascii") as out:
        for row in [made_by()] + rows:
            out.write(json.dumps(row) + "\n")


# ---------------------------------------------------------------- orthants
def orthant(h, k, rho):
    """P(X > h, Y > k), by integrating P(Y > k | X = x) over x."""
    h, k, rho = mpmath.mpf(h), mpmath.mpf(k), mpmath.mpf(rho)
    if abs(rho) == 1:
        upper = mpmath.ncdf(-max(h, k))
        return upper if rho == 1 else max(0, mpmath.ncdf(-h) - mpmath.ncdf(k))
    s = mpmath.sqrt(1 - rho * rho)
    # The integrand steps from 0 to 1 where rho x = k, in a width of s.
    step = k / rho if rho != 0 else h
    cuts = {h, mpmath.mpf(40)}
    for x in [step + s / abs(rho if rho else 1) * d for d in (-8, -2, 0, 2, 8)]:
        if h < x < 40:
            cuts.add(x)
    for x in (-10, -5, -2, 0, 2, 5, 10):
        if h < x < 40:
            cuts.add(mpmath.mpf(x))
    return mpmath.quad(
        lambda x: mpmath.npdf(x) * mpmath.ncdf((rho * x - k) / s), sorted(cuts)
    )


def orthants():
    rows = []
    cases = [
        (0, 0, 0), (0, 0, 0.5), (0, 0, -0.5), (0, 0, 0.99), (0, 0, 1),
        (0, 0, -1), (1, 1, 1), (1, 0.5, 1), (1, 0.5, -1), (-1, -0.5, -1),
        (-1, -0.5, 1), (0.3, -0.7, 0.9249), (0.3, -0.7, 0.9251),
        (0.3, 0.3000001, 0.9999999), (2, 2.0001, 0.99999999),
        (-2, -2.5, 0.9999), (-0.1, 0.1001, -0.999999), (-3, -3, 0.45),
        (-3, 2, -0.95), (5, 5, 0.99), (5, -5, -0.3), (8, -8, 0.1),
        (-8, -8, -0.7), (1.5, 1.5, -0.99), (0.01, -0.01, 0.999),
        (1e-9, -1e-9, 0.9999999999),
    ]
    rng = random.Random(1)
    while len(cases) < 60:
        cases.append((round(rng.gauss(0, 2), 3), round(rng.gauss(0, 2), 3),
                      round(rng.uniform(-1, 1), 4)))
    for h, k, rho in cases:
        p = orthant(h, k, rho)
        if abs(rho) < 1:
            genz, info = mvn.mvnun([h, k], [40, 40], [0, 0],
                                   [[1, rho], [rho, 1]],
                                   maxpts=10**6, abseps=1e-12, releps=1e-12)
            assert info == 0 and abs(genz - p) < 1e-10, (h, k, rho, genz, p)
        rows.append({"h": h, "k": k, "rho": rho, "p": float(p)})
    return rows


# ----------------------------------------------------------------- volumes
def volume(points):
    """Of the union of the boxes from (0, 0), by inclusion and exclusion."""
    boxes = [(x, y) for x, y in points if x > 0 and y > 0]
    total = Fraction(0)
    for size in range(1, len(boxes) + 1):
        for some in combinations(boxes, size):
            area = min(x for x, _ in some) * min(y for _, y in some)
            total += area if size % 2 else -area
    return total


def volumes():
    cases = [
        [],
        [(1, 1)],
        [(1, 1), (1, 1)],
        [(1, 2), (2, 1)],
        [(1, 2), (2, 1), (1, 1)],
        [(-1, 2), (2, -1), (0, 5)],
        [(-1, 2), (2, 1)],
        [(1, 3), (1, 2), (3, 1), (2, 1), (2, 2)],
    ]
    rng = random.Random(2)
    while len(cases) < 30:
        count = rng.randint(1, 11)
        cases.append([(rng.randint(-2, 16), rng.randint(-2, 16))
                      for _ in range(count)])
    rows = []
    for case in cases:
        points = [(Fraction(x, 16), Fraction(y, 16)) for x, y in case]
        rows.append({"points": [[float(x), float(y)] for x, y in points],
                     "volume": float(volume(points))})
    return rows


# ------------------------------------------------------------------- cells
def digamma_entropy(counts):
    """Chao, Wang and Jost, literally."""
    v = sum(counts)
    f1 = sum(c == 1 for c in counts)
    f2 = sum(c == 2 for c in counts)
    h = sum(mpmath.mpf(c) / v * (mpmath.digamma(v) - mpmath.digamma(c))
            for c in counts)
    if f1 == 0:
        return h
    if f2 > 0:
        a = mpmath.mpf(2 * f2) / ((v - 1) * f1 + 2 * f2)
    else:
        a = mpmath.mpf(2) / ((v - 1) * (f1 - 1) + 2)
    if a == 1:
        return h
    tail = -mpmath.log(a) - sum((1 - a) ** r / r for r in range(1, v))
    return h + mpmath.mpf(f1) / v * (1 - a) ** (1 - v) * tail


def value(axis, draws, ceiling):
    """`draws`: (text, form) or None for an invalid one."""
    valid = [d for d in draws if d is not None]
    raw = Counter(t for t, _ in valid)
    forms = Counter(f for _, f in valid)
    v = len(valid)
    if axis == "validity":
        return Fraction(v, len(draws))
    if axis == "uniqueness":
        return Fraction(len(raw), v) if v else Fraction(0)
    if axis == "canonical_uniqueness":
        return Fraction(len(forms), v) if v else Fraction(0)
    if axis == "yield":
        return Fraction(len(raw))
    if axis == "canonical_yield":
        return Fraction(len(forms))
    if axis == "relative_yield":
        return len(forms) / ceiling
    if axis == "pairwise_uniqueness":
        if v < 2:
            return Fraction(0)
        return 1 - Fraction(sum(c * (c - 1) for c in raw.values()), v * (v - 1))
    return mpmath.exp(digamma_entropy(list(forms.values()))) if v else 0


AXES = ["validity", "uniqueness", "yield", "canonical_uniqueness",
        "canonical_yield", "relative_yield", "pairwise_uniqueness",
        "effective_number"]


def good_toulmin(counts, n):
    f = Counter(counts)
    return sum((-1) ** (k + 1) * m for k, m in f.items()) - Fraction(f[1] ** 2, n)


def number(x):
    if isinstance(x, Fraction):
        return mpmath.mpf(x.numerator) / x.denominator
    return mpmath.mpf(x)


def jackknife(draws, ceiling):
    """The covariances of all axes, leaving out one draw after the other."""
    n = len(draws)
    kinds = Counter(draws)
    left = {}
    for kind in kinds:
        rest = list(draws)
        rest.remove(kind)
        left[kind] = {a: value(a, rest, ceiling) for a in AXES}
    mean = {a: sum(m * number(left[k][a]) for k, m in kinds.items()) / n
            for a in AXES}
    return {
        a: {b: float(mpmath.mpf(n - 1) / n * sum(
            m * (number(left[k][a]) - mean[a]) *
            (number(left[k][b]) - mean[b])
            for k, m in kinds.items())) for b in AXES} for a in AXES}


def cells():
    rng = random.Random(3)
    cases = [
        ([[3, 2], [1]], 2, 50), ([[1]], 0, 10), ([], 4, 10), ([[1]], 3, 10),
        ([[5]], 0, 7), ([[1]] * 8, 0, 10**6), ([[2], [2], [2]], 3, 21),
        ([[2, 1], [1, 1], [4], [1]], 5, 30), ([[1], [1]], 1, 2),
    ]
    while len(cases) < 16:
        cases.append(([[1 + int(rng.expovariate(0.6)) for _ in
                        range(rng.randint(1, 3))]
                       for _ in range(rng.randint(1, 12))],
                      rng.randint(0, 9), rng.choice([50, 100, 1000])))
    rows = []
    for shape, invalid, space in cases:
        draws = [None] * invalid
        for form, texts in enumerate(shape):
            for text, count in enumerate(texts):
                draws += [((form, text), form)] * count
        n = len(draws)
        ceiling = space * (1 - (1 - mpmath.mpf(1) / space) ** n)
        whole = {a: value(a, draws, ceiling) for a in AXES}
        row = {"forms": shape, "invalid": invalid, "space": space,
               "value": {a: float(whole[a]) for a in AXES}}
        if n > 1:
            row["covariance"] = jackknife(draws, ceiling)
        # A singleton and a pair more, which are nothing that came before.
        more = jackknife(draws + [("once", "once")] + [("twice", "twice")] * 2,
                         ceiling)
        row["guarded"] = {a: max(more[a][a], row["covariance"][a][a]
                                 if n > 1 else 0) for a in AXES}
        raw = [c for texts in shape for c in texts]
        row["good_toulmin"] = {
            "yield": float(good_toulmin(raw, n)),
            "canonical_yield":
                float(good_toulmin([sum(t) for t in shape], n)),
        }
        row["ceiling"] = float(ceiling)
        rows.append(row)
    return rows


write("front_orthants.jsonl", orthants())
write("front_volumes.jsonl", volumes())
write("front_cells.jsonl", cells())
