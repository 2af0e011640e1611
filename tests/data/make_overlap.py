#!/usr/bin/env python3
"""Expected values for test_overlap.c.

    /usr/bin/python3 tests/data/make_overlap.py

writes overlap.jsonl and overlap_modes.jsonl beside this file. Needs Debian's
python3-scipy, python3-mpmath and r-cran-vegan; the tests need none of them.

  morisita        1 - vegan vegdist(method="morisita"), which tells no index
                  above 1: these are exact fractions
  se              the infinitesimal jackknife: derivatives of the index by the
                  weight of each draw, taken numerically with mpmath
  shared_if_same  exact fractions, from the hypergeometric law; of tiny samples
                  over all ways to part the pool
  is_mode         scipy.stats.binom.sf()
"""

import json
import platform
import random
import subprocess
from collections import Counter
from fractions import Fraction
from itertools import combinations
from math import comb
from pathlib import Path

import mpmath
import scipy
from scipy.stats import binom

HERE = Path(__file__).parent
mpmath.mp.dps = 40


def vegan(a, b):
    code = (
        "suppressMessages(library(vegan)); x <- rbind(c(%s), c(%s));"
        "cat(format(1 - as.numeric(vegdist(x, method='morisita')), digits=16),"
        "as.character(packageVersion('vegan')), R.version$major, R.version$minor)"
        % (",".join(map(str, a)), ",".join(map(str, b)))
    )
    words = subprocess.check_output(["Rscript", "-e", code], text=True).split()
    return float(words[0]), "%s (R %s.%s)" % tuple(words[1:])


def collision(weights, of):
    """Chance that two different draws of these weights agree."""
    same = sum(
        weights[i] * weights[j]
        for i in range(len(of))
        for j in range(len(of))
        if i != j and of[i] == of[j]
    )
    return same / (sum(weights) ** 2 - sum(w * w for w in weights))


def index(u, v, of_a, of_b):
    agreement = sum(
        u[i] * v[j] for i in range(len(of_a)) for j in range(len(of_b)) if of_a[i] == of_b[j]
    ) / (sum(u) * sum(v))
    return 2 * agreement / (collision(u, of_a) + collision(v, of_b))


def exact_index(a, b):
    va, vb = sum(a), sum(b)
    within = Fraction(sum(x * (x - 1) for x in a), va * (va - 1))
    within += Fraction(sum(y * (y - 1) for y in b), vb * (vb - 1))
    return 2 * sum(Fraction(x * y, va * vb) for x, y in zip(a, b)) / within


def draws(counts):
    return [j for j, c in enumerate(counts) for _ in range(c)]


def standard_error(a, b):
    of_a, of_b = draws(a), draws(b)
    one = mpmath.mpf(1)
    variance = mpmath.mpf(0)
    for side, of in enumerate((of_a, of_b)):
        n = len(of)
        for j, times in Counter(of).items():
            i = of.index(j)

            def moved(eps):
                w = [[one / len(of_a)] * len(of_a), [one / len(of_b)] * len(of_b)]
                w[side] = [x - eps / n for x in w[side]]
                w[side][i] += eps
                return index(w[0], w[1], of_a, of_b)

            variance += times * mpmath.diff(moved, 0) ** 2 / (n * (n - 1))
    return float(mpmath.sqrt(variance))


def shared(a, b):
    va, vb = sum(a), sum(b)
    return sum(min(Fraction(x, va), Fraction(y, vb)) for x, y in zip(a, b))


def shared_if_same(a, b):
    va, vb = sum(a), sum(b)
    total = Fraction(0)
    for c in (x + y for x, y in zip(a, b)):
        for t in range(max(0, c - vb), min(c, va) + 1):
            ways = Fraction(comb(c, t) * comb(va + vb - c, va - t), comb(va + vb, va))
            total += ways * min(Fraction(t, va), Fraction(c - t, vb))
    return total


def shared_brute(a, b):
    pool = draws([x + y for x, y in zip(a, b)])
    sums, ways = Fraction(0), 0
    for chosen in combinations(range(len(pool)), sum(a)):
        one = Counter(pool[i] for i in chosen)
        two = Counter(pool)
        two.subtract(one)
        sums += shared([one[j] for j in range(len(a))], [two[j] for j in range(len(a))])
        ways += 1
    return sums / ways


def zipf(rng, size, exponent, n):
    weights = [(i + 1) ** -exponent for i in range(size)]
    found = Counter(rng.choices(range(size), weights, k=n))
    return [found[i] for i in range(size)]


def pairs(rng):
    yield [3, 2, 0, 1], [1, 4, 2, 0]
    yield [5, 1], [2, 2]
    yield [2, 1, 1], [1, 3, 0]
    yield [4, 0, 3], [0, 7, 0]
    yield [10], [10]
    yield [2, 1, 1, 1], [1, 1, 0, 0]
    yield [2, 0, 0], [1, 1, 1]
    yield [60, 30, 10], [3, 40, 57]
    for size, s, t, n, m in [
        (7, 1, 1, 30, 30),
        (50, 1, 1, 40, 40),
        (50, 0, 1.5, 40, 25),
        (20, 2, 0.5, 30, 50),
        (1000, 1, 1, 40, 40),
    ]:
        yield zipf(rng, size, s, n), zipf(rng, size, t, m)


def main():
    rng = random.Random(6)
    rows = []
    version = ""
    for a, b in pairs(rng):
        both = [(x, y) for x, y in zip(a, b) if x + y]
        a, b = [x for x, _ in both], [y for _, y in both]
        morisita, version = vegan(a, b)
        va, vb = sum(a), sum(b)
        exact = exact_index(a, b)
        assert abs(morisita - min(exact, 1)) < 1e-12, (a, b)
        if exact > 1:
            morisita = float(exact)
        if va + vb <= 14:
            assert shared_if_same(a, b) == shared_brute(a, b), (a, b)
        rows.append(
            {
                "a": a,
                "b": b,
                "want": {
                    "agreement": float(sum(Fraction(x * y, va * vb) for x, y in zip(a, b))),
                    "morisita": morisita,
                    "se": standard_error(a, b),
                    "shared": float(shared(a, b)),
                    "shared_if_same": float(shared_if_same(a, b)),
                },
            }
        )
    head = {
        "made_by": "tests/data/make_overlap.py",
        "scipy": scipy.__version__,
        "mpmath": mpmath.__version__,
        "vegan": version,
        "python": platform.python_version(),
    }
    with open(HERE / "overlap.jsonl", "w") as out:
        for row in [head, *rows]:
            out.write(json.dumps(row) + "\n")
    with open(HERE / "overlap_modes.jsonl", "w") as out:
        out.write(json.dumps(head) + "\n")
        # 0 stands for a space without an end.
        for space in (0, 1, 2, 7, 10, 50, 99, 101, 10**9):
            r = 1 / min(space or 100, 100)
            for valid in (1, 20, 100, 5000):
                least = next(
                    (c for c in range(1, valid + 1) if binom.sf(c - 1, valid, r) <= 0.05 * r),
                    None,
                )
                out.write(json.dumps({"space": space, "valid": valid, "least": least}) + "\n")


if __name__ == "__main__":
    main()
