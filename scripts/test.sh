#!/bin/sh
# Installs what building and testing need, then builds and passes all tests:
# plain, and under the address, undefined-behaviour and thread sanitizers, and
# with clang-tidy. Ends with a line "N passed, N failed". Safe to repeat.
#
# usage: sh scripts/test.sh [PRESET...]
set -eu
cd "$(dirname "$0")/.."
. scripts/packages.sh

# shellcheck disable=SC2086 # words are packages
install_packages $build_packages $test_packages

passed=0
failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# count_tests: add up the closing line that ctest wrote into the log.
count_tests() {
	line=$(sed -n 's/^[0-9]*% tests passed, \([0-9]*\) tests failed out of \([0-9]*\)$/\1 \2/p' "$log")
	bad=${line% *}
	all=${line#* }
	failed=$((failed + bad))
	passed=$((passed + all - bad))
}

# check NAME COMMAND...: one test that passes when the command does.
check() {
	name=$1
	shift
	if "$@" >"$log" 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		tail -n 60 "$log"
	fi
	echo "$name: $passed passed, $failed failed so far" >&2
}

for preset in "${*:-dev asan tsan tidy}"; do
	for name in $preset; do
		quietly cmake --preset "$name" -DBUILD_TESTING=ON
		if [ "$name" = tidy ]; then
			check tidy cmake --build --preset tidy
			continue
		fi
		quietly cmake --build --preset "$name"
		if ctest --preset "$name" >"$log" 2>&1; then
			:
		else
			cat "$log"
		fi
		count_tests
		echo "$name: $passed passed, $failed failed so far" >&2
	done
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
