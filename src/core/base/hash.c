/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void hash_start(struct hash *hash)
{
    hash->value = (unsigned __int128)0x6c62272e07bb0142u << 64 | 0x62b821756295c58du;
}

void hash_bytes(struct hash *hash, const void *bytes, size_t n)
{
    const unsigned __int128 prime = (unsigned __int128)1 << 88 | 0x13b;
    const unsigned char *p = bytes;
    unsigned __int128 value = hash->value;
    for (size_t i = 0; i < n; i++)
        value = (value ^ p[i]) * prime;
    hash->value = value;
}

void hash_string(struct hash *hash, const char *string)
{
    hash_bytes(hash, string, strlen(string) + 1);
}

void hash_number(struct hash *hash, uint64_t number)
{
    hash_bytes(hash, &number, sizeof(number));
}

int hash_file(struct hash *hash, const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe must not hold us up */
    if (fd < 0)
        return -1;
    struct stat stat;
    if (fstat(fd, &stat) < 0 || !S_ISREG(stat.st_mode)) {
        (void)close(fd); /* was only read */
        errno = EINVAL;
        return -1;
    }
    char bytes[1 << 14];
    ssize_t n;
    while ((n = read(fd, bytes, sizeof(bytes))) > 0 || (n < 0 && errno == EINTR))
        if (n > 0)
            hash_bytes(hash, bytes, (size_t)n);
    int number = errno;
    (void)close(fd); /* was only read */
    errno = number;
    return n < 0 ? -1 : 0;
}

void hash_name(const struct hash *hash, char out[HASH_NAME_SIZE])
{
    snprintf(out, HASH_NAME_SIZE, "%016llx%016llx", (unsigned long long)(hash->value >> 64),
             (unsigned long long)hash->value);
}
