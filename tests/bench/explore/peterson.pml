/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * peterson.c for spin: -DA=rounds
 */
bit wants[2], turn;
byte counter;

proctype enter(bit me)
{
    byte i, seen;
    do
    :: i < A ->
        wants[me] = 1;
        turn = 1 - me;
        do
        :: wants[1 - me] == 0 -> break
        :: else -> if :: turn == me -> break :: else fi
        od;
        seen = counter;
        counter = seen + 1;
        wants[me] = 0;
        i++
    :: else -> break
    od
}

init
{
    run enter(0);
    run enter(1);
    _nr_pr == 1;
    assert(counter == 2 * A)
}
