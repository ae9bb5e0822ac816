/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef INTERPRETER_H
#define INTERPRETER_H

/* Yours: runs a script: `rounds` times, compute() and then read_file(). Several threads do that at
 * once; but the interpreter can compute for one of them only. */
void run_script(int rounds);

/* The driver's: one step of the interpreter. It is not made for two threads at a time. */
void compute(void);
/* The driver's: waits for a disk. It touches nothing of the interpreter. */
void read_file(void);

#endif
