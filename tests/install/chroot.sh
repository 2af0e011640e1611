#!/bin/sh
# Installs the Debian package into a clean Debian 12 and uses it there as a user
# would: by hand, for it needs root, debootstrap and a mirror.
#
# usage: sh tests/install/chroot.sh PACKAGE.deb [MIRROR]
#
# MIRROR is that of this machine's apt where none is given. Ends with "passed".
set -eu
deb=$(readlink -f "$1")
mirror=${2:-$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.sources \
	/etc/apt/sources.list.d/*.list 2>/dev/null |
	sed -n 's/^URIs: *\([^ ]*\).*/\1/p; s/^deb  *\(\[[^]]*\] *\)\{0,1\}\([^ ]*\).*/\2/p' |
	head -n 1)}
root=$(mktemp -d)
chmod 755 "$root"
log=$root.log

finish() {
	code=$?
	for folder in proc dev; do
		umount "$root/$folder" 2>/dev/null || :
	done
	# What is still mounted is not ours to remove.
	grep -q " $root/" /proc/mounts || rm -rf --one-file-system "$root"
	[ "$code" -eq 0 ] || tail -n 40 "$log" >&2
	rm -f "$log"
}
trap finish EXIT
trap 'exit 1' INT TERM

step() {
	echo "$1" >&2
	echo "== $1" >>"$log"
}

# inside COMMAND...: in the new system, as root; as_user LINE: as somebody.
inside() {
	chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
		DEBIAN_FRONTEND=noninteractive "$@" >>"$log" 2>&1
}
as_user() {
	inside su -s /bin/sh user -c "set -e; cd; $1"
}

step "a clean system"
debootstrap --variant=minbase bookworm "$root" "$mirror" >>"$log" 2>&1
# As this machine gets to the network.
for file in /etc/resolv.conf /etc/hosts $(grep -l Acquire /etc/apt/apt.conf.d/* || :); do
	[ ! -f "$file" ] || cp "$file" "$root$file"
done
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
inside useradd -m user

step "apt install, with what it depends on"
cp "$deb" "$root/tmp/gamut.deb"
inside apt-get update
inside apt-get install -y --no-install-recommends /tmp/gamut.deb

step "gamut doctor"
as_user "gamut doctor"

step "a simulated run"
as_user "gamut run --tasks 'rng_*,gerunds,car_brand' -n 20 --seed 1 --out first --format json
	gamut score first | grep rng_1_10"

step "manual pages"
inside apt-get install -y --no-install-recommends man-db
as_user "man gamut | grep -q 'EXIT STATUS'
	man gamut-run | grep -q -- --endpoint"

step "completion: bash, zsh, fish"
inside apt-get install -y --no-install-recommends bash-completion zsh fish
as_user "bash -c '. /usr/share/bash-completion/bash_completion
	_completion_loader gamut || [ \$? -eq 124 ]
	complete -p gamut'
	zsh -f -c 'autoload -Uz compinit && compinit -u && echo \$_comps[gamut]' | grep -x _gamut
	fish -c 'complete -C \"gamut ru\"' | grep -q '^run'"

step "a plugin in C"
inside apt-get install -y --no-install-recommends gcc libc6-dev pkg-config
as_user "cp /usr/share/gamut/examples/plugin/vowel_words.c .
	cc -shared -fPIC -fvisibility=hidden -Wall -Wextra -Werror \
		\$(pkg-config --cflags gamut) -o vowel_words.so vowel_words.c
	if gamut run --help | grep -q -- --task-file; then
		gamut run --task-file ./vowel_words.so -n 5 --seed 1 --out second
	else
		echo 'this version takes no plugins yet'
	fi"

step "removal"
inside apt-get purge -y gamut
[ ! -e "$root/usr/share/gamut" ]
echo passed
