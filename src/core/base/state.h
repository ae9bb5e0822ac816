/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where things are kept between sessions: $XDG_STATE_HOME/conc-tutor, or ~/.local/state/conc-tutor.
 */
#ifndef CORE_BASE_STATE_H
#define CORE_BASE_STATE_H

/* The path of `name` in there, the caller's; NULL: this user has no such place. Makes nothing. */
char *state_path(const char *name);
/* Makes the folders above `path`, for this user alone; those that are there are fine. -1 with
 * errno. */
int state_make_folders(const char *path);

#endif
