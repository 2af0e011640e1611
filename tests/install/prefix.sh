#!/bin/sh
# The installed program finds its data, wherever it was put; nothing else came
# along.
#
# usage: prefix.sh PREFIX
set -eu
prefix=$1
moved=$(mktemp -d)
trap 'rm -rf "$moved"' EXIT
cp -R "$prefix/." "$moved"
cd "$moved"
for file in bin/gamut include/gamut/tasks/plugin.h share/pkgconfig/gamut.pc \
	share/cmake/gamut/gamutConfig.cmake share/gamut/wordlists/verbs.tsv \
	share/gamut/examples/sweep.yaml share/gamut/experiment.schema.json \
	share/gamut/examples/plugin/vowel_words.c share/doc/gamut/metrics.md \
	share/doc/gamut/README.md share/doc/gamut/LICENSE share/man/man1/gamut-run.1.gz; do
	[ -s "$file" ] || { echo "$file is missing" >&2; exit 1; }
done
# Each prints what it finds, which is to be nothing.
[ -z "$(find include share -name '*.c' ! -path '*/examples/*')" ]
[ -z "$(grep -rl "$prefix" share include)" ]
cd /
env -u GAMUT_WORDLISTS "$moved/bin/gamut" verify gerunds running >/dev/null
[ "$(PKG_CONFIG_PATH=$moved/share/pkgconfig pkg-config --variable=includedir gamut)" \
	= "$moved/share/pkgconfig/../../include" ]
# What a task file or another program includes stands on its own.
for header in $(cd "$moved/include/gamut" && find . -name '*.h'); do
	echo "#include \"$header\"" |
		"${CC:-cc}" -std=c11 -Wall -Wextra -Werror -fsyntax-only -I"$moved/include/gamut" -xc -
done
