/*
 * Files in the program: gamut_asset_<name>, and behind its last byte
 * gamut_asset_<name>_end. The build says which.
 */
	.section .rodata

	.macro asset name, file
	.global gamut_asset_\name
	.global gamut_asset_\name\()_end
gamut_asset_\name:
	.incbin "\file"
gamut_asset_\name\()_end:
	.byte 0
	.endm

	asset d3, D3
	asset plot, PLOT
	asset app, APP
	asset style, STYLE
	asset licences, LICENCES

	.section .note.GNU-stack, "", %progbits
