#!/bin/sh
# Every command has a manual page, in which mandoc finds nothing to warn of.
#
# usage: manual.sh PREFIX
set -eu
cd "$1/share/man/man1"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
commands=$("$1/bin/gamut" --help | sed -n 's/^  \([a-z-]*\)  .*/\1/p')
[ "$(echo "$commands" | wc -l)" -ge 15 ]
for command in $commands; do
	gzip -dc "gamut-$command.1.gz" >"$work/gamut-$command.1"
	mandoc -T utf8 "$work/gamut-$command.1" | col -b >"$work/text"
	for section in NAME SYNOPSIS DESCRIPTION OPTIONS 'EXIT STATUS' ENVIRONMENT FILES 'SEE ALSO'; do
		grep -qx "$section" "$work/text"
	done
	for option in $("$1/bin/gamut" "$command" --help | sed -n 's/^ .* \(--[a-z-]*\) .*/\1/p'); do
		grep -q -- "$option" "$work/text"
	done
done
gzip -dc gamut.1.gz >"$work/gamut.1"
for command in $commands; do
	grep -q "gamut.-$command" "$work/gamut.1"
done
mandoc -T lint -W warning "$work"/*.1
