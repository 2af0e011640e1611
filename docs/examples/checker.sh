# Is the answer a side of a coin, in any of its usual spellings?
#
# Nothing but what the shell itself can do: a checker may start no processes.
# The request is matched whole, so that no answer can pass for more than it is.

while IFS= read -r request; do
	case $request in
	'{"id":'*',"answer":"'[Hh]eads'"}') echo '{"valid":true,"canonical":"heads"}' ;;
	'{"id":'*',"answer":"'[Tt]ails'"}') echo '{"valid":true,"canonical":"tails"}' ;;
	*) echo '{"valid":false,"reason":"not-listed"}' ;;
	esac
done
