/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names from debug information: an address is a line, or a variable. One `struct symbols` for each
 * executable file; shared libraries are added as they are reported. Uses elfutils' libdw.
 *
 * Where there is no debug information, names come from the symbol table; where there is none, none.
 */
#ifndef CORE_SYMBOLS_SYMBOLS_H
#define CORE_SYMBOLS_SYMBOLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/err.h"
#include "core/base/text.h"

struct symbols;

struct symbols *symbols_new(void);
void symbols_free(struct symbols *symbols);

/* The file at `path` is loaded with `bias` (what is added to its own addresses). A file that cannot
 * be read is remembered as having no names. The same module again is ignored. */
void symbols_add(struct symbols *symbols, const char *path, uint64_t bias);

/* Where the instruction BEFORE a return address stands. Strings are lent until symbols_free().
 * False: not known. */
struct symbol_place {
    const char *path, *function;
    unsigned line;
};
bool symbols_place(struct symbols *symbols, uint64_t return_address, struct symbol_place *out);

/* The global or static variable at an address: "counter", "account[2].balance". False: none. */
struct symbol_variable {
    size_t size;      /* bytes of the element named, 0 unknown */
    bool is_signed;   /* an integer type with a sign (also when not known) */
    char type[64];    /* as in C; "" unknown */
    uint64_t type_id; /* for symbols_behind(), of symbols_local() and symbols_behind(); 0 unknown */
};
bool symbols_variable(struct symbols *symbols, uint64_t address, struct text *name,
                      struct symbol_variable *out);

/* The same for memory that was mapped: the part at `offset` of what a global pointer points to,
 * "queue->lock". Which pointer is told by the types, and by where it points in the process `pid` if
 * that is alive: true only if there is exactly one to something that has, at this place, a part
 * whose type begins with `type`. */
struct symbol_mapped {
    uint64_t from, offset; /* where the memory begins; the part */
    const char *type;
    uint32_t pid; /* 0: none to be looked at */
};
bool symbols_pointed(struct symbols *symbols, const struct symbol_mapped *mapped, struct text *name,
                     struct symbol_variable *out);

/* The variable of the function around a return address that is `at` bytes from its frame pointer.
 * Of what is compiled without optimization: else variables have no such place. */
bool symbols_local(struct symbols *symbols, uint64_t return_address, int64_t at, struct text *name,
                   struct symbol_variable *out);

/* What a pointer points to: "task->next", "accounts[1].balance". The pointer is such a variable, or
 * (return_address 0) the global one at the address `at`, or one of the type `type_id`, whose name
 * is in `name`. `name` becomes that of the part. */
struct symbol_pointer {
    uint64_t type_id; /* 0: it is one of the others */
    uint64_t return_address;
    int64_t at;
    uint64_t offset, room; /* the part, from where it points to; bytes that are there, 0 unknown:
                            * then it points to one, and not to an array */
    bool is_whole;         /* all that is there is meant: "*task" */
};
bool symbols_behind(struct symbols *symbols, const struct symbol_pointer *pointer,
                    struct text *name, struct symbol_variable *out);

/* The address of the global variable `name` ("counter", "table[3]"), as loaded. False: no such. */
bool symbols_find(struct symbols *symbols, const char *name, uint64_t *address,
                  struct symbol_variable *out);

/* Is the ELF file built with a sanitizer's runtime (which reserves terabytes of address space)?
 * Is it dynamically linked, so that a probe can be preloaded? */
struct program_nature {
    bool is_elf, is_dynamic, is_sanitized, has_hooks /* calls __tsan_* of ours */, is_script;
};
int program_nature(const char *path, struct program_nature *out, struct err *err);

#endif
