/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The probe's own life in a process: start, threads that come and go, forks, the end.
 */
#ifndef PROBE_PROBE_H
#define PROBE_PROBE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The process `probe_tutor` made the region; 0: not known. */
extern int probe_tutor;
/* This is the program that the run is about, not one that it has started by exec. */
extern bool probe_is_first;

/* The number that the next thread or process is placed by. */
uint32_t place_next(void);
/* Puts the calling thread on the core that number `n` gets; nothing under PLACE_FREE. */
void place_here(uint32_t n);

/* The calling thread gets a ring. False: it does not report. */
bool self_claim(void);
/* It says nothing from now on, and its ring is free once drained. */
void self_leave(void);
/* The calling process is a new one, made by fork: the ring that it has is its parent's. */
void self_forked(void);

/* May there be one more process? Counts it if so; region_process_over() if it did not start. */
bool process_may_start(void);

/* The environment for exec, with what keeps the probe in it; env itself if it is all there. What
 * was made is given back by env_release(). */
char *const *env_keep(char *const env[]);
void env_release(char *const *kept, char *const env[]);
void env_save(void);

/* name.c: before anything is allocated; where the program's global variables are; in a new process,
 * to which nothing has been told. */
void name_start(void);
void name_globals(uintptr_t from, size_t size);
void name_forget(void);

void say_modules(void);
/* The values of the variables that the learner watches, as they are now. */
void say_watched(void);
void crash_install(void);

#endif
