#ifndef GAMUT_BASE_ENV_H
#define GAMUT_BASE_ENV_H

/*
 * The environment variable `name`, or NULL where it is unset or empty. The
 * one place that reads the environment; nothing in the program changes it.
 */
const char *gamut_env(const char *name);

#endif
