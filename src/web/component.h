/*
 * component.h: the look of every page: one function per component of the NHS
 * design system (nhsuk-frontend 10), each with a struct of parameters:
 *
 *	component_radios(out, &(struct radios){ .name = S("answer"),
 *	    .legend.text = str_of(T("How was your care?")),
 *	    .legend.size = "l", .legend.heading = 1,
 *	    .items = items, .nitems = NELEM(items), .value = posted });
 *
 * tests/unit/component_test.c holds them to the design system's own examples.
 */
#ifndef WEB_COMPONENT_H
#define WEB_COMPONENT_H

#include "web/component_button.h"
#include "web/component_choice.h"
#include "web/component_content.h"
#include "web/component_form.h"
#include "web/component_nav.h"
#include "web/component_page.h"
#include "web/component_part.h"
#include "web/component_table.h"

#endif
