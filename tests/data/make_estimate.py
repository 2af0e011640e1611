#!/usr/bin/env python3
"""Expected values for test_estimate.c and e2e_estimate.c.

    /usr/bin/python3 tests/data/make_estimate.py

writes estimate_cells.jsonl and estimate_pairs.jsonl beside this file. Needs
Debian's python3-scipy, python3-statsmodels, python3-mpmath and r-cran-vegan;
the tests need none of them. What a library has is the library's:

  validity_ci95          statsmodels proportion_confint(method="wilson")
  yield_at               vegan rarefy(), also scipy's hypergeometric law
  chao1                  vegan estimateR()
  collision              vegan simpson.unb()
  validity_fisher_p      scipy.stats.fisher_exact()
  validity_newcombe_...  statsmodels confint_proportions_2indep("newcomb")

The rest is written down here a second time, from the definitions rather than
from the closed forms, with exact fractions or 50 digits: a jackknife leaves
out one draw after the other, the variance of a yield at k goes over pairs of
answers, a permutation test over all ways to part the pool.
"""

import json
import platform
import random
import subprocess
from collections import Counter
from fractions import Fraction
from itertools import combinations
from math import comb, sqrt
from pathlib import Path

import mpmath
import scipy
import statsmodels
from scipy.stats import fisher_exact, hypergeom
from statsmodels.stats.proportion import (
    confint_proportions_2indep,
    proportion_confint,
)

HERE = Path(__file__).parent
mpmath.mp.dps = 50


# ------------------------------------------------------------- definitions
def jackknife(values):
    """(n - 1)/n sum (x_i - mean)^2 of leave-one-out values with multiplicity."""
    n = sum(m for _, m in values)
    mean = sum(x * m for x, m in values) / Fraction(n)
    return Fraction(n - 1, n) * sum(m * (x - mean) ** 2 for x, m in values)


def yield_jackknife(counts, invalid):
    s = len(counts)
    left = [(Fraction(s - (c == 1)), c) for c in counts]
    return jackknife(left + [(Fraction(s), invalid)])


def simpson(counts):
    v = sum(counts)
    return Fraction(sum(c * (c - 1) for c in counts), v * (v - 1))


def collision_jackknife(counts):
    left = []
    for i, c in enumerate(counts):
        rest = counts[:i] + [c - 1] + counts[i + 1 :]
        left.append((simpson(rest), c))
    return jackknife(left)


def good_toulmin(counts, n):
    f = Counter(counts)
    return sum((-1) ** (k + 1) * m for k, m in f.items()) - Fraction(f[1] ** 2, n)


def missed(n, c, k):
    return Fraction(comb(n - c, k), comb(n, k))


def yield_at(counts, n, k):
    return sum(1 - missed(n, c, k) for c in counts)


def both_missed(n, a, b, k):
    """U misses i and W misses j: t draws of j are in U."""
    ways = 0
    for t in range(0, min(b, k) + 1):
        if k - t > n - a - b or k > n - k - (b - t):
            continue
        ways += comb(b, t) * comb(n - a - b, k - t) * comb(n - k - (b - t), k)
    return Fraction(ways, comb(n, k) * comb(n - k, k))


def yield_at_variance(counts, n, k):
    product = Fraction(0)
    f = Counter(counts)
    for a, m in f.items():
        for b, l in f.items():
            pairs = m * (m - 1) if a == b else m * l
            if pairs:
                product += pairs * (
                    1 - missed(n, a, k) - missed(n, b, k) + both_missed(n, a, b, k)
                )
        same = Fraction(comb(n - a, 2 * k), comb(n, 2 * k))
        product += m * (1 - 2 * missed(n, a, k) + same)
    return yield_at(counts, n, k) ** 2 - product


def yield_at_variance_brute(counts, invalid, k):
    """Over all pairs of disjoint sets of draws; tiny cells only."""
    draws = [j for j, c in enumerate(counts) for _ in range(c)] + [None] * invalid
    n = len(draws)
    total, pairs, single, sets = 0, 0, 0, 0
    seen = lambda u: len({draws[i] for i in u} - {None})
    for u in combinations(range(n), k):
        single += seen(u)
        sets += 1
        rest = [i for i in range(n) if i not in u]
        for w in combinations(rest, k):
            total += seen(u) * seen(w)
            pairs += 1
    return Fraction(single, sets) ** 2 - Fraction(total, pairs)


def entropy(counts):
    v = sum(counts)
    f = Counter(counts)
    h = sum(
        mpmath.mpf(c) / v * (mpmath.digamma(v) - mpmath.digamma(c)) for c in counts
    )
    if f[1]:
        if f[2]:
            a = mpmath.mpf(2 * f[2]) / ((v - 1) * f[1] + 2 * f[2])
        else:
            a = mpmath.mpf(2) / ((v - 1) * (f[1] - 1) + 2)
        if a < 1:
            series = sum((1 - a) ** r / r for r in range(1, v))
            h += mpmath.mpf(f[1]) / v * (1 - a) ** (1 - v) * (-mpmath.log(a) - series)
    return float(h)


def seen_mass(counts, n):
    f = Counter(counts)
    if not counts:
        return None
    if not f[1]:
        return 1.0
    if f[2]:
        rare = Fraction((n - 1) * f[1], (n - 1) * f[1] + 2 * f[2])
    else:
        rare = Fraction((n - 1) * (f[1] - 1), (n - 1) * (f[1] - 1) + 2)
    return float(1 - Fraction(f[1], n) * rare)


def permutation(a, b, a_invalid, b_invalid):
    """Over all tables: how many of each answer's draws the one sample has."""
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
    total = sum(law.values())
    mean = Fraction(sum(d * w for d, w in law.items()), total)
    observed = sum(x > 0 for x in a) - sum(x > 0 for x in b)
    far = abs(observed - mean)
    more = sum(w for d, w in law.items() if abs(d - mean) > far)
    ties = sum(w for d, w in law.items() if abs(d - mean) == far)
    assert total == comb(n + sum(b) + b_invalid, n)
    return float(Fraction(more + ties, total)), float(Fraction(2 * more + ties, 2 * total))


# --------------------------------------------------------------- libraries
def vegan(counts, k):
    """rarefy, chao1 and simpson.unb of one sample without invalid draws."""
    code = (
        "suppressMessages(library(vegan)); x <- c(%s);"
        "cat(format(c(rarefy(x, %d)[1], estimateR(x)[2], simpson.unb(x)),"
        "digits=16), as.character(packageVersion('vegan')), R.version$major,"
        "R.version$minor)" % (",".join(map(str, counts)), k)
    )
    words = subprocess.check_output(["Rscript", "-e", code], text=True).split()
    return [float(w) for w in words[:3]], "%s (R %s.%s)" % tuple(words[3:])


def close(a, b, what):
    assert abs(a - b) <= 1e-11 * max(1, abs(b)), (what, a, b)


def wilson(valid, n):
    low, high = proportion_confint(valid, n, method="wilson")
    return [0.0 if valid == 0 else low, 1.0 if valid == n else high]


# ------------------------------------------------------------------- cells
def root(x):
    return sqrt(x) if x is not None and x >= 0 else None


def cell(counts, invalid, space, at):
    seen = [c for c in counts if c]
    v, s, n = sum(seen), len(seen), sum(seen) + invalid
    f = Counter(seen)
    curve, errors = {}, {}
    for k in at:
        curve[str(k)] = errors[str(k)] = None
        if k > n or n == 0:
            continue
        value = float(yield_at(seen, n, k))
        close(value, sum(float(hypergeom.sf(0, n, c, k)) for c in seen), "rarefy")
        curve[str(k)] = value
        if 2 * k <= n:
            variance = yield_at_variance(seen, n, k)
            errors[str(k)] = root(variance)
            if n <= 9:
                assert variance == yield_at_variance_brute(seen, invalid, k)
    chao1 = s + f[1] * (f[1] - 1) / (2 * (f[2] + 1))
    collision = float(simpson(seen)) if v > 1 else None
    if s > 1 and not invalid:
        k = max(1, v // 3)
        (rare, chao, unb), _ = vegan(seen, k)
        close(rare, float(yield_at(seen, v, k)), "vegan rarefy")
        close(chao, chao1, "vegan chao1")
        close(1 - unb, collision, "vegan simpson.unb")
    ceiling = None
    if n:
        miss = mpmath.mpf(space - 1) / space if space else None
        ceiling = float(space * (1 - miss**n)) if space else float(n)
    h = entropy(seen) if v else None
    return {
        "n": n,
        "valid": v,
        "validity": v / n if n else None,
        "validity_ci95": wilson(v, n) if n else None,
        "yield": s,
        "yield_se": root(yield_jackknife(seen, invalid)) if n else None,
        "yield_at": curve,
        "yield_at_se": errors,
        "uniqueness": s / v if v else None,
        "collision": collision,
        "collision_se": root(collision_jackknife(seen)) if v > 2 else None,
        "entropy": h,
        "effective_number": float(mpmath.exp(h)) if v else None,
        "seen_mass": seen_mass(seen, n),
        "chao1": chao1,
        "ceiling": ceiling,
        "relative_yield": s / ceiling if n else None,
        "distance_to_uniform": (
            float(space * simpson(seen) - 1) if space and v > 1 else None
        ),
    }


def zipf(rng, size, exponent, n, validity):
    weights = [1 / (i + 1) ** exponent for i in range(size)]
    valid = sum(rng.random() < validity for _ in range(n))
    drawn = Counter(rng.choices(range(size), weights, k=valid))
    return [drawn[i] for i in range(size)], n - valid


def cells(rng):
    yield [18, 12, 9, 1, 1], 9, 50, [1, 10, 25, 26, 50]
    yield [18, 12, 9, 1, 1], 0, None, [20]
    yield [], 0, 7, [1]
    yield [], 5, 7, [0, 1, 2, 3, 5, 6]
    yield [0, 3, 0, 1, 2], 2, 5, [0, 1, 2, 3, 4, 8]
    yield [1], 0, 1, [1]
    yield [1], 3, None, [1, 2]
    yield [2], 0, 3, [1, 2]
    yield [1, 1], 0, 10, [1]
    yield [1, 1, 1], 0, None, [1]
    yield [2, 1], 1, 4, [1, 2]
    yield [3, 2, 2, 1], 1, 10, [2, 3, 4]
    yield [100], 0, 10, [10, 50, 100]
    yield [1] * 100, 0, 10**15, [1, 50, 99, 100]
    yield [2] * 50, 0, 50, [10, 50]
    yield [95, 4, 1], 0, 50, [25, 50]
    yield [1] * 70, 30, None, [33, 50]
    yield [1000, 300, 40, 3, 2, 1, 1, 1], 155, 2**32, [100, 750]
    yield [300, 300, 1], 99399, 50, [300]
    for size, exponent, n, validity in [
        (7, 1, 100, 1),
        (50, 0, 100, 1),
        (50, 0, 100, 0.9),
        (50, 0.5, 100, 0.97),
        (50, 1, 100, 0.95),
        (50, 1.5, 100, 1),
        (100, 2, 100, 0.5),
        (1000, 1, 100, 1),
        (10000, 0.8, 100, 0.8),
        (300, 1, 1000, 0.9),
    ]:
        counts, invalid = zipf(rng, size, exponent, n, validity)
        yield [c for c in counts if c], invalid, size, [n // 10, n // 2, n // 2 + 1, n]


# ------------------------------------------------------------------- pairs
def pair(a, b, a_invalid, b_invalid):
    va, vb = sum(a), sum(b)
    na, nb = va + a_invalid, vb + b_invalid
    if not na or not nb:
        keys = ["validity_fisher_p", "validity_newcombe_ci95"]
        keys += ["yield_permutation_p", "yield_permutation_midp"]
        return dict.fromkeys(keys)
    p, midp = permutation(a, b, a_invalid, b_invalid)
    newcombe = confint_proportions_2indep(va, na, vb, nb, method="newcomb")
    return {
        "validity_fisher_p": float(fisher_exact([[va, a_invalid], [vb, b_invalid]])[1]),
        "validity_newcombe_ci95": [float(x) for x in newcombe],
        "yield_permutation_p": p,
        "yield_permutation_midp": midp,
    }


def pairs(rng):
    yield [4, 0, 1], [1, 2, 2], 1, 1
    yield [1, 1, 1, 0], [0, 0, 0, 3], 0, 0
    yield [1, 1, 1], [0, 0, 1], 0, 2
    yield [3], [3], 0, 0
    yield [0, 0], [2, 1], 4, 1
    yield [0], [0], 4, 3
    yield [0], [1], 0, 1
    yield [7, 3], [2, 0], 0, 20
    yield [100, 0], [0, 100], 0, 0
    yield [1] * 30 + [0] * 30, [0] * 30 + [1] * 30, 10, 5
    yield [30, 20], [200, 100], 1, 3
    for size, one, two, n, m, v, w in [
        (7, 1, 2, 100, 100, 1, 1),
        (50, 0, 0, 100, 100, 1, 1),
        (50, 0, 1, 100, 100, 1, 0.9),
        (50, 1, 1.5, 100, 100, 0.99, 0.95),
        (1000, 1, 1, 100, 60, 0.9, 0.8),
        (10000, 0.8, 1.3, 100, 100, 0.8, 0.95),
        (30, 1, 1, 40, 200, 0.5, 0.55),
    ]:
        a, a_invalid = zipf(rng, size, one, n, v)
        b, b_invalid = zipf(rng, size, two, m, w)
        both = [(x, y) for x, y in zip(a, b) if x + y]
        yield [x for x, _ in both], [y for _, y in both], a_invalid, b_invalid


def write(name, head, rows):
    with open(HERE / name, "w") as out:
        for row in [head, *rows]:
            out.write(json.dumps(row) + "\n")


def main():
    rng = random.Random(4)
    head = {
        "made_by": "tests/data/make_estimate.py",
        "scipy": scipy.__version__,
        "statsmodels": statsmodels.__version__,
        "mpmath": mpmath.__version__,
        "vegan": vegan([2, 1], 2)[1],
        "python": platform.python_version(),
    }
    rows = []
    for counts, invalid, space, at in cells(rng):
        row = {"counts": counts, "invalid": invalid, "space": space, "at": at}
        row["want"] = cell(counts, invalid, space, at)
        rows.append(row)
    write("estimate_cells.jsonl", head, rows)
    rows = []
    for a, b, a_invalid, b_invalid in pairs(rng):
        row = {"counts": a, "invalid": a_invalid, "base_counts": b}
        row["base_invalid"] = b_invalid
        row["want"] = pair(a, b, a_invalid, b_invalid)
        rows.append(row)
    write("estimate_pairs.jsonl", head, rows)


if __name__ == "__main__":
    main()
