#!/bin/sh
# Make results/baselines/ again: each simulated model's completions and summary,
# which also are the golden files of tests/e2e/e2e_simulated.c. To be run, and
# its changes to be explained, when a task, a word list or a sampler changes.
#
# usage: sh scripts/baselines.sh [GAMUT]
set -eu
cd "$(dirname "$0")/.."
gamut=${1:-build/release/gamut}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for model in base instruct uniform; do
	folder=results/baselines/sim-$model
	mkdir -p "$folder"
	"$gamut" run --model "sim:$model" --seed 1 --out "$work/$model" >/dev/null
	"$gamut" score "$work/$model" --samples >/dev/null
	# The run's id holds its time: what is published does not.
	jq -c '{task, setting, text}' "$work/$model/samples.jsonl" \
		>"$folder/completions.jsonl"
	sed 's/"run":"[0-9a-f]*"/"run":null/' "$work/$model/summary.json" \
		>"$folder/summary.json"
done
