/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef TABLE_H
#define TABLE_H

enum { TOBACCO, PAPER, MATCHES, THINGS };

/* Yours: the agent lays one thing on the table. It lays two different ones, one after the other,
 * and no third one before somebody has smoked. */
void lay(int thing);
/* Yours: a smoker, who has more than enough of `own`, smokes once: waits until the other two things
 * lie on the table, takes both, and smokes. There is one smoker for each thing, a thread each. */
void smoke_once(int own);

/* The driver's: smokes, with what lies on the table. */
void smoke(int own);

#endif
