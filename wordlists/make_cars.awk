# Turns vPIC's (make, model) pairs and sources/cars.tsv, in this order, into
# the lines of cars.tsv, unsorted. Called by make_cars.sh, under LC_ALL=C.

# What names are compared by: must merge whatever verifiers/car_name.c merges.
function fold(s) {
	gsub(/À|Á|Â|Ã|Ä|Å|à|á|â|ã|ä|å|ă|Ă/, "a", s)
	gsub(/È|É|Ê|Ë|è|é|ê|ë/, "e", s)
	gsub(/Ì|Í|Î|Ï|ì|í|î|ï/, "i", s)
	gsub(/Ò|Ó|Ô|Õ|Ö|ò|ó|ô|õ|ö/, "o", s)
	gsub(/Ù|Ú|Û|Ü|ù|ú|û|ü/, "u", s)
	gsub(/Ç|ç/, "c", s)
	gsub(/Ş|ş|Š|š/, "s", s)
	gsub(/Ğ|ğ/, "g", s)
	gsub(/Ñ|ñ/, "n", s)
	gsub(/&/, "and", s)
	gsub(/[ \/_'-]/, "", s)
	return tolower(s)
}

# Split s at the separators outside braces, into part[1..n]; returns n.
function cut(s, separator, part,    n, depth, i, c) {
	n = 1
	part[1] = ""
	for (i = 1; i <= length(s); i++) {
		c = substr(s, i, 1)
		depth += (c == "{") - (c == "}")
		if (c == separator && !depth)
			part[++n] = ""
		else
			part[n] = part[n] c
	}
	return n
}

# Expand the braces of s, leftmost slowest, onto out[1..n]; returns n.
function expand(s, out, n,    open, close_at, head, tail, choice, k, i) {
	open = index(s, "{")
	if (!open) {
		out[n + 1] = s
		return n + 1
	}
	close_at = index(s, "}")
	head = substr(s, 1, open - 1)
	tail = substr(s, close_at + 1)
	k = cut(substr(s, open + 1, close_at - open - 1), ",", choice)
	for (i = 1; i <= k; i++)
		n = expand(head choice[i] tail, out, n)
	return n
}

# Print a make, with those aliases that folding does not give anyway.
function add_make(name, list,    alias, n, i, key, kept) {
	make = name
	n = cut(name (list == "" ? "" : "|" list), "|", alias)
	for (i = 1; i <= n; i++) {
		key = fold(alias[i])
		if (key in make_of && make_of[key] != name) {
			printf "%s: two makes\n", alias[i] >"/dev/stderr"
			exit failed = 1
		}
		if (i > 1 && !(key in make_of))
			kept = kept (kept == "" ? "" : "|") alias[i]
		make_of[key] = name
	}
	print "make\t" name "\t" kept
}

# Remember a model of the make at hand, unless it is known.
function add_model(name,    key) {
	key = fold(name)
	if ((make, key) in known)
		return
	known[make, key] = 1
	models[++n_models] = name
	model_make[n_models] = make
	model_at[make, key] = n_models
}

# One entry of a model line: a name and its aliases, in braces.
function add_entry(entry,    field, n, name, n_names, alias, n_aliases, i, j) {
	n = cut(entry, "=", field)
	n_names = expand(field[1], name, 0)
	for (j = 1; j <= n_names; j++)
		add_model(name[j])
	for (i = 2; i <= n; i++) {
		n_aliases = expand(field[i], alias, 0)
		if (n_names > 1 && n_aliases != n_names) {
			printf "%s: braces do not pair\n", entry >"/dev/stderr"
			exit failed = 1
		}
		for (j = 1; j <= n_aliases; j++) {
			pend_make[++n_pending] = make
			pend_name[n_pending] = name[n_names > 1 ? j : 1]
			pend_alias[n_pending] = alias[j]
		}
	}
}

# Aliases come after the names of all models, which are stronger.
function add_aliases(    i, make_key, at) {
	for (i = 1; i <= n_pending; i++) {
		make_key = pend_make[i] SUBSEP fold(pend_alias[i])
		if (make_key in known)
			continue
		known[make_key] = 1
		at = model_at[pend_make[i], fold(pend_name[i])]
		aliases[at] = aliases[at] (aliases[at] == "" ? "" : "|") \
			pend_alias[i]
	}
}

function add_vpic(name, skip,    i, n, list) {
	n = cut(vpic[name], "\t", list)
	for (i = 2; i <= n; i++)
		if (skip == "" || list[i] !~ skip)
			add_model(list[i])
}

# vPIC comes last, so that the names and aliases above are stronger.
function merge_vpic(    i) {
	for (i = 1; i <= n_merges; i++) {
		make = merge_make[i]
		add_vpic(merge_name[i], merge_skip[i])
	}
}

# The model that model i is a variant of, or 0.
function base_of(i,    j, name, head, size) {
	name = models[i]
	for (j = 1; j <= n_variants; j++) {
		size = length(name) - length(variants[j])
		if (size < 1 || substr(name, size + 1) != variants[j])
			continue
		head = model_make[i] SUBSEP fold(substr(name, 1, size))
		if (head in model_at)
			return model_at[head]
	}
	return 0
}

# Drop variants; all their names become names of the models they vary.
function merge_variants(    i, base) {
	for (i = 1; i <= n_models; i++) {
		base = i
		while (base_of(base))
			base = base_of(base)
		is_variant[i] = base != i
		if (base != i)
			aliases[base] = aliases[base] \
				(aliases[base] == "" ? "" : "|") models[i] \
				(aliases[i] == "" ? "" : "|") aliases[i]
	}
}

BEGIN { FS = "\t" }
FNR == NR { vpic[$1] = vpic[$1] "\t" $2; next }
/^#/ || $0 == "" { next }
$1 == "make" {
	add_make($2, $3)
}
$1 == "vpic" {
	merge_make[++n_merges] = make
	merge_name[n_merges] = $2
	merge_skip[n_merges] = $3
}
$1 == "model" {
	n = cut($2, "|", entry)
	for (i = 1; i <= n; i++)
		add_entry(entry[i])
}
$1 == "trim" || $1 == "variant" {
	n = cut($2, "|", entry)
	for (i = 1; i <= n; i++) {
		n_words = expand(entry[i], word, 0)
		for (j = 1; j <= n_words; j++) {
			if ($1 == "variant")
				variants[++n_variants] = " " word[j]
			if (fold(word[j]) in trims)
				continue
			trims[fold(word[j])] = 1
			print "trim\t" word[j]
		}
	}
}
END {
	if (failed)
		exit 1
	add_aliases()
	merge_vpic()
	merge_variants()
	for (i = 1; i <= n_models; i++)
		if (!is_variant[i])
			printf "model\t%s\t%s\t%s\n", model_make[i], \
				models[i], aliases[i]
}
