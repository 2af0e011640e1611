#!/bin/sh
# Each shell completes commands, options, values and names of tasks.
#
# usage: completion.sh PREFIX
set -eu
share=$1/share
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
mkdir runs

# expect WANTED LINE: what the shell of `complete` makes of the line's end.
expect() {
	got=$(complete "$2" | tr '\n' ' ')
	case " $got" in
	*" $1 "*) ;;
	*)
		echo "$shell: '$2' gives '$got', not '$1'" >&2
		exit 1
		;;
	esac
}

check() {
	shell=$1
	expect run 'gamut ru'
	expect --format 'gamut run --form'
	expect prime_numbers 'gamut verify prime_n'
	expect weekdays_full 'gamut tasks weekdays_f'
	[ -z "$(complete 'gamut doctor r')" ]
}

complete() {
	# shellcheck disable=SC2016 # bash expands
	bash --norc -c '. "$0"
		read -ra COMP_WORDS <<<"$1"
		[[ $1 != *" " ]] || COMP_WORDS+=("")
		[[ $1 != *=* ]] || COMP_WORDS=("${COMP_WORDS[@]:0:2}" "${1#* * }")
		if [[ $1 == *=* ]]; then
			last=${COMP_WORDS[2]}
			COMP_WORDS[2]=${last%%=*}
			COMP_WORDS+=(= "${last#*=}")
		fi
		COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
		_gamut
		printf "%s\n" "${COMPREPLY[@]}"' "$share/bash-completion/completions/gamut" "$1"
}
check bash
expect json 'gamut run --format js'
expect json 'gamut run --format=js'
expect zero-shot,few-shot-described 'gamut run --settings zero-shot,few-shot-d'
expect runs 'gamut run --out ru'
expect runs 'gamut score ru'
expect llama.cpp 'gamut run --profile lla'

complete() {
	XDG_CONFIG_HOME=$PWD XDG_DATA_HOME=$PWD HOME=$PWD fish --no-config -c "
		source $share/fish/vendor_completions.d/gamut.fish
		complete -C '$1'" | cut -f 1
}
check fish
expect json 'gamut run --format js'
expect --format=json 'gamut run --format=js'
expect zero-shot,few-shot-described 'gamut run --settings zero-shot,few-shot-d'
expect runs/ 'gamut run --out ru'
expect runs/ 'gamut score ru'
expect llama.cpp 'gamut run --profile lla'

# zsh completes in a terminal only: what each line is after a tab. All of them in
# one shell, as setting up completion takes it long.
zsh -n "$share"/zsh/*/_gamut
zsh -fc 'zmodload zsh/zpty && zpty try true' 2>/dev/null || {
	echo "this machine has no pseudo terminals: zsh is not asked" >&2
	exit 0
}
cat >wanted <<'END'
gamut ru|gamut run
gamut run --form|gamut run --format=
gamut run --format=js|gamut run --format=json
gamut verify prime_n|gamut verify prime_numbers
gamut tasks weekdays_f|gamut tasks weekdays_full
gamut run --settings=zero-shot,few-shot-d|gamut run --settings=zero-shot,few-shot-described,
gamut run --profile=lla|gamut run --profile=llama.cpp
gamut score ru|gamut score runs/
gamut doctor r|gamut doctor r
END
zsh -f -c '
	zmodload zsh/zpty
	zpty shell "PS1= TERM=dumb zsh -f -i"
	zpty -w shell "fpath=($1 \$fpath); autoload -Uz compinit; compinit -u -D; unsetopt beep
		tell() { print -r -- \"\${BUFFER% }\" >>got; BUFFER=; print DONE }
		zle -N tell; bindkey ^X tell; bindkey ^I complete-word; print REA\DY"
	zpty -r shell out "*READY*"
	while IFS="|" read -r line rest; do
		zpty -w -n shell "$line"$'"'\\t\\x18'"'
		zpty -r shell out "*DONE*"
	done <wanted
	zpty -d shell' zsh "$(echo "$share"/zsh/*)" >/dev/null
cut -d '|' -f 2 wanted | diff -u - got
