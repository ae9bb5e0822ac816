/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A small file as a whole. For pages and notes of ours, not for traces.
 */
#ifndef CORE_BASE_FILE_H
#define CORE_BASE_FILE_H

#include <stddef.h>
#include <sys/types.h>

#include "core/base/err.h"
#include "core/base/text.h"

/* Appends the regular file at `path` to `out`. -1 with err, and errno says why: ENOENT and its
 * like, EFBIG when it has more than `limit` bytes, EINVAL when it is a folder, a pipe or a device
 * (which could block or never end). `out` is then as it was. */
int file_read(const char *path, size_t limit, struct text *out, struct err *err);

/* Writes all of them, however often write() is interrupted. -1: errno says why. */
int file_write_all(int fd, const void *bytes, size_t n);

/* Makes the file `path`, with these bytes and permissions (less the umask). -1 with err, and errno
 * says why: EEXIST when there is one, which is then as it was; else there is none, nor a part. */
int file_write_new(const char *path, mode_t mode, const void *bytes, size_t n, struct err *err);

#endif
