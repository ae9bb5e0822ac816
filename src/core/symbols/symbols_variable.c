/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Variables with a fixed address: global ones and the static ones of functions. What is inside of
 * one says its type (symbols_type.c).
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>

#include "core/symbols/symbols_module.h"

/* A learner's program has hundreds of entries. Beyond this many the symbol table must do: looking
 * at all of a browser would stop the screen. */
enum { ENTRY_LIMIT = 1 << 20 };
/* Functions, blocks and namespaces may be nested wrongly in a damaged file. */
enum { DEPTH_LIMIT = 64 };

/* --- all variables of a file ----------------------------------------------------------------- */

static bool fixed_address(Dwarf_Die *die, uint64_t *address)
{
    Dwarf_Attribute attribute;
    Dwarf_Op *operations;
    size_t count;
    if (!dwarf_attr(die, DW_AT_location, &attribute) ||
        dwarf_getlocation(&attribute, &operations, &count) || count != 1)
        return false;
    if (operations[0].atom == DW_OP_addr) {
        *address = operations[0].number;
        return true;
    }
    Dwarf_Attribute indirect;
    return operations[0].atom == DW_OP_addrx &&
           !dwarf_getlocation_attr(&attribute, operations, &indirect) &&
           !dwarf_formaddr(&indirect, address);
}

static void add_variable(struct module *module, Dwarf_Die *die)
{
    struct variable variable = {0};
    Dwarf_Attribute attribute;
    bool is_flag = false;
    if (!fixed_address(die, &variable.address))
        return;
    Dwarf_Attribute *name = dwarf_attr_integrate(die, DW_AT_name, &attribute);
    variable.name = name ? dwarf_formstring(name) : NULL;
    if (!variable.name || !type_of_die(die, &variable.type))
        return;
    variable.has_type = true;
    variable.size = type_size(&variable.type);
    Dwarf_Attribute *external = dwarf_attr_integrate(die, DW_AT_external, &attribute);
    variable.is_external = external && !dwarf_formflag(external, &is_flag) && is_flag;
    GROW(module->variables, module->variable_count, module->variable_capacity);
    module->variables[module->variable_count++] = variable;
}

static void collect(struct module *module, Dwarf_Die *parent, int depth, int *entries)
{
    Dwarf_Die die;
    if (depth > DEPTH_LIMIT || dwarf_child(parent, &die))
        return;
    do {
        if (++*entries > ENTRY_LIMIT)
            return;
        switch (dwarf_tag(&die)) {
        case DW_TAG_variable:
            add_variable(module, &die);
            break;
        case DW_TAG_subprogram:
        case DW_TAG_lexical_block:
        case DW_TAG_namespace:
            collect(module, &die, depth + 1, entries);
            break;
        default:
            break;
        }
    } while (!dwarf_siblingof(&die, &die));
}

static void add_symbol(struct module *module, const char *name, const GElf_Sym *symbol)
{
    struct variable variable = {.address = symbol->st_value,
                                .size = symbol->st_size,
                                .name = name,
                                .is_external = GELF_ST_BIND(symbol->st_info) != STB_LOCAL};
    GROW(module->variables, module->variable_count, module->variable_capacity);
    module->variables[module->variable_count++] = variable;
}

/* At one address: what has a type first, then what has a size (the linker's marks have none), then
 * what is seen from outside. */
static int by_address(const void *left, const void *right)
{
    const struct variable *a = left, *b = right;
    if (a->address != b->address)
        return a->address < b->address ? -1 : 1;
    if (a->has_type != b->has_type)
        return a->has_type ? -1 : 1;
    if (!a->size != !b->size)
        return a->size ? -1 : 1;
    return b->is_external - a->is_external;
}

static void read_variables(struct module *module)
{
    if (module->has_variables)
        return;
    module->has_variables = true;
    Dwarf_Off offset = 0, next;
    size_t head;
    int entries = 0;
    while (module->dwarf && entries <= ENTRY_LIMIT &&
           !dwarf_nextcu(module->dwarf, offset, &next, &head, NULL, NULL, NULL)) {
        Dwarf_Die unit;
        if (dwarf_offdie(module->dwarf, offset + head, &unit))
            collect(module, &unit, 0, &entries);
        if (next <= offset)
            break;
        offset = next;
    }
    module_read_symbols(module, STT_OBJECT, add_symbol);
    if (module->variable_count)
        qsort(module->variables, module->variable_count, sizeof(*module->variables), by_address);
}

/* How far a symbol's name counts: "stdout@GLIBC_2.2.5" is stdout, "n.0" is the static n. */
static size_t name_length(const struct variable *variable)
{
    size_t n = strcspn(variable->name, "@");
    if (variable->has_type)
        return strlen(variable->name);
    size_t digits = n;
    while (digits > 0 && isdigit((unsigned char)variable->name[digits - 1]))
        digits--;
    return digits > 1 && digits < n && variable->name[digits - 1] == '.' ? digits - 1 : n;
}

static const struct variable *variable_with(const struct module *module, uint64_t address)
{
    size_t low = 0, high = module->variable_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (module->variables[middle].address <= address)
            low = middle + 1;
        else
            high = middle;
    }
    /* Backwards over those that begin at the same place, to the best of them that reaches so far.
     */
    const struct variable *best = NULL;
    while (low-- > 0) {
        const struct variable *variable = &module->variables[low];
        if (best && variable->address != best->address)
            break;
        uint64_t size = variable->size ? variable->size : 1;
        if (address - variable->address < size)
            best = variable;
        else if (!best && variable->size)
            break;
    }
    return best;
}

bool module_variable(struct module *module, uint64_t address, struct text *name,
                     struct symbol_variable *out)
{
    *out = (struct symbol_variable){.is_signed = true};
    if (!module_open(module))
        return false;
    read_variables(module);
    const struct variable *variable = variable_with(module, address);
    if (!variable)
        return false;
    uint64_t offset = address - variable->address;
    text_put_bytes(name, variable->name, name_length(variable));
    if (variable->has_type) {
        Dwarf_Die type = variable->type;
        offset = type_descend(&type, offset, name);
        type_describe(&type, out);
    } else {
        out->size = (size_t)variable->size;
    }
    if (offset)
        text_add(name, "+%llu", (unsigned long long)offset);
    return true;
}

bool module_global(struct module *module, uint64_t address, struct text *name, Dwarf_Die *type)
{
    if (!module_open(module))
        return false;
    read_variables(module);
    const struct variable *variable = variable_with(module, address);
    if (!variable || !variable->has_type)
        return false;
    text_put_bytes(name, variable->name, name_length(variable));
    *type = variable->type;
    return type_descend(type, address - variable->address, name) == 0;
}

/* False: it certainly points elsewhere. A pointer that has not been set yet may be meant. */
static bool may_point(const struct module *module, const struct variable *variable,
                      const struct symbol_mapped *mapped)
{
    uint64_t value = 0;
    struct iovec here = {&value, sizeof(value)},
                 there = {(void *)(uintptr_t)(module->bias + variable->address), sizeof(value)};
    if (mapped->pid == 0 || process_vm_readv((pid_t)mapped->pid, &here, 1, &there, 1, 0) < 0)
        return true; /* it is gone, or may not be read */
    return value == 0 || value == mapped->from;
}

size_t module_pointed(struct module *module, const struct symbol_mapped *mapped, struct text *name,
                      struct symbol_variable *out)
{
    uint64_t offset = mapped->offset;
    const char *type = mapped->type;
    size_t count = 0;
    if (!module_open(module))
        return 0;
    read_variables(module);
    for (size_t i = 0; i < module->variable_count; i++) {
        struct variable *variable = &module->variables[i];
        Dwarf_Die target;
        if (!variable->has_type || !type_target(&variable->type, &target) ||
            offset >= type_size(&target) || !may_point(module, variable, mapped))
            continue;
        struct text part = {0};
        struct symbol_variable found = {.is_signed = true};
        uint64_t rest = type_descend(&target, offset, &part);
        type_describe(&target, &found);
        if (rest == 0 && part.size > 1 && strncmp(found.type, type, strlen(type)) == 0) {
            text_clear(name);
            text_put_bytes(name, variable->name, name_length(variable));
            text_add(name, "->%s", text_get(&part) + 1);
            *out = found;
            count++;
        }
        text_release(&part);
    }
    return count;
}

bool module_find(struct module *module, const char *name, uint64_t *address,
                 struct symbol_variable *out)
{
    *out = (struct symbol_variable){.is_signed = true};
    if (!module_open(module))
        return false;
    read_variables(module);
    size_t n = strcspn(name, ".[");
    const struct variable *best = NULL;
    for (size_t i = 0; n && i < module->variable_count; i++) {
        const struct variable *variable = &module->variables[i];
        if (name_length(variable) != n || memcmp(variable->name, name, n) != 0)
            continue;
        bool is_better =
            !best || variable->has_type > best->has_type ||
            (variable->has_type == best->has_type && variable->is_external > best->is_external);
        if (is_better)
            best = variable;
    }
    if (!best || (!best->has_type && name[n]))
        return false;
    uint64_t offset = 0, row = 0;
    if (best->has_type) {
        Dwarf_Die type = best->type;
        if (!type_follow(name + n, &type, &offset, &row))
            return false;
        type_describe(&type, out);
    }
    if (row)
        out->size = (size_t)row;
    else if (!best->has_type)
        out->size = (size_t)best->size;
    *address = best->address + offset;
    return true;
}
