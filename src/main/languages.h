/*
 * languages.h: the languages that this program speaks when it serves.
 */
#ifndef MAIN_LANGUAGES_H
#define MAIN_LANGUAGES_H

#include "base/arena.h"
#include "base/err.h"

/*
 * English, the catalogues inside the program, and those in the folder `dir`
 * (NULL: none), CODE.mo each, by code; one in the folder replaces the one
 * inside. Languages without a catalogue are not offered. What is read lives in
 * the arena, which must live as long as the program serves. False with a
 * sentence when a catalogue is damaged: a page must not be half translated.
 */
bool languages_load(struct arena *a, const char *dir, struct err *e);

#endif
