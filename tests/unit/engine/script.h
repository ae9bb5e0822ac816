/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the threads of the interpreter can do (interpreter.c), for those who write their scripts.
 */
#ifndef TEST_ENGINE_SCRIPT_H
#define TEST_ENGINE_SCRIPT_H

#define SCRIPT_BASE  144u
#define SCRIPT_DIGIT 8 /* that fit into a number */

enum action {
    A_END,
    A_READ,
    A_WRITE,
    A_ADD,
    A_LOAD,
    A_STORE,
    A_SWAP,
    A_LOCK,
    A_UNLOCK,
    A_TRY,
    A_WAIT,
    A_WAIT_TIMED,
    A_SET,
    A_SIGNAL,
    A_BROADCAST,
    A_TAKE,
    A_TRY_TAKE,
    A_POST,
    A_READ_LOCK,
    A_WRITE_LOCK,
    A_TRY_READ,
    A_TRY_WRITE,
    A_UNLOCK_SHARED,
    A_MEET,
    A_ONCE,
    A_PRINT,
    A_CLAIM,
    A_YIELD,
    A_LEAVE,
    A_CANCEL, /* the thread behind the first, or the one behind that; for the first thread only */
    A_CANCEL_POINT,
    A_KILL,  /* 0 main, 1 and 3 the first thread (another signal), 2 the process */
    A_MASK,  /* 0 blocks, 1 unblocks, 2 waits with a limit, 3 asks what is pending */
    A_SLEEP, /* 0 until a signal, 1 a moment, 2 sets an alarm, 3 takes it back */
    A_HEAP,  /* 0 allocates, 1 writes there, 2 frees, 3 draws a number */
};

#endif
