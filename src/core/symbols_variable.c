/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Variables with a fixed address: global ones and the static ones of functions. An address inside
 * of one is named by walking down its type: "account[2].balance"; a name is found by the same walk.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "core/symbols_module.h"
#include "core/value.h"

/* A learner's program has hundreds of entries. Beyond this many the symbol table must do: looking
 * at all of a browser would stop the screen. */
enum { ENTRY_LIMIT = 1 << 20 };
/* Types may be nested wrongly in a damaged file. */
enum { DEPTH_LIMIT = 64 };

/* --- types --------------------------------------------------------------------------------- */

static bool type_of(Dwarf_Die *die, Dwarf_Die *type)
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

static uint64_t size_of(Dwarf_Die *type)
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
    if (tag == DW_TAG_enumeration_type && type_of(bare, &base) && peel(&base, &base))
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
    if (type_of(type, &target))
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
static void describe(Dwarf_Die *type, struct symbol_variable *out)
{
    *out = (struct symbol_variable){.is_signed = true};
    Dwarf_Die bare;
    if (!peel(type, &bare))
        return;
    struct text name = {0};
    put_type(&name, type, 0);
    out->size = (size_t)size_of(type);
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
    if (dwarf_tag(array) != DW_TAG_array_type || !type_of(array, element) ||
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

/* The member that holds byte `offset`. Members with reserved names are a library's own business: a
 * mutex is "lock", not "lock.__data.__lock". */
static bool member_at(Dwarf_Die *aggregate, uint64_t offset, Dwarf_Die *member, Dwarf_Die *type)
{
    if (dwarf_child(aggregate, member))
        return false;
    do {
        if (dwarf_tag(member) != DW_TAG_member || !type_of(member, type))
            continue;
        const char *name = dwarf_diename(member);
        uint64_t start = member_offset(member);
        if (offset < start || offset - start >= size_of(type))
            continue;
        return !name || strncmp(name, "__", 2) != 0;
    } while (!dwarf_siblingof(member, member));
    return false;
}

/* Descends from a variable of `type` to its part at `offset`; `type` becomes that part's, what
 * could not be descended is left in the result. */
static uint64_t descend(Dwarf_Die *type, uint64_t offset, struct text *name)
{
    for (int depth = 0; depth < DEPTH_LIMIT; depth++) {
        Dwarf_Die bare, inner, member;
        if (!peel(type, &bare))
            return offset;
        uint64_t counts[DIMENSIONS];
        int n = array_shape(&bare, &inner, counts);
        if (n) {
            uint64_t element = size_of(&inner);
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
        if (dwarf_tag(&member) != DW_TAG_member || !type_of(&member, &inner))
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
    uint64_t element = n ? size_of(&inner) : 0;
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
static bool follow(const char *path, Dwarf_Die *type, uint64_t *offset, uint64_t *size)
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
    if (!variable.name || !type_of(die, &variable.type))
        return;
    variable.has_type = true;
    variable.size = size_of(&variable.type);
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

/* At one address: what has a type first, then what is seen from outside. */
static int by_address(const void *left, const void *right)
{
    const struct variable *a = left, *b = right;
    if (a->address != b->address)
        return a->address < b->address ? -1 : 1;
    if (a->has_type != b->has_type)
        return a->has_type ? -1 : 1;
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
        offset = descend(&type, offset, name);
        describe(&type, out);
    } else {
        out->size = (size_t)variable->size;
    }
    if (offset)
        text_add(name, "+%llu", (unsigned long long)offset);
    return true;
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
        if (!follow(name + n, &type, &offset, &row))
            return false;
        describe(&type, out);
    }
    if (row)
        out->size = (size_t)row;
    else if (!best->has_type)
        out->size = (size_t)best->size;
    *address = best->address + offset;
    return true;
}
