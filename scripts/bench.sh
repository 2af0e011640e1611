#!/bin/sh
# Measures the release build: against a mock endpoint on this machine, with wrk
# as the limit of what the machine can do, and by itself. Alternating, medians
# of five; trust ratios and instructions, times are this machine's. Takes two
# to three minutes. Exit status 1 where a floor is undercut.
#
# usage: sh scripts/bench.sh
set -eu
cd "$(dirname "$0")/.."
. scripts/packages.sh

if ! command -v wrk >/dev/null; then
	echo "install wrk (Debian: apt-get install wrk)" >&2
	exit 2
fi
# shellcheck disable=SC2086 # words are packages
install_packages $build_packages $test_packages
quietly cmake --preset release -DBUILD_TESTING=ON
quietly cmake --build --preset release

gamut=build/release/gamut
tools=build/release/tests/bench
rounds=5
# No word list, so that starting costs little.
cheap=rng_1_10,rng_1_100,random_seed,us_phone_numbers,basic_emails
cheap_cells=15
lists="basic_emails car_brand color_normal_ex element_names element_symbols
international_phone_numbers prime_numbers professional_emails random_seed
rng_1_10 rng_1_100 small_prime_numbers us_phone_numbers us_states_abbreviations
us_states_any_format us_states_full_names weekdays_abbreviated
weekdays_any_format weekdays_full"

temp=$(mktemp -d)
mocks=
clean_up() {
	# shellcheck disable=SC2086 # words are process ids
	[ -z "$mocks" ] || kill $mocks
	rm -rf "$temp"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

# calc EXPRESSION: its value.
calc() {
	awk "BEGIN { printf \"%.6g\", $1 }"
}

# median FILE COLUMN
median() {
	sort -g -k "$2,$2" "$1" | awk -v c="$2" '{ v[NR] = $c }
		END { print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'
}

# row WHAT MEASURED UNIT FLOOR TARGET STRETCH: a line of the table. '-' where
# there is none; the better end is where the stretch is.
row() {
	printf '%s|%s|%s|%s|%s|%s\n' "$@" >>"$temp/rows"
	echo "$1: $2 $3" >&2
}

# start_mock LATENCY_MS: sets `url` and `log`.
start_mock() {
	log=$temp/mock$1
	"$tools/gamut_bench_mock" "$1" >"$log" &
	mocks="$mocks $!"
	until grep -q '^port' "$log"; do sleep 0.05; done
	url=http://127.0.0.1:$(sed -n 's/^port //p' "$log")/v1
}

# measure COMMAND...: adds "WALL_S CPU_S PEAK_KIB START_NS" to the file `to`.
measure() {
	if ! "$tools/gamut_bench_measure" "$@" 2>"$temp/messages" >>"$temp/$to"; then
		cat "$temp/messages" >&2
		echo "failed: $*" >&2
		exit 2
	fi
}

# sample OPTION...: a measured run against the mock at `url`.
sample() {
	measure "$gamut" run --endpoint "$url" --model mock \
		--out "$temp/run" "$@"
	rm -rf "$temp/run"
}

# run_wrk: adds requests/s to the file `to`.
run_wrk() {
	wrk -t1 -c64 -d2 -s tests/bench/post.lua "$url/chat/completions" |
		sed -n 's/^Requests\/sec: *//p' >>"$temp/$to"
}

# count_instructions N: user instructions of a run with N samples a cell, by
# the processor's counter, else by valgrind (about as many; it counts a copy by
# bytes that the processor does in one). Nothing where there is neither.
count_instructions() {
	set -- "$gamut" run --endpoint "$fast" --model mock --tasks "$cheap" \
		-n "$1" --concurrency 64 --out "$temp/run"
	if perf stat -x, -e instructions:u true 2>&1 | grep -q '^[0-9]'; then
		perf stat -x, -e instructions:u "$@" 2>&1 >/dev/null |
			sed -n 's/^\([0-9]*\),.*instructions.*/\1/p'
	elif command -v valgrind >/dev/null; then
		valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" \
			2>&1 >/dev/null | sed -n 's/.*Collected : //p'
	fi
	rm -rf "$temp/run"
}

start_mock 0
fast=$url
fast_log=$log
start_mock 50
slow=$url

# Requests a second, CPU, start: against wrk.
url=$fast
requests=$((cheap_cells * 2000))
for round in $(seq $rounds); do
	to=wrk run_wrk
	to=cheap sample --tasks "$cheap" -n 2000 --concurrency 64
	to=full sample --concurrency 64
	tail -n 1 "$fast_log" | sed 's/first //' >>"$temp/first"
	to=many sample --tasks "$cheap" -n 10000 --samples-per-request 100 \
		--concurrency 64
done
wrk=$(median "$temp/wrk" 1)
wall=$(median "$temp/cheap" 1)
full=$(median "$temp/full" 1)
row "wrk -t1" "$(calc "$wrk")" requests/s - - -
row "gamut run" "$(calc "$requests / $wall")" requests/s - - -
row "the same against wrk" "$(calc "$requests / $wall / $wrk")" x 0.18 0.25 0.33
row "6,600 requests, 22 tasks" "$(calc "6600 / $full")" requests/s - - -
row "the same against wrk" "$(calc "6600 / $full / $wrk")" x - - -
row "CPU per 1,000 requests" \
	"$(calc "$(median "$temp/cheap" 2) * 1000 / $requests")" s 0.060 0.035 0.025
row "CPU per text at n=100" \
	"$(calc "$(median "$temp/many" 2) * 1e6 / ($cheap_cells * 10000)")" \
	us 3 1.6 0.6
paste -d ' ' "$temp/full" "$temp/first" |
	awk '{ printf "%.3f\n", ($5 - $4) / 1e6 }' >"$temp/start"
row "start to first request, 22 tasks" "$(median "$temp/start" 1)" ms 60 30 15

few=$(count_instructions 40)
more=$(count_instructions 120)
if [ -n "$few" ]; then
	row "user instructions a request" \
		"$(calc "($more - $few) / (80 * $cheap_cells)")" '' \
		130000 95000 70000
else
	echo "user instructions: neither perf's counter nor valgrind" >&2
fi

# An endpoint that takes its time: 104 rounds of 50 ms. wrk, which neither
# starts nor ends here, tells how late the machine is.
url=$slow
for round in $(seq $rounds); do
	to=late_wrk run_wrk
	to=late sample --concurrency 64
done
row "wrk -t1 at 50 ms, wall over 5.20 s" \
	"$(calc "6600 / $(median "$temp/late_wrk" 1) / 5.2")" x - - -
row "6,600 requests at 50 ms, wall over 5.20 s" \
	"$(calc "$(median "$temp/late" 1) / 5.2")" x 1.06 1.03 1.02
row "CPU per 1,000 requests at 50 ms" \
	"$(calc "$(median "$temp/late" 2) / 6.6")" s 0.080 0.050 0.040

# Memory.
url=$fast
n=$(((20000 + cheap_cells - 1) / cheap_cells))
to=small sample --tasks "$cheap" -n "$n" --concurrency 256
to=large sample --tasks "$cheap" -n "$((10 * n))" --concurrency 256
small=$(median "$temp/small" 3)
large=$(median "$temp/large" 3)
row "peak memory, 20,000 requests, c=256" "$(calc "$small / 1024")" MiB - - -
row "peak memory, 200,000 requests, c=256" "$(calc "$large / 1024")" MiB 48 24 18
row "the same against that of 20,000" "$(calc "$large / $small")" x - 1.1 1

# Commands without an endpoint.
for i in $(seq 100); do
	cat results/baselines/*/completions.jsonl
done >"$temp/foreign.jsonl"
for round in $(seq $rounds); do
	to=tasks measure "$gamut" tasks
	rm -rf "$temp/simulated"
	to=sim measure "$gamut" run --model sim:base --seed 1 --out "$temp/simulated"
	to=report measure "$gamut" report "$temp/simulated"
	to=score measure "$gamut" score "$temp/foreign.jsonl"
done
row "gamut tasks" "$(calc "1000 * $(median "$temp/tasks" 1)")" ms 50 20 -
row "gamut report of a full run" "$(median "$temp/report" 1)" s 1 0.5 -
row "full simulated run" "$(median "$temp/sim" 1)" s 1 0.5 -
bytes=$(wc -c <"$temp/foreign.jsonl")
row "gamut score of JSONL" \
	"$(calc "$bytes / 1e6 / $(median "$temp/score" 1)")" MB/s 100 200 350

# verified WHAT FLOOR TARGET STRETCH TASK...: millions of answers a second.
verified() {
	what=$1
	limits="$2 $3 $4"
	shift 4
	rate=$(GAMUT_WORDLISTS=wordlists "$tools/gamut_bench_verify" "$@")
	# shellcheck disable=SC2086 # words are three limits
	row "$what" "$(calc "$rate / 1e6")" M/s $limits
}
# shellcheck disable=SC2086 # words are tasks
verified "verified: lists, forms, numbers" 2 4 8 $lists
verified "verified: gerunds" 0.3 0.5 - gerunds
verified "verified: cars" 0.5 1 - car_make_model

awk -F '|' '
BEGIN {
	format = "%-42s %12s %-10s  %8s %8s %8s  %s\n"
	printf format, "what", "measured", "", "floor", "target", "stretch", ""
}
{
	better = $5 == "-" ? 0 : ($4 != "-" ? $5 - $4 : 1)
	verdict = ""
	if ($5 != "-") {
		if ($6 != "-")
			better = $6 - $5
		verdict = "between floor and target"
		if (better * ($2 - $5) >= 0)
			verdict = "target reached"
		if ($6 != "-" && better * ($2 - $6) >= 0)
			verdict = "stretch reached"
		if ($4 == "-" && verdict ~ /^between/)
			verdict = "target missed"
		if ($4 != "-" && better * ($2 - $4) < 0) {
			verdict = "FLOOR UNDERCUT"
			failed = 1
		}
	}
	printf format, $1, sprintf("%.6g", $2), $3, $4, $5, $6, verdict
}
END { exit failed }' "$temp/rows"
