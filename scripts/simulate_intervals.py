#!/usr/bin/env python3
"""How often the intervals of docs/metrics.md hold: the table under "Aggregates".

    /usr/bin/python3 scripts/simulate_intervals.py

Samples cells of models whose distribution is known, and counts how often an
interval has the truth. Written apart from Gamut's own code, from the formulas.
Needs numpy (Debian's python3-numpy); takes ten seconds.
"""

import numpy

Z = 1.959963984540054
CELLS = (1, 2, 5, 9, 10, 15, 22, 66)
RUNS = 4000

# answers, exponent of their shares, validity
MODELS = {
    "weekdays": (7, 1, 0.98),
    "uniform over 7": (7, 0, 1),
    "uniform over 10": (10, 0, 1),
    "uniform over 20": (20, 0, 1),
    "uniform over 50": (50, 0, 1),
    "uniform over 300": (300, 0, 1),
    "uniform over 1000": (1000, 0, 1),
    "uniform over 10000": (10000, 0, 1),
    "10000, a tenth invalid": (10000, 0, 0.9),
    "Zipf 0.5 over 50": (50, 0.5, 0.97),
    "Zipf 1 over 50": (50, 1, 0.95),
    "Zipf 1.5 over 50": (50, 1.5, 1),
    "Zipf 3 over 50": (50, 3, 0.95),
    "Zipf 1 over 1000": (1000, 1, 0.8),
    "collapsed": (50, 5, 0.97),
    "collapsed to one": (50, 8, 1),
}


def law(answers, exponent, validity):
    p = (numpy.arange(answers) + 1.0) ** -exponent
    return p / p.sum() * validity * (1 - 1e-12)


def sample(rng, p, n, cells):
    """Of each cell: yield - its mean, and three variances."""
    rows = []
    truth = (1 - (1 - p) ** n).sum()
    for first in range(0, cells, 500):
        size = min(500, cells - first)
        counts = rng.multinomial(n, [*p, max(0, 1 - p.sum())], size=size)[:, :-1]
        seen = (counts > 0).sum(1)
        once = (counts == 1).sum(1)
        toulmin = 2 * (counts % 2 == 1).sum(1) - seen - once**2 / n
        jackknife = (n - 1) / n * once * (1 - once / n)
        guarded = (once + 1) * (1 - once / n)
        padded = (once + 1) * (n - once + 2) / (n + 3)
        rows.append([seen - truth, toulmin, jackknife, guarded, padded])
    return numpy.concatenate(rows, axis=1)


def covered(error, variance):
    half = Z * numpy.sqrt(numpy.maximum(variance, 0)) + 1e-9
    return 100 * (numpy.abs(error) <= half).mean()


def yields(rng, n):
    print("\nyield, %d draws a cell: %% of intervals that hold" % n)
    print("by Gamut's rule (Good-Toulmin, jackknife, guarded jackknife)")
    for name, model in MODELS.items():
        pool = sample(rng, law(*model), n, 20000 if model[0] < 1000 else 4000)
        words = []
        for cells in CELLS:
            drawn = rng.integers(0, pool.shape[1], size=(RUNS, cells))
            error, toulmin, jackknife, guarded, padded = pool[:, drawn].sum(2)
            rule = padded if cells < 10 else numpy.maximum(toulmin, padded / 3)
            rest = [covered(error, v) for v in (toulmin, jackknife, guarded)]
            shown = "%d: %.1f (%.0f %.0f %.0f)"
            words.append(shown % (cells, covered(error, rule), *rest))
        print("%-22s %s" % (name, "  ".join(words)), flush=True)


def wilson(p, n):
    scale = 1 + Z * Z / n
    centre = (p + Z * Z / 2 / n) / scale
    half = Z * numpy.sqrt(p * (1 - p) / n + Z * Z / 4 / n / n) / scale
    return numpy.maximum(centre - half, 0), numpy.minimum(centre + half, 1)


def shares(rng, n):
    print("\nvalidity, %d draws a cell: %% that hold, by Gamut's rule (MOVER)" % n)
    for truth in (0.5, 0.8, 0.95, 0.99, 0.999):
        words = []
        for cells in CELLS:
            p = rng.binomial(n, truth, size=(5 * RUNS, cells)) / n
            mean = p.mean(1)
            variance = (p * (1 - p) / n).sum(1) / cells**2
            safe = numpy.where(variance > 0, variance, 1)
            size = numpy.where(variance > 0, mean * (1 - mean) / safe, n * cells)
            low, high = wilson(mean, size)
            ours = 100 * ((low <= truth + 1e-12) & (truth - 1e-12 <= high)).mean()
            low, high = wilson(p, n)
            low = mean - numpy.sqrt(((p - low) ** 2).sum(1)) / cells
            high = mean + numpy.sqrt(((high - p) ** 2).sum(1)) / cells
            mover = 100 * ((low <= truth + 1e-12) & (truth - 1e-12 <= high)).mean()
            words.append("%d: %.1f (%.1f)" % (cells, ours, mover))
        print("%-22s %s" % (truth, "  ".join(words)), flush=True)


def main():
    rng = numpy.random.default_rng(4)
    for n in (100, 25):
        yields(rng, n)
        shares(rng, n)


if __name__ == "__main__":
    main()
