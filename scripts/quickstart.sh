#!/bin/sh
# From a bare Debian 12 to a first result: installs the packages, builds a
# release and runs the whole benchmark on a simulated model. Safe to repeat.
set -eu
cd "$(dirname "$0")/.."
. scripts/packages.sh

# shellcheck disable=SC2086 # words are packages
install_packages $build_packages
quietly cmake --preset release -DBUILD_TESTING=OFF
quietly cmake --build --preset release

build/release/gamut run --model sim:base --seed 1 --out results/quickstart

cat <<'NEXT'

That was a simulated model: every number above has a known right answer. Next:

  build/release/gamut verify prime_numbers 617 2047 "it is 7"
  build/release/gamut tasks us_states_full_names --prompts
  build/release/gamut run --model sim:instruct --seed 1 --out results/instruct
  build/release/gamut report results/quickstart results/instruct --html report.html

and with a real model behind an OpenAI-compatible endpoint:

  build/release/gamut run --endpoint http://127.0.0.1:8000/v1 --model NAME
NEXT
