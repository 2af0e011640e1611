#ifndef GAMUT_TASKS_CATALOG_DESCRIPTOR_H
#define GAMUT_TASKS_CATALOG_DESCRIPTOR_H

#include "tasks/task.h"

/*
 * Check a descriptor that was built elsewhere, and copied whole, for what would
 * break the program or mislead who reads its reports: everything that
 * gamut_task_validate() asks for; texts that are UTF-8 and show as they are; a
 * verifier that has what it must; cases, target and canonical rule without
 * holes and with values that this program knows. GAMUT_EABI for another ABI;
 * GAMUT_EINVAL names the member and, where it has a name, the task.
 */
GAMUT_MUST_USE
enum gamut_status gamut_descriptor_check(const struct gamut_task *task,
                                         struct gamut_err *err);

#endif
