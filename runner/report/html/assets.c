#include "runner/report/html/assets.h"

#include "base/status.h"

#define ASSET(name) \
	extern const char gamut_asset_##name[], gamut_asset_##name##_end[]

ASSET(d3);
ASSET(plot);
ASSET(app);
ASSET(style);
ASSET(licences);

/* The linker knows where one ends. */
#define SPAN(name)                                                      \
	((struct gamut_str){ .ptr = gamut_asset_##name,                 \
	                     .len = (size_t)(gamut_asset_##name##_end - \
	                                     gamut_asset_##name) })

struct gamut_str gamut_asset(enum gamut_asset which)
{
	switch (which) {
	case GAMUT_ASSET_D3:
		return SPAN(d3);
	case GAMUT_ASSET_PLOT:
		return SPAN(plot);
	case GAMUT_ASSET_APP:
		return SPAN(app);
	case GAMUT_ASSET_STYLE:
		return SPAN(style);
	case GAMUT_ASSET_LICENCES:
		return SPAN(licences);
	}
	GAMUT_BUG("no asset %d", (int)which);
}
