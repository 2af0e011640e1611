#!/bin/sh
# Fetch a package of the npm registry and check that it is the one wanted.
#
# usage: npm_tarball.sh NAME@VERSION SHA512 FOLDER
#
# Says the path of the archive, in FOLDER.
set -eu

package=$1
sha512=$2
folder=$3
tarball=$folder/$(cd "$folder" && npm pack --silent "$package")
echo "$sha512  $tarball" | sha512sum -c --quiet - >&2 || {
	echo "$0: '$tarball' is not $package" >&2
	exit 1
}
echo "$tarball"
