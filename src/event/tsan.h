/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The functions that a compiler's -fsanitize=thread calls: the list of them, for those who define
 * them in place of the sanitizer's runtime. `where` they were called from is the return address.
 *
 * Not here: atomics, whose functions have values.
 */
#ifndef EVENT_TSAN_H
#define EVENT_TSAN_H

#include <stddef.h>

/* X(name, bytes) for __tsan_NAMEreadBYTES and its like: accesses that lie within a word ... */
#define TSAN_WITHIN_A_WORD(X)                                                                      \
    X(, 1) X(, 2) X(, 4) X(, 8) X(volatile_, 1) X(volatile_, 2) X(volatile_, 4) X(volatile_, 8)

/* ... and those that may lie across two. */
#define TSAN_ACROSS_WORDS(X)                                                                       \
    X(, 16)                                                                                        \
    X(volatile_, 16)                                                                               \
    X(unaligned_, 2)                                                                               \
    X(unaligned_, 4)                                                                               \
    X(unaligned_, 8)                                                                               \
    X(unaligned_, 16)                                                                              \
    X(unaligned_volatile_, 2)                                                                      \
    X(unaligned_volatile_, 4)                                                                      \
    X(unaligned_volatile_, 8)                                                                      \
    X(unaligned_volatile_, 16)

#define TSAN_DECLARE(name, bytes)                                                                  \
    void __tsan_##name##read##bytes(void *address);                                                \
    void __tsan_##name##write##bytes(void *address);                                               \
    void __tsan_##name##read_write##bytes(void *address);

TSAN_WITHIN_A_WORD(TSAN_DECLARE)
TSAN_ACROSS_WORDS(TSAN_DECLARE)
#undef TSAN_DECLARE

void __tsan_init(void);
void __tsan_func_entry(void *caller);
void __tsan_func_exit(void);
void __tsan_read_range(void *address, size_t size);
void __tsan_write_range(void *address, size_t size);
void __tsan_vptr_read(void **address);
void __tsan_vptr_update(void **address, void *value);
void __tsan_ignore_thread_begin(void);
void __tsan_ignore_thread_end(void);
void *__tsan_memcpy(void *to, const void *from, size_t n);
void *__tsan_memmove(void *to, const void *from, size_t n);
void *__tsan_memset(void *to, int byte, size_t n);

#endif
