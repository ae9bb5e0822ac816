/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An ELF file in memory. It is read, not mapped: a program that cuts its own file short while it
 * runs must not be able to crash us.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/symbols/symbols_module.h"

/* Beyond this a file has no names: reading it would be noticed. */
enum { FILE_LIMIT = 512 << 20 };

static bool read_whole(int fd, char *bytes, size_t size)
{
    size_t got = 0;
    while (got < size) {
        ssize_t n = pread(fd, bytes + got, size - got, (off_t)got);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        got += (size_t)n;
    }
    return true;
}

/* Only the very file that was added: another one may have taken its path since. */
static bool read_file(struct module *module)
{
    int fd = open(module->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return false;
    struct stat status;
    bool is_same = !fstat(fd, &status) && S_ISREG(status.st_mode) &&
                   status.st_ino == module->inode && status.st_dev == module->device &&
                   (uint64_t)status.st_size == module->file_size && status.st_size < FILE_LIMIT;
    if (is_same) {
        module->size = (size_t)status.st_size;
        module->bytes = malloc(module->size + 1); /* names are worth no death for want of memory */
        is_same = module->bytes && read_whole(fd, module->bytes, module->size);
    }
    (void)close(fd); /* only read from */
    return is_same;
}

bool module_open(struct module *module)
{
    if (module->is_open)
        return module->elf;
    module->is_open = true;
    if (!read_file(module))
        return false;
    module->elf = elf_memory(module->bytes, module->size);
    if (module->elf && elf_kind(module->elf) != ELF_K_ELF) {
        elf_end(module->elf);
        module->elf = NULL;
    }
    if (module->elf)
        module->dwarf = dwarf_begin_elf(module->elf, DWARF_C_READ, NULL); /* NULL: it has none */
    return module->elf;
}

void module_release(struct module *module)
{
    free(module->variables);
    free(module->functions);
    if (module->dwarf)
        dwarf_end(module->dwarf);
    if (module->elf)
        elf_end(module->elf);
    free(module->bytes);
    free(module->path);
}

static void read_table(struct module *module, Elf_Scn *section, const GElf_Shdr *header,
                       unsigned char type,
                       void (*add)(struct module *module, const char *name, const GElf_Sym *symbol))
{
    Elf_Data *data = elf_getdata(section, NULL);
    if (!data || !header->sh_entsize)
        return;
    size_t count = data->d_size / header->sh_entsize;
    for (size_t i = 1; i < count && i <= INT32_MAX; i++) {
        GElf_Sym symbol;
        if (!gelf_getsym(data, (int)i, &symbol) || symbol.st_shndx == SHN_UNDEF ||
            GELF_ST_TYPE(symbol.st_info) != type)
            continue;
        const char *name = elf_strptr(module->elf, header->sh_link, symbol.st_name);
        if (name && *name)
            add(module, name, &symbol);
    }
}

/* The full table if there is one; a stripped file still has that of its exports. */
void module_read_symbols(struct module *module, unsigned char type,
                         void (*add)(struct module *module, const char *name,
                                     const GElf_Sym *symbol))
{
    static const GElf_Word tables[] = {SHT_SYMTAB, SHT_DYNSYM};
    for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++) {
        bool is_found = false;
        Elf_Scn *section = NULL;
        while ((section = elf_nextscn(module->elf, section))) {
            GElf_Shdr header;
            if (!gelf_getshdr(section, &header) || header.sh_type != tables[i])
                continue;
            is_found = true;
            read_table(module, section, &header, type, add);
        }
        if (is_found)
            return;
    }
}
