/*
 * What gamut new-task writes, in the program: gamut_skeleton_<name>, and behind
 * its last byte gamut_skeleton_<name>_end.
 */
	.section .rodata

	.macro skeleton name, file
	.global gamut_skeleton_\name
	.global gamut_skeleton_\name\()_end
gamut_skeleton_\name:
	.incbin "\file"
gamut_skeleton_\name\()_end:
	.byte 0
	.endm

	skeleton yaml, "task.yaml"
	skeleton command_yaml, "command.yaml"
	skeleton command_py, "command.py"
	skeleton plugin_c, "plugin.c.in"
	skeleton plugin_cmake, "plugin.cmake.in"
	skeleton plugin_readme, "plugin.md"

	.section .note.GNU-stack, "", %progbits
