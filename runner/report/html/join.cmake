# usage: cmake -DOUT=<file> -DPARTS=<file;...> [-DSCRIPT=ON] -P join.cmake
# The parts, one after the other; of a script, as one function of its own.
set(text "")
foreach(part IN LISTS PARTS)
	file(READ ${part} content)
	string(APPEND text "${content}\n")
endforeach()
if(SCRIPT)
	set(text "(() => {\n\"use strict\";\n${text}})();\n")
endif()
file(WRITE ${OUT} "${text}")
