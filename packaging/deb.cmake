# The Debian package: `cpack --config build/release/CPackConfig.cmake -B DIR`.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME gamut)
set(CPACK_PACKAGE_VENDOR "Gamut developers")
set(CPACK_PACKAGE_CONTACT "Gamut developers <gamut@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "measure how much of a space of answers a language model covers")
set(CPACK_PACKAGE_DESCRIPTION "Gamut asks a language model n times for one thing, checks every answer with a
program, and reports validity, uniqueness and yield, with intervals.

It samples from endpoints that speak the protocols of OpenAI or Anthropic,
compares runs as a release gate, writes reports as tables, HTML and pictures,
and takes tasks of one's own: in YAML, as a program in any language, or as a
plugin in C, for which the headers are included.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
	OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "hunspell-en-us, hunspell-en-gb")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS gnuplot-nox)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "pkg-config, gcc")

# What only a Debian package has: its licence and its log, where they belong.
file(READ ${PROJECT_SOURCE_DIR}/LICENSE licence)
string(REGEX REPLACE "^[^\n]*\n\n[^\n]*\n\n" "" licence "${licence}")
string(REGEX REPLACE "\n\n" "\n.\n" licence "${licence}")
string(REGEX REPLACE "\n" "\n " licence " ${licence}")
string(STRIP "${licence}" licence)
file(READ ${PROJECT_SOURCE_DIR}/wordlists/verbs.tsv wordnet LIMIT 4096)
string(REGEX MATCH "# This software and database.*agrees to preserve same\\." wordnet "${wordnet}")
string(REGEX REPLACE "\n#\n" "\n# .\n" wordnet "${wordnet}")
string(REGEX REPLACE "(^|\n)#" "\\1" wordnet "${wordnet}")
set(at @)
configure_file(copyright.in copyright @ONLY)
string(TIMESTAMP now "%a, %d %b %Y %H:%M:%S +0000" UTC)
configure_file(changelog.in changelog @ONLY)
set(made ${CMAKE_CURRENT_BINARY_DIR})
execute_process(COMMAND ${GAMUT_GZIP} -9nc ${made}/changelog
	OUTPUT_FILE ${made}/changelog.Debian.gz COMMAND_ERROR_IS_FATAL ANY)
install(FILES ${made}/copyright ${made}/changelog.Debian.gz DESTINATION ${doc}
	COMPONENT debian EXCLUDE_FROM_ALL)
set(whole "${PROJECT_BINARY_DIR};gamut;ALL;/")
set(CPACK_INSTALL_CMAKE_PROJECTS "${whole};${PROJECT_BINARY_DIR};gamut;debian;/")
include(CPack)
