/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Types: an address inside of a variable is named by walking down its type, "account[2].balance"; a
 * name is found by the same walk.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "core/symbols/symbols_module.h"
#include "core/symbols/value.h"

/* Types may be nested wrongly in a damaged file. */
enum { DEPTH_LIMIT = 64 };

bool type_of_die(Dwarf_Die *die, Dwarf_Die *type)
{
    Dwarf_Attribute attribute;
    return dwarf_formref_die(dwarf_attr_integrate(die, DW_AT_type, &attribute), type);
}

static bool number_of(Dwarf_Die *die, unsigned name, Dwarf_Word *number)
{
    Dwarf_Attribute attribute;
    Dwarf_Attribute *found = dwarf_attr_integrate(die, name, &attribute);
    return found && !dwarf_formudata(found, number);
}

bool type_target(Dwarf_Die *type, Dwarf_Die *target)
{
    Dwarf_Die bare;
    if (dwarf_peel_type(type, &bare) || dwarf_tag(&bare) != DW_TAG_pointer_type ||
        !type_of_die(&bare, target) || dwarf_peel_type(target, &bare))
        return false;
    return dwarf_tag(&bare) == DW_TAG_structure_type;
}

uint64_t type_size(Dwarf_Die *type)
{
    Dwarf_Word size;
    return dwarf_aggregate_size(type, &size) == 0 ? size : 0;
}

/* Without typedefs and qualifiers. */
static bool peel(Dwarf_Die *type, Dwarf_Die *bare)
{
    return dwarf_peel_type(type, bare) == 0;
}

static bool is_unsigned(Dwarf_Die *bare)
{
    Dwarf_Word encoding;
    int tag = dwarf_tag(bare);
    if (tag == DW_TAG_pointer_type)
        return true;
    Dwarf_Die base;
    if (tag == DW_TAG_enumeration_type && type_of_die(bare, &base) && peel(&base, &base))
        bare = &base;
    if (dwarf_tag(bare) != DW_TAG_base_type || !number_of(bare, DW_AT_encoding, &encoding))
        return false;
    return encoding == DW_ATE_unsigned || encoding == DW_ATE_unsigned_char ||
           encoding == DW_ATE_boolean || encoding == DW_ATE_UTF;
}

static void put_type(struct text *out, Dwarf_Die *type, int depth);

static void put_target(struct text *out, Dwarf_Die *type, int depth)
{
    Dwarf_Die target;
    if (type_of_die(type, &target))
        put_type(out, &target, depth + 1);
    else
        text_put(out, "void");
}

static void put_type(struct text *out, Dwarf_Die *type, int depth)
{
    static const struct {
        int tag;
        const char *word;
    } words[] = {
        {DW_TAG_structure_type, "struct "}, {DW_TAG_class_type, "struct "},
        {DW_TAG_union_type, "union "},      {DW_TAG_enumeration_type, "enum "},
        {DW_TAG_const_type, "const "},      {DW_TAG_volatile_type, "volatile "},
        {DW_TAG_atomic_type, "_Atomic "},
    };
    int tag = dwarf_tag(type);
    if (depth > DEPTH_LIMIT)
        return;
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (words[i].tag == tag)
            text_put(out, words[i].word);
    const char *name = dwarf_diename(type);
    switch (tag) {
    case DW_TAG_pointer_type:
        put_target(out, type, depth);
        text_put(out, out->size && out->data[out->size - 1] == '*' ? "*" : " *");
        break;
    case DW_TAG_array_type:
        put_target(out, type, depth);
        text_put(out, "[]");
        break;
    case DW_TAG_subroutine_type:
        put_target(out, type, depth);
        text_put(out, " ()");
        break;
    case DW_TAG_const_type:
    case DW_TAG_volatile_type:
    case DW_TAG_atomic_type:
    case DW_TAG_restrict_type:
        put_target(out, type, depth);
        break;
    default:
        text_put(out, name ? name : "{}");
        break;
    }
}

/* The type as the program calls it, unless that name would hide a sign from whoever reads only the
 * name: then as what it stands for. */
void type_describe(Dwarf_Die *type, struct symbol_variable *out)
{
    *out = (struct symbol_variable){.is_signed = true};
    Dwarf_Die bare;
    if (!peel(type, &bare))
        return;
    struct text name = {0};
    put_type(&name, type, 0);
    out->size = (size_t)type_size(type);
    out->is_signed = !is_unsigned(&bare);
    enum value_sort sort = value_sort(text_get(&name));
    Dwarf_Word encoding = 0;
    bool is_float = dwarf_tag(&bare) == DW_TAG_base_type &&
                    number_of(&bare, DW_AT_encoding, &encoding) && encoding == DW_ATE_float;
    bool misleads = (sort == VALUE_SIGNED) != out->is_signed || (sort == VALUE_FLOAT) != is_float ||
                    (encoding == DW_ATE_boolean && sort != VALUE_BOOL) ||
                    (dwarf_tag(&bare) == DW_TAG_pointer_type && sort != VALUE_POINTER);
    if (misleads && dwarf_tag(&bare) != DW_TAG_enumeration_type) {
        text_clear(&name);
        put_type(&name, &bare, 0);
    }
    strncat(out->type, text_get(&name), sizeof(out->type) - 1);
    text_release(&name);
}

/* Elements of an array's dimension: 0 when the type does not say. */
static uint64_t dimension(Dwarf_Die *range)
{
    Dwarf_Word number;
    if (number_of(range, DW_AT_count, &number))
        return number;
    Dwarf_Attribute attribute;
    Dwarf_Sword upper;
    if (!dwarf_formsdata(dwarf_attr_integrate(range, DW_AT_upper_bound, &attribute), &upper) &&
        upper >= 0 && upper < INT64_MAX)
        return (uint64_t)upper + 1;
    return 0;
}

/* An array: its element, and its dimensions, outermost first. Returns how many, 0 if it is not an
 * array that can be indexed. */
enum { DIMENSIONS = 8 };

static int array_shape(Dwarf_Die *array, Dwarf_Die *element, uint64_t counts[DIMENSIONS])
{
    Dwarf_Die child;
    int n = 0;
    if (dwarf_tag(array) != DW_TAG_array_type || !type_of_die(array, element) ||
        dwarf_child(array, &child))
        return 0;
    do {
        if (dwarf_tag(&child) != DW_TAG_subrange_type)
            continue;
        if (n == DIMENSIONS)
            return 0;
        counts[n++] = dimension(&child);
    } while (!dwarf_siblingof(&child, &child));
    return n;
}

/* Bytes from one index of dimension `i` to the next; 0 unknown. */
static uint64_t stride_of(uint64_t element_size, const uint64_t *counts, int n, int i)
{
    uint64_t stride = element_size;
    for (int inner = i + 1; inner < n; inner++)
        if (__builtin_mul_overflow(stride, counts[inner], &stride))
            return 0;
    return stride;
}

static bool is_aggregate(Dwarf_Die *bare)
{
    int tag = dwarf_tag(bare);
    return tag == DW_TAG_structure_type || tag == DW_TAG_union_type || tag == DW_TAG_class_type;
}

static uint64_t member_offset(Dwarf_Die *member)
{
    Dwarf_Word offset = 0;
    if (number_of(member, DW_AT_data_member_location, &offset))
        return offset;
    if (number_of(member, DW_AT_data_bit_offset, &offset))
        return offset / 8;
    return 0;
}

/* --- from an address to a name -------------------------------------------------------------- */

/* An array that is as long as there is room, at the end of a structure: "char text[]". */
static bool is_open(Dwarf_Die *type)
{
    Dwarf_Die bare, element;
    uint64_t counts[DIMENSIONS];
    return peel(type, &bare) && array_shape(&bare, &element, counts) > 0 && counts[0] == 0;
}

bool type_is_open(Dwarf_Die *type)
{
    Dwarf_Die bare, member, inner;
    bool is_last_open = false;
    if (!peel(type, &bare) || dwarf_tag(&bare) != DW_TAG_structure_type ||
        dwarf_child(&bare, &member))
        return false;
    do {
        if (dwarf_tag(&member) == DW_TAG_member && type_of_die(&member, &inner))
            is_last_open = is_open(&inner);
    } while (!dwarf_siblingof(&member, &member));
    return is_last_open;
}

/* The member that holds byte `offset`. Members with reserved names are a library's own business: a
 * mutex is "lock", not "lock.__data.__lock". */
static bool member_at(Dwarf_Die *aggregate, uint64_t offset, Dwarf_Die *member, Dwarf_Die *type)
{
    if (dwarf_child(aggregate, member))
        return false;
    do {
        if (dwarf_tag(member) != DW_TAG_member || !type_of_die(member, type))
            continue;
        const char *name = dwarf_diename(member);
        uint64_t start = member_offset(member);
        if (offset < start || (offset - start >= type_size(type) && !is_open(type)))
            continue;
        return !name || strncmp(name, "__", 2) != 0;
    } while (!dwarf_siblingof(member, member));
    return false;
}

/* Descends from a variable of `type` to its part at `offset`; `type` becomes that part's, what
 * could not be descended is left in the result. */
uint64_t type_descend(Dwarf_Die *type, uint64_t offset, struct text *name)
{
    for (int depth = 0; depth < DEPTH_LIMIT; depth++) {
        Dwarf_Die bare, inner, member;
        if (!peel(type, &bare))
            return offset;
        uint64_t counts[DIMENSIONS];
        int n = array_shape(&bare, &inner, counts);
        if (n) {
            uint64_t element = type_size(&inner);
            for (int i = 0; i < n; i++) {
                uint64_t stride = stride_of(element, counts, n, i);
                if (!stride)
                    return offset;
                text_add(name, "[%llu]", (unsigned long long)(offset / stride));
                offset %= stride;
            }
            *type = inner;
        } else if (is_aggregate(&bare) && member_at(&bare, offset, &member, &inner)) {
            const char *part = dwarf_diename(&member);
            if (part)
                text_add(name, ".%s", part);
            offset -= member_offset(&member);
            *type = inner;
        } else {
            return offset;
        }
    }
    return offset;
}

/* --- from a name to an address -------------------------------------------------------------- */

/* The member called `name` (n bytes), also inside of members without a name. */
static bool member_named(Dwarf_Die *aggregate, const char *name, size_t n, int depth,
                         uint64_t *offset, Dwarf_Die *type)
{
    Dwarf_Die member, inner, bare;
    if (depth > DEPTH_LIMIT || !is_aggregate(aggregate) || dwarf_child(aggregate, &member))
        return false;
    do {
        if (dwarf_tag(&member) != DW_TAG_member || !type_of_die(&member, &inner))
            continue;
        const char *own = dwarf_diename(&member);
        uint64_t start = member_offset(&member);
        if (own && strlen(own) == n && !memcmp(own, name, n)) {
            *offset = start;
            *type = inner;
            return true;
        }
        if (!own && peel(&inner, &bare) && member_named(&bare, name, n, depth + 1, offset, type)) {
            *offset += start;
            return true;
        }
    } while (!dwarf_siblingof(&member, &member));
    return false;
}

/* "[1][2]" at *path, against the dimensions of `array`. Fewer indices than dimensions name a row.
 */
static bool index_into(Dwarf_Die *array, const char **path, uint64_t *offset, Dwarf_Die *type,
                       uint64_t *size)
{
    Dwarf_Die inner;
    uint64_t counts[DIMENSIONS];
    int n = array_shape(array, &inner, counts);
    uint64_t element = n ? type_size(&inner) : 0;
    for (int i = 0; i < n; i++) {
        char *end;
        if (!isdigit((unsigned char)(*path)[1]))
            return false;
        unsigned long long index = strtoull(*path + 1, &end, 10);
        uint64_t stride = stride_of(element, counts, n, i);
        if (*end != ']' || !stride || (counts[i] && index >= counts[i]) ||
            (!counts[i] && index > UINT32_MAX))
            return false;
        *offset += index * stride;
        *size = stride;
        *path = end + 1;
        if (**path != '[' || i + 1 == n) {
            if (i + 1 == n)
                *type = inner;
            return i + 1 == n || !**path;
        }
    }
    return false;
}

/* Follows ".balance[2]" from a variable of `type`. `size` is set only where an array's row, which
 * has no type of its own, was named. */
bool type_follow(const char *path, Dwarf_Die *type, uint64_t *offset, uint64_t *size)
{
    while (*path) {
        Dwarf_Die bare;
        if (!peel(type, &bare))
            return false;
        if (*path == '[') {
            if (!index_into(&bare, &path, offset, type, size))
                return false;
            continue;
        }
        if (*path != '.')
            return false;
        size_t n = strcspn(++path, ".[");
        uint64_t inner = 0;
        if (!n || !member_named(&bare, path, n, 0, &inner, type))
            return false;
        *offset += inner;
        *size = 0;
        path += n;
    }
    return true;
}
