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

# Completions as no page should meet them, under a name that is no better.
cat >hostile.jsonl <<'LINES'
{"task":"us_states_full_names","setting":"zero-shot","text":"</script><script>window.pwned=1</script>"}
{"task":"us_states_full_names","setting":"zero-shot","text":"<img src=x onerror=window.pwned=1>"}
{"task":"us_states_full_names","setting":"zero-shot","text":"<!--<script>"}
{"task":"us_states_full_names","setting":"zero-shot","text":"Utah"}
{"task":"us_states_full_names","setting":"zero-shot","text":"\u202eUtah\u202c\u0000\u001b[2J"}
{"task":"us_states_full_names","setting":"zero-shot","text":"=cmd|'/C calc'!A0"}
{"task":"us_states_full_names","setting":"zero-shot","text":"\"'`&amp;<b>"}
{"task":"us_states_full_names","setting":"zero-shot","text":""}
{"task":"us_states_full_names","setting":"zero-shot","text":"   "}
{"task":"us_states_full_names","setting":"few-shot","text":"__proto__"}
{"task":"gerunds","setting":"zero-shot","text":"a\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030a\u030b\u030c\u030d\u030e\u030f"}
{"task":"gerunds","setting":"zero-shot","text":"javascript:window.pwned=1"}
LINES
awk 'BEGIN { printf "{\"task\":\"gerunds\",\"setting\":\"zero-shot\",\"text\":\"";
	for (i = 0; i < 100000; i++) printf "x<script>x"; print "\"}" }' >>hostile.jsonl
quietly "$gamut" import hostile.jsonl --from jsonl --out hostile \
	--model '<img src=x onerror=window.pwned=1>'
quietly "$gamut" report hostile base --html hostile.html \
	--title '<script>window.pwned=1</script>'
