/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Variables of functions, by where they are from the frame pointer: in programs that we compile
 * ourselves, without optimization, each has one place in its function's frame.
 */
#include <stdlib.h>
#include <string.h>

#include "core/symbols/symbols_module.h"

/* Blocks may be nested wrongly in a damaged file. */
enum { DEPTH_LIMIT = 64 };

static bool find_function(struct module *module, uint64_t pc, Dwarf_Die *function)
{
    Dwarf_Die unit, *scopes = NULL;
    if (!module->dwarf || !module_unit(module, pc, &unit))
        return false;
    int count = dwarf_getscopes(&unit, pc, &scopes);
    bool is_found = false;
    for (int i = 0; i < count && !is_found; i++) {
        is_found = dwarf_tag(&scopes[i]) == DW_TAG_subprogram;
        *function = scopes[i];
    }
    free(scopes);
    return is_found;
}

/* Of DWARF: the register in which the frame pointer is. */
static bool is_frame_pointer(uint64_t number)
{
#if defined(__x86_64__)
    return number == 6;
#elif defined(__aarch64__)
    return number == 29;
#else
    (void)number;
    return false;
#endif
}

/* The canonical frame address (DWARF 5, 6.4), counted from the frame pointer. */
static bool canonical_frame(struct module *module, uint64_t pc, int64_t *base)
{
    Dwarf_CFI *cfi = dwarf_getcfi_elf(module->elf); /* lent */
    Dwarf_Frame *frame = NULL;
    Dwarf_Op *operations;
    size_t count = 0;
    bool is_known = cfi && !dwarf_cfi_addrframe(cfi, pc, &frame) &&
                    !dwarf_frame_cfa(frame, &operations, &count) && count == 1;
    if (is_known && operations[0].atom == DW_OP_bregx && is_frame_pointer(operations[0].number))
        *base = (int64_t)operations[0].number2;
    else if (is_known && operations[0].atom >= DW_OP_breg0 && operations[0].atom <= DW_OP_breg31 &&
             is_frame_pointer(operations[0].atom - DW_OP_breg0))
        *base = (int64_t)operations[0].number;
    else
        is_known = false;
    free(frame);
    return is_known;
}

/* What places in a function count from, itself counted from the frame pointer. */
static bool frame_base(struct module *module, Dwarf_Die *function, uint64_t pc, int64_t *base)
{
    Dwarf_Attribute attribute;
    Dwarf_Op *operations;
    size_t count;
    if (!dwarf_attr(function, DW_AT_frame_base, &attribute) ||
        dwarf_getlocation(&attribute, &operations, &count) || count != 1)
        return false;
    unsigned atom = operations[0].atom;
    if (atom == DW_OP_call_frame_cfa)
        return canonical_frame(module, pc, base);
    *base = 0;
    return atom >= DW_OP_reg0 && atom <= DW_OP_reg31 && is_frame_pointer(atom - DW_OP_reg0);
}

static bool is_at(Dwarf_Die *die, int64_t at, Dwarf_Die *type, uint64_t *offset)
{
    Dwarf_Attribute attribute;
    Dwarf_Op *operations;
    size_t count;
    if (!dwarf_attr(die, DW_AT_location, &attribute) ||
        dwarf_getlocation(&attribute, &operations, &count) || count != 1 ||
        operations[0].atom != DW_OP_fbreg || !type_of_die(die, type))
        return false;
    *offset = (uint64_t)at - operations[0].number;
    return *offset < type_size(type);
}

static bool find_in(Dwarf_Die *parent, int64_t at, int depth, Dwarf_Die *found, Dwarf_Die *type,
                    uint64_t *offset)
{
    if (depth > DEPTH_LIMIT || dwarf_child(parent, found))
        return false;
    do {
        int tag = dwarf_tag(found);
        Dwarf_Die inner;
        bool is_variable = tag == DW_TAG_variable || tag == DW_TAG_formal_parameter;
        if (is_variable && is_at(found, at, type, offset))
            return true;
        if (tag == DW_TAG_lexical_block && find_in(found, at, depth + 1, &inner, type, offset)) {
            *found = inner;
            return true;
        }
    } while (!dwarf_siblingof(found, found));
    return false;
}

bool module_local(struct module *module, uint64_t pc, int64_t at, struct text *name,
                  Dwarf_Die *type)
{
    Dwarf_Die function, variable;
    int64_t base;
    uint64_t offset;
    if (!module_open(module) || !find_function(module, pc, &function) ||
        !frame_base(module, &function, pc, &base) ||
        !find_in(&function, (int64_t)((uint64_t)at - (uint64_t)base), 0, &variable, type, &offset))
        return false;
    /* Those with reserved names are a header's, inside of what looks like a call. */
    const char *own = dwarf_diename(&variable);
    if (!own || strncmp(own, "__", 2) == 0)
        return false;
    text_put(name, own);
    offset = type_descend(type, offset, name);
    if (offset)
        text_add(name, "+%llu", (unsigned long long)offset);
    return true;
}

/* "*f", "(*f)->x" of a pointer that is pointed to itself. */
static void put_before(struct text *name, const char *before, const char *behind)
{
    struct text whole = {0};
    text_add(&whole, "%s%s%s", before, text_get(name), behind);
    text_clear(name);
    text_put(name, text_get(&whole));
    text_release(&whole);
}

bool type_points(Dwarf_Die *type, struct text *name, Dwarf_Die *target)
{
    if (dwarf_peel_type(type, target) || dwarf_tag(target) != DW_TAG_pointer_type)
        return false;
    put_before(name, "*", "");
    return true;
}

bool module_behind(Dwarf_Die *pointer, uint64_t offset, uint64_t room, struct text *name,
                   Dwarf_Die *type)
{
    Dwarf_Die bare;
    if (dwarf_peel_type(pointer, &bare) || dwarf_tag(&bare) != DW_TAG_pointer_type ||
        !type_of_die(&bare, type))
        return false;
    uint64_t size = type_size(type);
    if (size == 0)
        return false;
    struct text part = {0};
    Dwarf_Die inner = *type;
    if (room == 0 && offset >= size)
        return false;
    /* One that ends with an array as long as there is room stands alone. */
    bool is_one = room / size <= 1 || type_is_open(type);
    uint64_t rest = type_descend(&inner, is_one ? offset : offset % size, &part);
    bool is_whole = part.size == 0;
    if (is_one && is_whole)
        put_before(name, "*", "");
    else if (*text_get(name) == '*')
        put_before(name, "(", ")");
    if (!is_one)
        text_add(name, "[%llu]%s", (unsigned long long)(offset / size), text_get(&part));
    else if (*text_get(&part) == '.')
        text_add(name, "->%s", text_get(&part) + 1);
    else if (!is_whole)
        text_add(name, "[0]%s", text_get(&part));
    if (rest)
        text_add(name, "+%llu", (unsigned long long)rest);
    text_release(&part);
    *type = inner;
    return room == 0 || offset < room;
}
