/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a program has lost by its end: blocks on the heap that it did not free and that nothing
 * points to any more, and threads that ended and were neither joined nor detached.
 *
 * Anything that looks like the address of a byte in a block points to it, wherever the program
 * could still read it: in its variables, in those of threads that have not ended, in other blocks
 * that something points to. What main's own functions pointed to is lost when main returns, and not
 * when it calls exit. So nothing is called lost that the program could still have freed.
 */
#ifndef EXPLORE_REPORT_LEAK_H
#define EXPLORE_REPORT_LEAK_H

/* To be called once, before the first execution. */
void leak_init(void);
/* The program has ended: reports each place where something was made that is lost. */
void leak_look(void);

#endif
