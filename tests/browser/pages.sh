#!/bin/sh
# usage: sh pages.sh GAMUT FOLDER
# The pages that the tests in a browser open: one run; two; one that lacks
# samples; one whose completions, names and settings are what a page must fear.
set -eu
gamut=$1
rm -rf "$2"
mkdir -p "$2"
cd "$2"

quietly() {
	if ! "$@" >log 2>&1; then
		cat log
		exit 1
	fi
}

quietly "$gamut" run --model sim:base --seed 1 --out base
quietly "$gamut" run --model sim:instruct --seed 1 --out instruct
quietly "$gamut" report base --html one.html
quietly "$gamut" report base instruct --html compared.html

cp -R base torn
for shard in torn/shards/*; do
	head -n 6000 "$shard" >shorter
	mv shorter "$shard"
done
if "$gamut" report torn --html incomplete.html >log 2>&1 || [ $? -ne 3 ]; then
	echo "a run that lacks samples was reported as if it did not" >&2
	exit 1
fi
