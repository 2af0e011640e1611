#!/bin/sh
# Make words.tsv, English words, beside this script, out of the lists of
# Debian's scowl, or those in the folder $SCOWL, sources/more_words.txt and
# sources/not_words.txt.
# $SCOWL_LICENCE is the package's copyright file, if it is not in its place.
# The same inputs give the same bytes.
set -eu
LC_ALL=C
export LC_ALL

here=$(cd "$(dirname "$0")" && pwd)
scowl=${SCOWL:-/usr/share/dict/scowl}
licence=${SCOWL_LICENCE:-/usr/share/doc/scowl/copyright}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Letters with marks lose them: "cafe".
marks='s/à/a/g; s/á/a/g; s/â/a/g; s/ä/a/g; s/å/a/g; s/ç/c/g; s/è/e/g; s/é/e/g
s/ê/e/g; s/ë/e/g; s/î/i/g; s/ï/i/g; s/ñ/n/g; s/ó/o/g; s/ô/o/g; s/ö/o/g
s/û/u/g; s/ü/u/g'

sed '/^#/d; /^$/d' "$here/sources/not_words.txt" | sort >"$work/not_words"
{
	for region in english american british; do
		for size in 10 20 35 40 50 55 60 70; do
			cat "$scowl/$region-words.$size"
		done
	done
	cat "$here/sources/more_words.txt"
} | sed "$marks" | grep -x '[a-z]\{2,15\}' | sort -u |
	comm -23 - "$work/not_words" >"$work/words"

{
	cat <<EOF
# English words, one a line, in the order of the bytes: 2 to 15 lower-case
# ASCII letters, which have lost their marks ("cafe"). No proper names and no
# abbreviations; spellings of American and British English.
#
# Made by make_words.sh from Debian's scowl 2020.12.07-2: english-words,
# american-words and british-words up to size 70, with those of
# sources/more_words.txt and without those of sources/not_words.txt. The
# licences, of all sizes:
#
EOF
	sed 's/^/# /; s/ *$//' "$licence"
	cat "$work/words"
} >"$work/words.tsv"
mv "$work/words.tsv" "$here/words.tsv"
