#!/bin/sh
# Make colors.tsv, the colour names, beside this script.
#
# usage: make_colors.sh [TARBALL [RGB]]
#
# TARBALL is the npm package color-name-list, of the version below, fetched
# with `npm pack` if not given; RGB is the rgb.txt of Debian's x11-common.
set -eu

version=14.29.0
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

tarball=${1:-}
rgb=${2:-/etc/X11/rgb.txt}
if [ -z "$tarball" ]; then
	(cd "$work" && npm pack --silent "color-name-list@$version" >/dev/null)
	tarball=$work/color-name-list-$version.tgz
fi
tar -xzf "$tarball" -C "$work" package/LICENSE package/package.json \
	package/src/colornames.csv
grep -q "\"version\": \"$version\"" "$work/package/package.json" || {
	echo "make_colors.sh: '$tarball' is not color-name-list $version" >&2
	exit 1
}

{
	cat <<EOF
# Colour names: one colour a line, its spellings with tabs between them.
#
# Made by make_colors.sh from the npm package color-name-list $version
# (src/colornames.csv) and the X11 names of Debian's x11-common (rgb.txt),
# without the numbered ones such as gray42. X11 names that differ from a name
# before them only in spaces or in gray for grey stand on its line.
#
# color-name-list is under this licence:
#
EOF
	sed 's/^/# /; s/ *$//' "$work/package/LICENSE"
	cat <<EOF
#
# The X11 names come from the X Window System, under the same terms.
EOF
	LC_ALL=C awk '
	# The first field of a line of CSV, whose quotes are undone.
	function first_field(line,    at, out) {
		if (substr(line, 1, 1) != "\"") {
			at = index(line, ",")
			return at ? substr(line, 1, at - 1) : line
		}
		out = ""
		line = substr(line, 2)
		while ((at = index(line, "\"")) > 0) {
			out = out substr(line, 1, at - 1)
			if (substr(line, at + 1, 1) != "\"")
				return out
			out = out "\""
			line = substr(line, at + 2)
		}
		print "make_colors.sh: unclosed quote: " $0 > "/dev/stderr"
		exit 1
	}
	function add(name,    key) {
		key = tolower(name)
		gsub(/ /, "", key)
		gsub(/gray/, "grey", key)
		if (!(key in row)) {
			row[key] = rows
			names[rows++] = name
		} else if (!(tolower(name) in seen)) {
			names[row[key]] = names[row[key]] "\t" name
		}
		seen[tolower(name)] = 1
	}
	{ sub(/\r$/, "") }
	FILENAME ~ /csv$/ {
		if (FNR > 1)
			add(first_field($0))
		next
	}
	/^!/ { next }
	{
		sub(/^[ \t]*[0-9]+[ \t]+[0-9]+[ \t]+[0-9]+[ \t]+/, "")
		if ($0 !~ /[0-9]$/)
			add($0)
	}
	END {
		for (i = 0; i < rows; i++)
			print names[i]
	}' "$work/package/src/colornames.csv" "$rgb"
} >"$work/colors.tsv"
mv "$work/colors.tsv" "$here/colors.tsv"
