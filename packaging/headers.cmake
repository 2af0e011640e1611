# gamut_public_headers(<out>): the headers that plugins may include, relative to
# the top of the tree: the contract, the verifiers with a rule of their own, and
# what these include.
function(gamut_public_headers out)
	set(open tasks/plugin.h base/text.h)
	file(GLOB verifiers RELATIVE ${PROJECT_SOURCE_DIR} CONFIGURE_DEPENDS
		${PROJECT_SOURCE_DIR}/verifiers/*.h)
	foreach(header IN LISTS verifiers)
		file(STRINGS ${PROJECT_SOURCE_DIR}/${header} constants
			REGEX "^extern const struct gamut_verifier gamut_verifier_")
		if(constants)
			list(APPEND open ${header})
		endif()
	endforeach()
	set(all "")
	while(open)
		list(POP_FRONT open header)
		if(header IN_LIST all)
			continue()
		endif()
		list(APPEND all ${header})
		file(STRINGS ${PROJECT_SOURCE_DIR}/${header} includes REGEX "^#include \"")
		list(TRANSFORM includes REPLACE "#include \"(.*)\".*" "\\1")
		list(APPEND open ${includes})
	endwhile()
	list(SORT all)
	set(${out} ${all} PARENT_SCOPE)
endfunction()
