/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Finds the answer itself: right it is, but there is no thread.
 */
#include "question.h"

long ask(void)
{
    do_own_work();
    return find_answer();
}
