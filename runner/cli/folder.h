#ifndef GAMUT_CLI_FOLDER_H
#define GAMUT_CLI_FOLDER_H

#include "runner/cli/session.h"

/*
 * Where a run goes that was given no directory: results/<model>-<template>-
 * <hash of all that was asked for>, so that the same command goes on with it.
 * Model and template are filled in. The name lives in `arena`.
 */
const char *gamut_folder_name(const struct gamut_session_options *options,
                              struct gamut_arena *arena);

#endif
