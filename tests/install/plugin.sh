#!/bin/sh
# The example plugin, built out of the tree against what is installed, by
# pkg-config and by CMake, is loaded and does what it says.
#
# usage: plugin.sh PREFIX LOAD_PLUGIN CMAKE FOLDER
set -eu
prefix=$1
load=$2
cmake=$3
folder=$4
rm -rf "$folder"
umask 022
mkdir -p "$folder"
cp -R "$prefix/share/gamut/examples/plugin/." "$folder"
cd "$folder"

# shellcheck disable=SC2046 # words are options
"${CC:-cc}" -std=c11 -shared -fPIC -fvisibility=hidden -Wall -Wextra -Werror \
	$(PKG_CONFIG_PATH=$prefix/share/pkgconfig pkg-config --cflags gamut) \
	-o vowel_words.so vowel_words.c
"$cmake" -B build -DCMAKE_PREFIX_PATH="$prefix" >log 2>&1 &&
	"$cmake" --build build >>log 2>&1 || { cat log >&2; exit 1; }

for file in ./vowel_words.so build/vowel_words.so; do
	[ "$("$load" "$file")" = vowel_words ]
	# It shows what is looked for, and nothing else.
	[ "$(nm -D --defined-only "$file" | sed 's/.* //')" = gamut_plugin ]
	# The program itself, where it takes plugins.
	if "$prefix/bin/gamut" run --help | grep -q -- --task-file; then
		"$prefix/bin/gamut" run --task-file "$file" -n 5 --seed 1 \
			--out "run-$(dirname "$file" | tr -d ./)" >/dev/null
	fi
done
chmod g+w vowel_words.so
if "$load" ./vowel_words.so 2>said; then
	exit 1
fi
grep -q "chmod go-w" said
