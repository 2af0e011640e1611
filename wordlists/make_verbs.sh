#!/bin/sh
# Make verbs.tsv out of WordNet's verbs and the lists in sources/:
#
#	wordlists/make_verbs.sh [FILE]
#
# Reads the files of Debian's wordnet-base, or those in the folder $WORDNET.
# The output depends on nothing but these inputs.
set -eu
LC_ALL=C
export LC_ALL

here=$(cd "$(dirname "$0")" && pwd)
wordnet=${WORDNET:-/usr/share/wordnet}
out=${1:-$here/verbs.tsv}
lines=$(mktemp)
trap 'rm -f "$lines"' EXIT

# Lines of sources/ without comments.
list() {
	sed '/^#/d; /^$/d' "$here/sources/$1"
}

# One-word verbs; the second spelling of a verb that has two names the first.
# Spellings are one verb where a rule leads from one to the other and WordNet
# has them in one synset.
wordnet_verbs() {
	awk '
	/^  / { next }
	$1 !~ /^[a-z]+(-[a-z]+)*$/ || length($1) < 2 { next }
	{
		verbs[++count] = $1
		synsets[$1] = " "
		for (i = NF; length($i) == 8; i--)
			synsets[$1] = synsets[$1] $i " "
	}
	function shares(a, b,    ids, n, i) {
		if (a == b || !(b in synsets))
			return 0
		n = split(synsets[a], ids, " ")
		for (i = 1; i <= n; i++)
			if (index(synsets[b], " " ids[i] " "))
				return 1
		return 0
	}
	function respelt(verb, from, to,    other) {
		other = verb
		gsub(from, to, other)
		return shares(verb, other) ? other : verb
	}
	END {
		rules = "-=;our=or;ise$=ize;yse$=yze;ogue$=og;mme$=m;" \
			"re$=er;ae=e;oe=e;ould=old;oult=olt;ough=ow;" \
			"grey=gray;actise$=actice;ence$=ense;l$=ll"
		n = split(rules, rule, ";")
		for (i = 1; i <= count; i++) {
			verb = verbs[i]
			# To prise is to force, to prize to value as well.
			for (j = 1; j <= n && verb != "prise"; j++) {
				split(rule[j], part, "=")
				verb = respelt(verb, part[1], part[2])
			}
			print "verb\t" verbs[i] \
				(verb == verbs[i] ? "" : "\t" verb)
		}
	}' "$wordnet/index.verb"
}

# A verb with a hyphen is the one without, where that is in the list. What
# re- would make ambiguous (re-sign, resign) keeps its own name.
without_hyphen() {
	awk -F '\t' '
	{
		lines[NR] = $0
		verbs[NR] = $2
		names[$2] = NF == 3 ? $3 : $2
	}
	END {
		for (i = 1; i <= NR; i++) {
			other = verbs[i]
			gsub("-", "", other)
			if (lines[i] !~ /\t.*\t/ && verbs[i] !~ /^re-/ &&
			    other != verbs[i] && (other in names))
				lines[i] = lines[i] "\t" names[other]
			print lines[i]
		}
	}'
}

# Of verbs in -ize and -yze the spelling in -ise and -yse.
with_s() {
	awk -F '\t' '
	BEGIN { other_verb = "(^|cap|down|out|re|right|up)size$|prize$|seize$" }
	$2 ~ /(ize|yze)$/ && $2 !~ other_verb {
		other = $2
		sub(/ze$/, "se", other)
		print "verb\t" other "\t" (NF == 3 ? $3 : $2)
	}
	{ print }'
}

{
	list not_gerunds.txt | sed 's/^/deny	/'
	list verbs_modern.txt | awk '{
		for (i = 2; i <= NF; i++)
			print "form\t" $i "\t" $1
	}'
	awk '$1 ~ /^[a-z]+(-[a-z]+)*ing$/ {
		print "form\t" $1 "\t" $2
	}' "$wordnet/verb.exc"
	{
		wordnet_verbs
		list verbs_modern.txt | awk '{ print "verb\t" $1 }'
	} | without_hyphen | with_s
} | awk -F '\t' '!seen[$1, $2]++' | sort > "$lines"

{
	cat <<-'EOF'
	# Verbs and -ing forms. Made by make_verbs.sh; do not edit.
	#
	#	deny	WORD		not a gerund, whatever the rules say
	#	form	WORD	VERB	an -ing form that the rules do not give
	#	verb	VERB		the rules give its -ing form
	#	verb	VERB	NAME	likewise; another spelling of NAME
	#
	# Verbs and irregular forms are those of WordNet 3.0, and of the lists in
	# sources/, which are under the licence of the project. WordNet's:
	#
	EOF
	sed -n 's/^  [0-9]*/#/; t strip
	d
	:strip
	s/ *$//p' "$wordnet/index.verb"
	echo '#'
	cat "$lines"
} > "$out"
