#!/bin/sh
# The Debian package: what it depends on, what is in it, and that the program
# runs from there.
#
# usage: deb.sh CPACK CONFIG FOLDER
set -eu
folder=$3
rm -rf "$folder"
mkdir -p "$folder"
cd "$folder"
"$1" --config "$2" -B "$folder" >log 2>&1 || { cat log >&2; exit 1; }
deb=$(echo gamut_*.deb)

field() {
	dpkg-deb -f "$deb" "$1"
}
[ "$(field Package)" = gamut ]
[ "$(field Section)" = science ]
[ "$(field Architecture)" = "$(dpkg --print-architecture)" ]
for package in hunspell-en-us hunspell-en-gb libc6 libcurl4 libcjson1 libgmp10 libyaml-0-2; do
	field Depends | tr -d ' ' | tr ',' '\n' | grep -q "^$package\((.*\)\{0,1\}\$" || {
		echo "does not depend on $package: $(field Depends)" >&2
		exit 1
	}
done
field Recommends | grep -q gnuplot-nox

dpkg-deb -c "$deb" >files
for file in bin/gamut include/gamut/tasks/task.h share/man/man1/gamut.1.gz \
	share/gamut/wordlists/cars.tsv share/doc/gamut/copyright \
	share/doc/gamut/changelog.Debian.gz share/pkgconfig/gamut.pc \
	share/bash-completion/completions/gamut share/zsh/vendor-completions/_gamut \
	share/fish/vendor_completions.d/gamut.fish; do
	grep -q " \./usr/$file\$" files || { echo "$file is missing" >&2; exit 1; }
done
# Files of root, that only root may write; the program alone is executable.
[ -z "$(grep -v '^[d-]rw[x-]r-[x-]r-[x-] root/root ' files)" ]
[ "$(grep '^-rwx' files | sed 's/.* //')" = ./usr/bin/gamut ]

dpkg-deb -x "$deb" root
./root/usr/bin/gamut --version | grep -q "^gamut $(field Version | cut -d- -f 1)\$"
env -u GAMUT_WORDLISTS ./root/usr/bin/gamut doctor >said || { cat said >&2; exit 1; }
# Stripped.
[ -z "$(nm root/usr/bin/gamut 2>/dev/null)" ]
