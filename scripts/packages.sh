# Sourced by the other scripts, which run from the top of the tree.
# install_packages NAME...: those of the Debian packages that are missing, as
# root or with sudo. Says nothing unless something fails.

build_packages="gcc libc6-dev cmake ninja-build pkg-config ca-certificates
libgmp-dev libhunspell-dev libpcre2-dev libcurl4-openssl-dev libcjson-dev
libutf8proc-dev nettle-dev libsqlite3-dev libyaml-dev zlib1g-dev hunspell-en-us hunspell-en-gb"
# Says where the npm registry is, from which the charting library comes.
command -v npm >/dev/null || build_packages="$build_packages node-registry-url"

test_packages="check libmicrohttpd-dev clang clang-format clang-tidy
cmark-gfm gnuplot-nox jq libxml2-utils chromium dpkg-dev file mandoc
bsdextrautils fish zsh"
# Drives the browser.
command -v node >/dev/null || test_packages="$test_packages nodejs"

# quietly COMMAND...: its output only if it fails, and then the failure.
quietly() {
	log=$(mktemp)
	if ! "$@" >"$log" 2>&1; then
		cat "$log" >&2
		rm -f "$log"
		echo "failed: $*" >&2
		exit 1
	fi
	rm -f "$log"
}

install_packages() {
	missing=
	for package in "$@"; do
		dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null |
			grep -qx installed || missing="$missing $package"
	done
	[ -n "$missing" ] || return 0
	as_root=
	if [ "$(id -u)" -ne 0 ]; then
		as_root=sudo
		if ! command -v sudo >/dev/null; then
			echo "run this as root, or install sudo, to get:$missing" >&2
			exit 1
		fi
	fi
	echo "installing packages:$missing" >&2
	quietly $as_root apt-get update
	# shellcheck disable=SC2086 # words are packages
	quietly $as_root env DEBIAN_FRONTEND=noninteractive \
		apt-get install -y --no-install-recommends $missing
}
