/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An instruction's line and function: from debug information; the function alone from the symbol
 * table.
 */
#include <stdlib.h>

#include "core/symbols/symbols_module.h"

/* The index of address ranges is quick, but not every compiler writes one. */
bool module_unit(struct module *module, uint64_t pc, Dwarf_Die *unit)
{
    Dwarf *dwarf = module->dwarf;
    if (dwarf_addrdie(dwarf, pc, unit))
        return true;
    Dwarf_Off offset = 0, next;
    size_t head;
    while (!dwarf_nextcu(dwarf, offset, &next, &head, NULL, NULL, NULL)) {
        if (dwarf_offdie(dwarf, offset + head, unit) && dwarf_haspc(unit, pc) > 0)
            return true;
        if (next <= offset)
            return false;
        offset = next;
    }
    return false;
}

static const char *function_name(Dwarf_Die *unit, uint64_t pc)
{
    Dwarf_Die *scopes = NULL;
    int count = dwarf_getscopes(unit, pc, &scopes);
    const char *name = NULL;
    for (int i = 0; i < count && !name; i++) {
        int tag = dwarf_tag(&scopes[i]);
        if (tag == DW_TAG_subprogram || tag == DW_TAG_inlined_subroutine)
            name = dwarf_diename(&scopes[i]);
    }
    free(scopes);
    return name;
}

static void add_function(struct module *module, const char *name, const GElf_Sym *symbol)
{
    GROW(module->functions, module->function_count, module->function_capacity);
    module->functions[module->function_count++] =
        (struct function){.address = symbol->st_value, .size = symbol->st_size, .name = name};
}

static int by_address(const void *left, const void *right)
{
    const struct function *a = left, *b = right;
    return a->address < b->address ? -1 : a->address > b->address;
}

static const char *symbol_name(struct module *module, uint64_t pc)
{
    if (!module->has_functions) {
        module->has_functions = true;
        module_read_symbols(module, STT_FUNC, add_function);
        if (module->function_count)
            qsort(module->functions, module->function_count, sizeof(*module->functions),
                  by_address);
    }
    size_t low = 0, high = module->function_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (module->functions[middle].address <= pc)
            low = middle + 1;
        else
            high = middle;
    }
    if (!low)
        return NULL;
    const struct function *function = &module->functions[low - 1];
    uint64_t size = function->size ? function->size : 1;
    return pc - function->address < size ? function->name : NULL;
}

bool module_place(struct module *module, uint64_t pc, struct symbol_place *out)
{
    *out = (struct symbol_place){.path = ""};
    if (!module_open(module))
        return false;
    Dwarf_Die unit;
    if (module->dwarf && module_unit(module, pc, &unit)) {
        Dwarf_Line *line = dwarf_getsrc_die(&unit, pc);
        int number = 0;
        const char *path = line ? dwarf_linesrc(line, NULL, NULL) : NULL;
        if (path && !dwarf_lineno(line, &number) && number > 0) {
            out->path = path;
            out->line = (unsigned)number;
        }
        out->function = function_name(&unit, pc);
    }
    if (!out->function)
        out->function = symbol_name(module, pc);
    bool is_known = out->line || out->function;
    if (!out->function)
        out->function = "";
    return is_known;
}
