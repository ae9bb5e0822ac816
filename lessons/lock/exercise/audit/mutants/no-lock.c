/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Reads without any lock.
 */
#include "savings.h"

int audit(void)
{
    return cash.balance + bank.balance;
}
