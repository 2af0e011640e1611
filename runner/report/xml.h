#ifndef GAMUT_REPORT_XML_H
#define GAMUT_REPORT_XML_H

#include "base/buf.h"
#include "base/str.h"

/* Text in XML 1.0, of which JUnit's reports are made. */

/*
 * Add `text`, in which nothing acts elsewhere (see inert.h), as character data:
 * what is markup as an entity, and U+FFFE and U+FFFF, for which XML has no
 * place, as U+FFFD.
 */
void gamut_xml_add(struct gamut_buf *out, struct gamut_str text);

/* Add a blank and `name`="`value`". */
void gamut_xml_attribute(struct gamut_buf *out, const char *name,
                         struct gamut_str value);

/*
 * JUnit's `element` ("failure", "error", "skipped"), of the type "gamut": with
 * a message, which some tools show, and text, as others do.
 */
void gamut_xml_outcome(struct gamut_buf *out, const char *element,
                       struct gamut_str message, struct gamut_str text);

#endif
