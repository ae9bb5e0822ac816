/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which file an address lies in, and answers that were given before: programs ask for the same few
 * addresses millions of times.
 */
#include "core/symbols/symbols.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/symbols/symbols_module.h"

/* A program says what modules it has; it may lie. */
enum { MODULE_LIMIT = 512, CACHE_LIMIT = 1 << 18 };

struct known_variable {
    char *name; /* NULL: there is none at this address */
    struct symbol_variable variable;
};

struct symbols {
    struct module *modules;
    size_t module_count, module_capacity;
    struct map place_of;    /* return address: entry of places, from 1 */
    struct map variable_of; /* address: entry of variables, from 1 */
    struct symbol_place *places;
    size_t place_count, place_capacity;
    struct known_variable *variables;
    size_t variable_count, variable_capacity;
};

struct symbols *symbols_new(void)
{
    (void)elf_version(EV_CURRENT); /* cannot fail with the header we were compiled with */
    return xcalloc(1, sizeof(struct symbols));
}

/* What was not known may be known now. */
static void forget(struct symbols *symbols)
{
    for (size_t i = 0; i < symbols->variable_count; i++)
        free(symbols->variables[i].name);
    symbols->place_count = symbols->variable_count = 0;
    map_release(&symbols->place_of);
    map_release(&symbols->variable_of);
}

void symbols_free(struct symbols *symbols)
{
    if (!symbols)
        return;
    forget(symbols);
    for (size_t i = 0; i < symbols->module_count; i++)
        module_release(&symbols->modules[i]);
    free(symbols->modules);
    free(symbols->places);
    free(symbols->variables);
    free(symbols);
}

/* The range of addresses that the loader fills. */
static void read_range(struct module *module, Elf *elf)
{
    size_t count = 0;
    if (elf_kind(elf) != ELF_K_ELF || elf_getphdrnum(elf, &count))
        return;
    for (size_t i = 0; i < count; i++) {
        GElf_Phdr segment;
        if (!gelf_getphdr(elf, (int)i, &segment) || segment.p_type != PT_LOAD || !segment.p_memsz)
            continue;
        uint64_t end;
        if (__builtin_add_overflow(segment.p_vaddr, segment.p_memsz, &end))
            continue;
        if (!module->high || segment.p_vaddr < module->low)
            module->low = segment.p_vaddr;
        if (end > module->high)
            module->high = end;
    }
}

static void look_at(struct module *module)
{
    int fd = open(module->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return;
    struct stat status;
    if (!fstat(fd, &status) && S_ISREG(status.st_mode)) {
        module->inode = status.st_ino;
        module->device = status.st_dev;
        module->file_size = (uint64_t)status.st_size;
        Elf *elf = elf_begin(fd, ELF_C_READ, NULL);
        if (elf) {
            read_range(module, elf);
            elf_end(elf);
        }
    }
    (void)close(fd); /* only read from */
}

void symbols_add(struct symbols *symbols, const char *path, uint64_t bias)
{
    for (size_t i = 0; i < symbols->module_count; i++)
        if (symbols->modules[i].bias == bias && !strcmp(symbols->modules[i].path, path))
            return;
    if (symbols->module_count == MODULE_LIMIT)
        return;
    GROW(symbols->modules, symbols->module_count, symbols->module_capacity);
    struct module *module = &symbols->modules[symbols->module_count++];
    *module = (struct module){.path = xstrdup(path), .bias = bias};
    look_at(module);
    forget(symbols);
}

static struct module *module_with(struct symbols *symbols, uint64_t address)
{
    for (size_t i = 0; i < symbols->module_count; i++) {
        struct module *module = &symbols->modules[i];
        uint64_t own = address - module->bias;
        if (own >= module->low && own < module->high)
            return module;
    }
    return NULL;
}

bool symbols_place(struct symbols *symbols, uint64_t return_address, struct symbol_place *out)
{
    const uintptr_t *known = map_get(&symbols->place_of, return_address);
    if (known) {
        *out = symbols->places[*known - 1];
        return out->path;
    }
    /* A return address may be the first of the next line; the call stands before it. */
    uint64_t pc = return_address - 1;
    struct module *module = return_address ? module_with(symbols, pc) : NULL;
    struct symbol_place place = {0};
    if (!module || !module_place(module, pc - module->bias, &place))
        place = (struct symbol_place){0};
    if (symbols->place_count < CACHE_LIMIT) {
        GROW(symbols->places, symbols->place_count, symbols->place_capacity);
        symbols->places[symbols->place_count++] = place;
        *map_put(&symbols->place_of, return_address) = symbols->place_count;
    }
    *out = place;
    return place.path;
}

static bool tell(const char *name, const struct symbol_variable *variable, struct text *out,
                 struct symbol_variable *out_variable)
{
    *out_variable = *variable;
    if (!name)
        return false;
    text_put(out, name);
    return true;
}

bool symbols_variable(struct symbols *symbols, uint64_t address, struct text *name,
                      struct symbol_variable *out)
{
    const uintptr_t *known = map_get(&symbols->variable_of, address);
    if (known) {
        const struct known_variable *variable = &symbols->variables[*known - 1];
        return tell(variable->name, &variable->variable, name, out);
    }
    struct module *module = module_with(symbols, address);
    struct text found = {0};
    struct known_variable variable = {.variable.is_signed = true};
    if (module && module_variable(module, address - module->bias, &found, &variable.variable))
        variable.name = text_give(&found);
    text_release(&found);
    bool is_found = tell(variable.name, &variable.variable, name, out);
    if (symbols->variable_count == CACHE_LIMIT) {
        free(variable.name);
        return is_found;
    }
    GROW(symbols->variables, symbols->variable_count, symbols->variable_capacity);
    symbols->variables[symbols->variable_count++] = variable;
    *map_put(&symbols->variable_of, address) = symbols->variable_count;
    return is_found;
}

/* Of the program alone, which is the first module: what libraries point to is their own business.
 */
bool symbols_pointed(struct symbols *symbols, const struct symbol_mapped *mapped, struct text *name,
                     struct symbol_variable *out)
{
    struct text found = {0};
    struct symbol_variable variable = {.is_signed = true};
    size_t n =
        symbols->module_count ? module_pointed(&symbols->modules[0], mapped, &found, &variable) : 0;
    if (n == 1) {
        text_put(name, text_get(&found));
        *out = variable;
    }
    text_release(&found);
    return n == 1;
}

bool symbols_local(struct symbols *symbols, uint64_t return_address, int64_t at, struct text *name,
                   struct symbol_variable *out)
{
    struct module *module = module_with(symbols, return_address);
    struct text found = {0};
    Dwarf_Die type;
    bool is_found =
        module && module_local(module, return_address - module->bias, at, &found, &type);
    if (is_found) {
        text_put(name, text_get(&found));
        type_describe(&type, out);
        out->type_id = dwarf_dieoffset(&type);
    }
    text_release(&found);
    return is_found;
}

static bool find_pointer(struct symbols *symbols, const struct symbol_pointer *pointer,
                         struct text *name, Dwarf_Die *type)
{
    if (pointer->type_id != 0)
        return symbols->module_count > 0 && symbols->modules[0].dwarf &&
               dwarf_offdie(symbols->modules[0].dwarf, pointer->type_id, type);
    bool is_local = pointer->return_address != 0;
    uint64_t address = is_local ? pointer->return_address : (uint64_t)pointer->at;
    struct module *module = module_with(symbols, address);
    if (!module)
        return false;
    return is_local ? module_local(module, address - module->bias, pointer->at, name, type)
                    : module_global(module, address - module->bias, name, type);
}

bool symbols_behind(struct symbols *symbols, const struct symbol_pointer *pointer,
                    struct text *name, struct symbol_variable *out)
{
    struct text found = {0};
    Dwarf_Die type, part;
    if (pointer->type_id != 0)
        text_put(&found, text_get(name));
    bool is_found = find_pointer(symbols, pointer, &found, &type);
    if (is_found && pointer->is_whole)
        is_found = type_points(&type, &found, &part);
    else if (is_found)
        is_found = module_behind(&type, pointer->offset, pointer->room, &found, &part);
    if (is_found) {
        text_clear(name);
        text_put(name, text_get(&found));
        type_describe(&part, out);
        /* of the program alone, which is the first module */
        out->type_id = dwarf_dieoffset(&part);
    }
    text_release(&found);
    return is_found;
}

bool symbols_find(struct symbols *symbols, const char *name, uint64_t *address,
                  struct symbol_variable *out)
{
    for (size_t i = 0; i < symbols->module_count; i++) {
        uint64_t own;
        if (module_find(&symbols->modules[i], name, &own, out)) {
            *address = own + symbols->modules[i].bias;
            return true;
        }
    }
    *out = (struct symbol_variable){.is_signed = true};
    return false;
}
