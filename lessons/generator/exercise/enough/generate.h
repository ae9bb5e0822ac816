/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A generator whose body is done by a thread. All of this is yours.
 */
#ifndef GENERATE_H
#define GENERATE_H

#include <stdbool.h>

struct generator;

/* A generator that will do body(). Nothing of the body is done before the first next. */
struct generator *generator_make(void (*body)(struct generator *));
/* Lets the body go on, up to its next yield and no further. False: it is over, there is no value.
 */
bool generator_next(struct generator *generator, long *value);
/* Enough, whether it is over or not; also when there never was a next. The body goes on only to
 * leave. When this returns it has left, the thread has ended, and the memory is given back. */
void generator_close(struct generator *generator);

/* Called by the body: gives a value to who called next, and pauses. False: nobody will ask for
 * another one; then the body tidies up and leaves. */
bool generator_yield(struct generator *generator, long value);

#endif
