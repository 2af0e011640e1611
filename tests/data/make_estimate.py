#!/usr/bin/env python3
"""Expected values for test_estimate.c and e2e_estimate.c.

    /usr/bin/python3 tests/data/make_estimate.py

writes estimate_cells.jsonl, estimate_pairs.jsonl, estimate_laws.jsonl and
estimate_suites.jsonl beside this file. Needs Debian's python3-scipy,
python3-statsmodels, python3-mpmath and r-cran-vegan; the tests need none of
them. What a library has is the library's:

  validity_ci95          statsmodels proportion_confint(method="wilson")
  yield_at, uniqueness_at  vegan rarefy(), also scipy's hypergeometric law
  chao1                  vegan estimateR()
  collision              vegan simpson.unb()
  validity_fisher_p      scipy.stats.fisher_exact()
  validity_newcombe_...  statsmodels confint_proportions_2indep("newcomb")
  collision_ci95 at its edges  scipy's limits of Poisson's and the binomial law
  quantiles and tails    scipy.stats.norm and .t (whose quantiles mpmath improves)
  over tasks             scipy.stats.t.interval() with scipy.stats.sem()
  mean of shares         statsmodels proportion_confint(method="wilson")

The rest is written down here a second time, from the definitions rather than
from the closed forms, with exact fractions or 50 digits: a jackknife leaves
out one draw after the other, the variance of a yield at k goes over pairs of
answers, a permutation test over all ways to part the pool, and the chance of
so many equal pairs over all that a uniform model can say: one by one where
these are few, else by counting them with whole numbers.
"""

import json
import platform
import random
import subprocess
from collections import Counter
from fractions import Fraction
from functools import lru_cache
from itertools import combinations, product
from math import comb, prod, sqrt
from pathlib import Path

import mpmath
import numpy
import scipy
import statsmodels
from scipy.stats import beta, chi2, fisher_exact, hypergeom, norm, sem, t as student
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


def collision_interval(counts):
    """By ln(D/(1 - D)); where D is 0 or 1, by what would not have been seen."""
    v, d = sum(counts), simpson(counts)
    if d == 0:
        # The upper limit of a rate of which no event was seen, by all pairs.
        return [0.0, min(1.0, chi2.ppf(0.975, 2) / 2 / comb(v, 2))]
    if d == 1:
        # Clopper and Pearson's lower limit of a share that is v of v.
        return [float(beta.ppf(0.025, v, 1)) ** 2, 1.0]
    variance = max(collision_jackknife(counts), collision_jackknife(counts + [1]))
    error = mpmath.sqrt(mpmath.mpf(variance.numerator) / variance.denominator)
    p = mpmath.mpf(d.numerator) / d.denominator
    half = norm.ppf(0.975) * error / (p * (1 - p))
    ends = [mpmath.log(p / (1 - p)) + side * half for side in (-1, 1)]
    return [float(1 / (1 + mpmath.exp(-end))) for end in ends]


def good_toulmin(counts, n):
    f = Counter(counts)
    return sum((-1) ** (k + 1) * m for k, m in f.items()) - Fraction(f[1] ** 2, n)


@lru_cache(None)
def missed(n, c, k):
    return Fraction(comb(n - c, k), comb(n, k))


def yield_at(counts, n, k):
    return sum(1 - missed(n, c, k) for c in counts)


def yield_at_jackknife(counts, invalid, k):
    """Leave out each draw in turn, then take all sets of k of the rest."""
    n = sum(counts) + invalid
    whole = sum(1 - missed(n - 1, c, k) for c in counts)
    left = [(whole, invalid)]
    for c in counts:
        without = whole + missed(n - 1, c, k)
        left.append((without - missed(n - 1, c - 1, k), c))
    return jackknife(left)


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


# ------------------------------------------------- pairs of a uniform model
def pairs_of(count):
    return count * (count - 1) // 2


def null_by_hand(v, m, observed):
    """P(pairs >= observed), over all m^v samples."""
    far = 0
    for draws in product(range(m), repeat=v):
        pairs = sum(pairs_of(c) for c in Counter(draws).values())
        far += pairs >= observed
    return Fraction(far, m**v)


def null_by_counting(v, m, observed):
    """The same: the samples with fewer pairs are counted, value by value."""
    ways = {(0, 0): 1}
    for value in range(m):
        new = Counter()
        for (drawn, pairs), way in ways.items():
            for c in range(v - drawn + 1):
                if pairs + pairs_of(c) >= observed:
                    break
                new[drawn + c, pairs + pairs_of(c)] += way * comb(v - drawn, c)
        ways = new
    fewer = sum(way for (drawn, _), way in ways.items() if drawn == v)
    return 1 - Fraction(fewer, m**v)


def null_roughly(v, m, observed):
    """The same in doubles, to about 1e-9: for what is simulated."""
    most = min(v, next(c for c in range(v + 2) if pairs_of(c) >= observed) - 1)
    law = numpy.zeros((v + 1, observed))
    law[0, 0] = 1
    for value in range(m):
        new = numpy.zeros_like(law)
        share = 1 / (m - value)
        for drawn in range(v + 1):
            if not law[drawn].any():
                continue
            chances = scipy.stats.binom.pmf(range(most + 1), v - drawn, share)
            for c in range(min(most, v - drawn) + 1):
                p = pairs_of(c)
                new[drawn + c, p:] += law[drawn, : observed - p] * chances[c]
        law = new
    return max(0.0, 1 - float(law[v].sum()))


def null(counts, m):
    """p and how Gamut finds it, by the limits of uniform.h."""
    v, t = sum(counts), sum(pairs_of(c) for c in counts)
    if not m or v < 2 or v > 10000:
        return None, None
    each, more = divmod(v, m)
    if t == more * pairs_of(each + 1) + (m - more) * pairs_of(each):
        return 1.0, "exact"
    if t == 1:
        none = prod((mpmath.mpf(m - i) / m for i in range(v)), start=mpmath.mpf(1))
        return float(1 - none), "exact"
    most = max(c for c in range(1, v + 1) if c == 1 or pairs_of(c) < t)
    cost = m * v * t * (most + 1)
    if cost <= 5e7:
        p = null_by_counting(v, m, t)
        if m**v <= 100000:
            assert p == null_by_hand(v, m, t)
        if v >= 10 * m:
            x = m * (2 * t + v) / v - v
            assert abs(float(p) - chi2.sf(x, m - 1)) < 0.02
        return float(p), "exact"
    return (null_roughly(v, m, t) if cost < 4e8 else 0.0), "monte-carlo"


# --------------------------------------------------------------- libraries
def vegan(counts, k, valid_at=()):
    """rarefy, chao1 and simpson.unb of one sample without invalid draws."""
    ks = ",".join(map(str, [k, *valid_at]))
    code = (
        "suppressMessages(library(vegan)); x <- c(%s);"
        "cat(format(c(sapply(c(%s), function(k) rarefy(x, k)[1]),"
        "estimateR(x)[2], simpson.unb(x)), digits=16),"
        "as.character(packageVersion('vegan')), R.version$major,"
        "R.version$minor)" % (",".join(map(str, counts)), ks)
    )
    words = subprocess.check_output(["Rscript", "-e", code], text=True).split()
    return [float(w) for w in words[:-3]], "%s (R %s.%s)" % tuple(words[-3:])


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
    curve, errors, unique, band = {}, {}, {}, {}
    valid_at = [k for k in at if 0 < k <= v]
    for k in at:
        unique[str(k)] = float(yield_at(seen, v, k) / k) if k in valid_at else None
        curve[str(k)] = errors[str(k)] = band[str(k)] = None
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
    if s > 1:
        k = max(1, v // 3)
        (rare, *rares, chao, unb), _ = vegan(seen, k, valid_at)
        for i, value in zip(valid_at, rares):
            close(value / i, unique[str(i)], "vegan rarefy, valid")
        close(rare, float(yield_at(seen, v, k)), "vegan rarefy")
        close(chao, chao1, "vegan chao1")
        close(1 - unb, collision, "vegan simpson.unb")
    ceiling = None
    if n:
        miss = mpmath.mpf(space - 1) / space if space else None
        ceiling = float(space * (1 - miss**n)) if space else float(n)
    h = entropy(seen) if v else None
    p, method = null(seen, space)
    half, most = 0, min(n, space or n)
    if n:
        # The jackknife of f1 (1 - f1/n), of one singleton and one pair more.
        guarded = yield_jackknife(seen + [1, 2], invalid) * Fraction(n + 3, n + 2)
        half = norm.ppf(0.975) * sqrt(guarded)
    for k in at:
        if not n or k > n:
            continue
        wide = half
        if k < n:
            wide = norm.ppf(0.975) * sqrt(yield_at_jackknife(seen + [1, 2], invalid, k))
        mean, full = curve[str(k)], min(k, space or k)
        band[str(k)] = [max(0, mean - wide), min(full, mean + wide)]
    top = sorted(seen, reverse=True)
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
        "yield_ci95": [max(0, s - half), min(most, s + half)] if n else None,
        "yield_variance_good_toulmin": float(good_toulmin(seen, n)) if n else None,
        "uniqueness_at": unique,
        "yield_at_ci95": band,
        "collision_ci95": collision_interval(seen) if v > 2 else None,
        "effective_number_2": float(1 / simpson(seen)) if collision else None,
        "top_share": {k: sum(top[:k]) / v if v else None for k in (1, 3, 5)},
        "distance_to_uniform_p": p,
        "distance_to_uniform_p_method": method,
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
    yield [4, 2, 1, 1], 0, 5, [3]
    yield [5, 2, 1], 0, 3, [4]
    yield [30, 12, 10, 10], 2, 4, [5]
    yield [2] + [1] * 98, 0, 2**32, [10]
    yield [20] * 5, 0, 7, [10]
    yield [20, 17, 16, 14, 13, 12, 8], 0, 7, [10]
    yield [1] * 24 + [2] * 3, 4, 300, [10]
    yield [10001, 1], 0, 7, [10]
    even = [1, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 8]
    yield even * 3 + [8, 7, 4, 2, 1, 1], 0, 51, [100]


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


# ------------------------------------------------------------ laws, suites
def laws():
    for p in [1e-9, 0.001, 0.025, 0.05, 0.3, 0.5, 0.8, 0.95, 0.975, 0.9995]:
        yield {"law": "normal", "p": p, "quantile": float(norm.ppf(p))}
    for z in [-5, -1.25, 0, 0.5, 1.959963984540054, 4, 12, 30]:
        yield {"law": "normal", "at": z, "tail": float(norm.sf(z))}
    for df in [1, 2, 3, 4, 9, 21, 65, 1000]:
        for p in [0.001, 0.2, 0.975, 0.999]:
            row = {"law": "student", "df": df, "p": p}
            yield {**row, "quantile": student_quantile(p, df)}
        row = {"law": "student", "df": df, "at": 1.3}
        yield {**row, "tail": float(student.sf(1.3, df))}


def student_quantile(p, df):
    """scipy's is good to 2e-9 only: improved on with 50 digits."""
    near = float(student.ppf(p, df))

    def tail(t):
        beta = mpmath.betainc(df / 2, 0.5, 0, df / (df + t * t), regularized=True)
        return beta / 2

    exact = mpmath.findroot(lambda t: tail(t) - min(p, 1 - p), abs(near))
    close(abs(near) * 1e-3, float(exact) * 1e-3, "scipy's t")
    return float(exact) if p > 0.5 else -float(exact)


def over_tasks(values):
    k = len(values)
    want = {"mean": sum(values) / k, "sd": None, "se": None, "ci95": None, "df": 0}
    if k > 1:
        se = float(sem(values))
        interval = student.interval(0.95, k - 1, loc=want["mean"], scale=se)
        want.update(sd=se * sqrt(k), se=se, ci95=[float(x) for x in interval])
        want["df"] = k - 1
    return {"kind": "over_tasks", "values": values, "want": want}


def share_mean(shares):
    k = len(shares)
    p = sum(Fraction(part, whole) for part, whole in shares) / k
    v = sum(Fraction(part * (whole - part), whole**3) for part, whole in shares) / k**2
    n = p * (1 - p) / v if v else k**2 / sum(Fraction(1, whole) for _, whole in shares)
    want = {"mean": float(p), "se": sqrt(v), "ci95": wilson(float(p * n), float(n))}
    return {"kind": "shares", "shares": shares, "want": want}


def yield_sum(cells):
    """Of cells (counts, invalid): the variance of the sum of their yields."""
    toulmin, guarded = Fraction(0), Fraction(0)
    for counts, invalid in cells:
        n = sum(counts) + invalid
        toulmin += good_toulmin(counts, n)
        more = yield_jackknife(counts + [1, 2], invalid)
        guarded += more * Fraction(n + 3, n + 2)
    rule = guarded if len(cells) < 10 else max(toulmin, guarded / 3)
    rows = [{"counts": counts, "invalid": invalid} for counts, invalid in cells]
    return {"kind": "yields", "cells": rows, "want": {"variance": float(rule)}}


def suites(rng):
    yield over_tasks([0.5])
    yield over_tasks([0.5, 0.75])
    yield over_tasks([round(rng.random(), 3) for _ in range(22)])
    yield share_mean([[0, 5]])
    yield share_mean([[81, 100]])
    yield share_mean([[100, 100]] * 22)
    yield share_mean([[0, 10], [10, 10]])
    yield share_mean([[7, 10], [99, 100], [3, 3]])
    yield share_mean([[rng.randint(90, 100), 100] for _ in range(66)])
    yield yield_sum([([4, 2, 1, 1], 2)])
    yield yield_sum([([], 5), ([3, 2, 1], 0)])
    yield yield_sum([([100], 0)] * 22)
    yield yield_sum([([1] * 100, 0)] * 22)
    mixed = []
    for i in range(24):
        counts, invalid = zipf(rng, 10 + 20 * i, 1, 50, 0.9)
        mixed.append(([c for c in counts if c], invalid))
    yield yield_sum(mixed[:9])
    yield yield_sum(mixed)


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
    write("estimate_laws.jsonl", head, laws())
    write("estimate_suites.jsonl", head, suites(rng))


if __name__ == "__main__":
    main()
