/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A name for contents. FNV-1a of 128 bits: a few lines, and no accident makes two inputs equal. It
 * does not withstand an attacker, so it names only what its owner alone can write.
 */
#ifndef CORE_BASE_HASH_H
#define CORE_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#define HASH_NAME_SIZE 33 /* 32 hexadecimal digits and the end */

struct hash {
    unsigned __int128 value;
};

void hash_start(struct hash *hash);
void hash_bytes(struct hash *hash, const void *bytes, size_t n);
void hash_string(struct hash *hash, const char *string); /* with its end, so that "a","b" != "ab" */
void hash_number(struct hash *hash, uint64_t number);
int hash_file(struct hash *hash, const char *path); /* -1 with errno: not a regular file, ... */
void hash_name(const struct hash *hash, char out[HASH_NAME_SIZE]);

#endif
