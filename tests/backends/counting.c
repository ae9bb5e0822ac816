/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A library that remembers, in a variable of its own and in one of each thread: built apart, so
 * that the explorer knows nothing of what is in it.
 */
int counting_next(void);
int counting_mine(void);

int counting_next(void)
{
    static int calls;
    return ++calls;
}

int counting_mine(void)
{
    static _Thread_local int calls;
    return ++calls;
}
