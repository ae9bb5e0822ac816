/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers.
 */
#ifndef SERVE_H
#define SERVE_H

/* Yours: takes `clients` connections from `listening`. From each it reads to its end, that is until
 * the client says that no more will come, and sends all of it back in capital letters, however many
 * bytes there are. Each client is served by a child of its own. Closes `listening` when all are
 * taken, and returns when all are served: 0, or 1 if something failed. */
int serve(int listening, int clients);

#endif
