#!/bin/sh
# What the installed headers declare, the program exports to plugins, and
# nothing else of its own: tasks/exports.list is the list.
#
# usage: exports.sh PREFIX
set -eu
include=$1/include/gamut
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$include" && find . -name '*.h' | sed 's|^\./\(.*\)|#include "\1"|') >"$work/all.c"
"${CC:-cc}" -std=c11 -I"$include" -aux-info "$work/prototypes" -c -o "$work/all.o" "$work/all.c"
{
	sed -n "s|^/\* $include/.*[ *]\(gamut_[a-z0-9_]*\) (.*|\1|p" "$work/prototypes"
	grep -rhoE '^extern [^(]*\bgamut_[a-z0-9_]+(\[\])?;' "$include" |
		sed -E 's/.*\b(gamut_[a-z0-9_]+)(\[\])?;/\1/'
} | sort -u >"$work/declared"
nm -D --defined-only "$1/bin/gamut" | sed -n 's/.* \(gamut_[a-z0-9_]*\)$/\1/p' |
	sort -u >"$work/exported"
[ "$(wc -l <"$work/declared")" -gt 50 ]
missing=$(comm -23 "$work/declared" "$work/exported")
[ -z "$missing" ] || {
	echo "declared, but not exported: add to tasks/exports.list:" "$missing" >&2
	exit 1
}
extra=$(comm -13 "$work/declared" "$work/exported")
[ -z "$extra" ] || {
	echo "exported, but in no installed header: see tasks/exports.list:" "$extra" >&2
	exit 1
}
