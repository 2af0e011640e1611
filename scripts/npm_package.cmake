# gamut_npm_package(<name> <version> <sha512>): a package of the npm registry,
# unpacked as ${GAMUT_NPM_DIR}/<name>. It is fetched once, for all build trees
# of this source tree, and is exactly the one that the hash tells. None of its
# dependencies come along.
#
# Which registry: GAMUT_NPM_REGISTRY, else what npm is set up for, else what
# Debian's node-registry-url says, which reads the same settings and is a
# fraction of npm's size.
set(GAMUT_NPM_REGISTRY "" CACHE STRING
	"Base URL of an npm registry; empty: ask npm, or node-registry-url")
set(GAMUT_NPM_DIR "${PROJECT_SOURCE_DIR}/build/npm" CACHE PATH
	"Where packages of the npm registry are kept")

function(gamut_npm_registry out)
	set(url "${GAMUT_NPM_REGISTRY}")
	if(NOT url)
		execute_process(COMMAND npm config get registry
			OUTPUT_VARIABLE url OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
	endif()
	if(NOT url)
		execute_process(COMMAND node -e "import(require.resolve('registry-url'))
			.then((module) => console.log(module.default()))"
			OUTPUT_VARIABLE url OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
	endif()
	if(NOT url)
		message(FATAL_ERROR "the charting library of HTML reports comes from "
			"the npm registry, and nothing here knows where that is. Remedies: "
			"apt-get install node-registry-url; or -DGAMUT_NPM_REGISTRY=URL; "
			"or -DGAMUT_HTML=OFF, which builds without HTML reports")
	endif()
	string(REGEX REPLACE "/+$" "" url "${url}")
	set(${out} "${url}" PARENT_SCOPE)
endfunction()

function(gamut_npm_package name version sha512)
	set(folder "${GAMUT_NPM_DIR}/${name}")
	if(EXISTS "${folder}/${version}.done")
		return()
	endif()
	get_filename_component(base "${name}" NAME)
	set(file "${base}-${version}.tgz")
	set(archive "${GAMUT_NPM_DIR}/${file}")
	gamut_npm_registry(registry)
	file(DOWNLOAD "${registry}/${name}/-/${file}" "${archive}"
		TIMEOUT 120 STATUS status)
	list(GET status 0 code)
	list(GET status 1 reason)
	if(NOT code EQUAL 0)
		file(REMOVE "${archive}")
		message(FATAL_ERROR "cannot fetch ${file}: ${reason}. Remedies: try "
			"again; or -DGAMUT_NPM_REGISTRY=URL of a mirror; or "
			"-DGAMUT_HTML=OFF, which builds without HTML reports")
	endif()
	file(SHA512 "${archive}" found)
	if(NOT found STREQUAL sha512)
		file(REMOVE "${archive}")
		message(FATAL_ERROR "${file} is not what it was when it was "
			"chosen: its SHA-512 is ${found}, not ${sha512}")
	endif()
	# All that is in such an archive is in a folder called package.
	file(REMOVE_RECURSE "${folder}" "${archive}.unpacked")
	file(ARCHIVE_EXTRACT INPUT "${archive}" DESTINATION "${archive}.unpacked")
	get_filename_component(above "${folder}" DIRECTORY)
	file(MAKE_DIRECTORY "${above}")
	file(RENAME "${archive}.unpacked/package" "${folder}")
	file(REMOVE_RECURSE "${archive}" "${archive}.unpacked")
	file(TOUCH "${folder}/${version}.done")
endfunction()
