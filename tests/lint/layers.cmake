cmake_minimum_required(VERSION 3.25)

# usage: cmake -DROOT=<dir> -P layers.cmake
# A file may include "project" headers of its own layer and of those below.
# This is the picture of docs/architecture.md, as a check.
set(layers base verifiers tasks tasks/catalog
	runner/plan runner/store runner/sample runner/measure/estimate runner/measure
	runner/measure/compare runner/report runner/report/compare runner/report/figure
	runner/report/html runner/exchange runner/exchange/export runner/exchange/import
	runner/cli)
set(below_base           base/)
set(below_verifiers      ${below_base} verifiers/)
set(below_tasks          ${below_verifiers} tasks/[a-z_]+[.](h|def))
set(below_tasks/catalog  ${below_tasks} tasks/catalog/)
set(below_runner/store   ${below_base} runner/store/)
set(below_runner/plan    ${below_tasks/catalog} runner/store/ runner/plan/)
set(below_runner/sample  ${below_runner/plan} runner/sample/)
set(below_runner/measure/estimate ${below_tasks/catalog} runner/measure/estimate/)
set(below_runner/measure ${below_runner/measure/estimate} runner/store/ runner/measure/[a-z_]+[.]h)
set(below_runner/measure/compare ${below_runner/measure} runner/measure/compare/)
set(below_runner/report  ${below_runner/measure} runner/report/[a-z_]+[.]h)
set(below_runner/report/compare ${below_runner/measure/compare} ${below_runner/report} runner/report/compare/)
set(below_runner/report/html ${below_runner/report} runner/report/html/)
set(below_runner/exchange ${below_base} runner/exchange/[a-z_]+[.]h)
set(below_runner/exchange/export ${below_runner/report} ${below_runner/exchange} runner/plan/ runner/exchange/export/)
set(below_runner/exchange/import ${below_runner/measure} ${below_runner/exchange} runner/plan/ runner/exchange/import/)
set(below_runner/report/figure ${below_runner/report/compare} runner/report/figure/)
set(below_runner/cli     ${below_runner/sample} runner/measure/ runner/report/ runner/exchange/ runner/cli/)

foreach(layer IN LISTS layers)
	file(GLOB files RELATIVE ${ROOT} ${ROOT}/${layer}/*.[ch] ${ROOT}/${layer}/*.def)
	list(JOIN below_${layer} "|" allowed)
	foreach(file IN LISTS files)
		file(STRINGS ${ROOT}/${file} includes REGEX "^#include \"")
		foreach(line IN LISTS includes)
			if(NOT line MATCHES "\"(${allowed})")
				message(SEND_ERROR "${file}: ${line} reaches above its layer")
			endif()
		endforeach()
	endforeach()
endforeach()

# A source that no layer claims would escape the rule.
file(GLOB_RECURSE all RELATIVE ${ROOT} ${ROOT}/base/*.[ch] ${ROOT}/verifiers/*.[ch]
	${ROOT}/tasks/*.[ch] ${ROOT}/runner/*.[ch])
foreach(file IN LISTS all)
	get_filename_component(folder ${file} DIRECTORY)
	if(NOT folder IN_LIST layers)
		message(SEND_ERROR "${file}: '${folder}' is no layer")
	endif()
endforeach()
