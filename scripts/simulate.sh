#!/bin/sh
# Simulate models with known laws, and print how often intervals hold the truth
# and tests find what is there, or what is not: the tables of docs/metrics.md.
# The seeds are fixed. The tables there are of 4,000 runs, which take ten minutes.
#
# usage: sh scripts/simulate.sh [RUNS]
set -eu
cd "$(dirname "$0")/.."
cmake --preset release >/dev/null
cmake --build --preset release --target gamut_simulate >/dev/null
build/release/tests/simulate/gamut_simulate "${1:-1600}"
