/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

static int fail_with(int number)
{
    errno = number;
    return -1;
}

/* The file may grow while it is read, so its size is not believed: bytes are counted. */
static int read_all(int fd, size_t limit, struct text *out)
{
    struct stat stat;
    if (fstat(fd, &stat) != 0)
        return -1;
    if (!S_ISREG(stat.st_mode))
        return fail_with(EINVAL);
    char bytes[16384];
    size_t total = 0;
    for (;;) {
        ssize_t n = read(fd, bytes, sizeof(bytes));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        if (n == 0)
            return 0;
        total += (size_t)n;
        if (total > limit)
            return fail_with(EFBIG);
        text_put_bytes(out, bytes, (size_t)n);
    }
}

int file_read(const char *path, size_t limit, struct text *out, struct err *err)
{
    size_t before = out->size;
    /* O_NONBLOCK: opening a named pipe must not wait for its other end. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    int result = fd < 0 ? -1 : read_all(fd, limit, out);
    int number = errno;
    if (fd >= 0)
        close(fd); /* it was only read */
    if (result == 0)
        return 0;
    out->size = before;
    if (out->data)
        out->data[before] = '\0';
    errno = number;
    if (number == EFBIG)
        err_set(err, STATUS_FAILED, _("cannot read '%s': it has more than %zu bytes"), path, limit);
    else if (number == EINVAL)
        err_set(err, STATUS_FAILED, _("cannot read '%s': it is not a regular file"), path);
    else
        err_sys(err, _("cannot read '%s'"), path);
    return fail_with(number);
}

int file_write_all(int fd, const void *bytes, size_t n)
{
    const char *at = bytes;
    while (n > 0) {
        ssize_t done = write(fd, at, n < SSIZE_MAX ? n : SSIZE_MAX);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return -1;
        at += done;
        n -= (size_t)done;
    }
    return 0;
}

int file_write_new(const char *path, mode_t mode, const void *bytes, size_t n, struct err *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    int result = fd < 0 ? -1 : file_write_all(fd, bytes, n), number = errno;
    if (fd >= 0 && close(fd) < 0 && result == 0) {
        result = -1;
        number = errno;
    }
    if (result == 0)
        return 0;
    if (fd >= 0)
        (void)unlink(path); /* who finds it later would take it for the whole */
    errno = number;
    err_sys(err, _("cannot write '%s'"), path);
    return fail_with(number);
}
