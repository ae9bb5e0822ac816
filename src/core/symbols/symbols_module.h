/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One ELF file and its debug information: shared by symbols.c (which file an address is in, what is
 * known already), symbols_line.c, symbols_type.c and symbols_variable.c. Nobody else includes this.
 * Addresses here are the file's own, without the bias.
 */
#ifndef CORE_SYMBOLS_SYMBOLS_MODULE_H
#define CORE_SYMBOLS_SYMBOLS_MODULE_H

#include <dwarf.h>
#include <elfutils/libdw.h>
#include <gelf.h>

#include "core/base/map.h"
#include "core/symbols/symbols.h"

/* A variable in the file: from debug information, or (without `die`) from the symbol table. */
struct variable {
    uint64_t address;
    uint64_t size; /* 0 unknown */
    const char *name;
    Dwarf_Die type; /* valid if has_type */
    bool has_type, is_external;
};

struct function {
    uint64_t address, size;
    const char *name;
};

struct module {
    char *path;
    uint64_t bias;
    uint64_t low, high; /* of its loaded segments, high is the first behind */
    uint64_t inode, device, file_size;
    bool is_open; /* the rest is filled in at the first question */
    char *bytes;  /* the whole file */
    size_t size;
    Elf *elf;
    Dwarf *dwarf;
    struct variable *variables; /* in order of address */
    size_t variable_count, variable_capacity;
    bool has_variables;
    struct function *functions; /* of the symbol table, in order of address */
    size_t function_count, function_capacity;
    bool has_functions;
};

/* symbols_line.c: the line and function of the instruction at `pc`. Strings live in the module. */
bool module_place(struct module *module, uint64_t pc, struct symbol_place *out);

/* The compilation unit with the instruction; the module has debug information. */
bool module_unit(struct module *module, uint64_t pc, Dwarf_Die *unit);

/* symbols_local.c: the variable of the function around `pc` that is at `at` from its frame pointer,
 * down to the part that is there. Adds to `name`; `type` is the part's. */
bool module_local(struct module *module, uint64_t pc, int64_t at, struct text *name,
                  Dwarf_Die *type);
/* What is `offset` behind where a pointer of that type points to, where `room` bytes are: adds
 * "->next" or "[3].balance". */
bool module_behind(Dwarf_Die *pointer, uint64_t offset, uint64_t room, struct text *name,
                   Dwarf_Die *type);

/* symbols_variable.c */
bool module_global(struct module *module, uint64_t address, struct text *name, Dwarf_Die *type);
bool module_variable(struct module *module, uint64_t address, struct text *name,
                     struct symbol_variable *out);
/* The pointers of this module that could be meant; the last one's name and part are set. */
size_t module_pointed(struct module *module, const struct symbol_mapped *mapped, struct text *name,
                      struct symbol_variable *out);
bool module_find(struct module *module, const char *name, uint64_t *address,
                 struct symbol_variable *out);

/* symbols_type.c */
bool type_of_die(Dwarf_Die *die, Dwarf_Die *type);
bool type_target(Dwarf_Die *type, Dwarf_Die *target); /* of a pointer to a structure */
uint64_t type_size(Dwarf_Die *type);                  /* 0 unknown */
bool type_points(Dwarf_Die *type, struct text *name, Dwarf_Die *target); /* to "*name" */
bool type_is_open(Dwarf_Die *type); /* a structure that ends with an array of no size */
void type_describe(Dwarf_Die *type, struct symbol_variable *out);
/* Descends from a variable of `type` to its part at `offset`: adds to its name, and `type` becomes
 * the part's. Returns what of the offset could not be descended. */
uint64_t type_descend(Dwarf_Die *type, uint64_t offset, struct text *name);
/* Follows ".balance[2]" from a variable of `type`. `size` is set only where an array's row, which
 * has no type of its own, was named. */
bool type_follow(const char *path, Dwarf_Die *type, uint64_t *offset, uint64_t *size);

/* symbols_elf.c */
bool module_open(struct module *module); /* false: it cannot be read any more */
void module_release(struct module *module);
/* Reads the symbol tables: adds to variables what debug information did not have, and functions. */
void module_read_symbols(struct module *module, unsigned char type,
                         void (*add)(struct module *module, const char *name,
                                     const GElf_Sym *symbol));

#endif
