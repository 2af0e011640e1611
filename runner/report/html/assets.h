#ifndef GAMUT_REPORT_HTML_ASSETS_H
#define GAMUT_REPORT_HTML_ASSETS_H

#include "base/str.h"

/*
 * What the page brings along
 * --------------------------
 * Files that the build put into the program; static. Those of the charting
 * library are empty where the build was told to do without HTML reports.
 */
enum gamut_asset {
	GAMUT_ASSET_D3,       /* d3, a script that defines `d3` */
	GAMUT_ASSET_PLOT,     /* Observable Plot, one that defines `Plot` */
	GAMUT_ASSET_APP,      /* our own, of app/ */
	GAMUT_ASSET_STYLE,    /* our style sheets */
	GAMUT_ASSET_LICENCES, /* of the library and of what its files hold */
};

struct gamut_str gamut_asset(enum gamut_asset which);

#endif
