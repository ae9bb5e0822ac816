/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What sort of file a program is, from its ELF headers and the names that it imports.
 */
#include <errno.h>
#include <fcntl.h>
#include <gelf.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/symbols/symbols.h"

static bool starts_with(const char *string, const char *start)
{
    return !strncmp(string, start, strlen(start));
}

/* Runtimes that map a shadow of all memory. (UBSan's does not.) */
static bool is_shadow_runtime(const char *library)
{
    return starts_with(library, "libasan.") || starts_with(library, "libtsan.") ||
           starts_with(library, "libmsan.") || starts_with(library, "libhwasan.") ||
           starts_with(library, "libclang_rt.asan") || starts_with(library, "libclang_rt.tsan") ||
           starts_with(library, "libclang_rt.msan");
}

/* Such a runtime linked into the program itself defines these. */
static bool is_shadow_function(const char *name)
{
    return !strcmp(name, "__asan_init") || !strcmp(name, "__tsan_init") ||
           !strcmp(name, "__msan_init") || !strcmp(name, "__hwasan_init");
}

static void look_at_libraries(Elf *elf, Elf_Data *data, const GElf_Shdr *header,
                              struct program_nature *out)
{
    GElf_Dyn entry;
    for (int i = 0; gelf_getdyn(data, i, &entry) && entry.d_tag != DT_NULL; i++) {
        if (entry.d_tag != DT_NEEDED)
            continue;
        const char *library = elf_strptr(elf, header->sh_link, (size_t)entry.d_un.d_val);
        out->is_sanitized |= library && is_shadow_runtime(library);
    }
}

static void look_at_names(Elf *elf, Elf_Data *data, const GElf_Shdr *header, bool *calls_hooks,
                          struct program_nature *out)
{
    GElf_Sym symbol;
    for (int i = 1; gelf_getsym(data, i, &symbol); i++) {
        const char *name = elf_strptr(elf, header->sh_link, symbol.st_name);
        if (!name)
            continue;
        if (symbol.st_shndx != SHN_UNDEF)
            out->is_sanitized |= is_shadow_function(name);
        else
            *calls_hooks |= starts_with(name, "__tsan_");
    }
}

static void look_at_elf(Elf *elf, struct program_nature *out)
{
    size_t segments = 0;
    bool calls_hooks = false;
    GElf_Ehdr file;
    if (!gelf_getehdr(elf, &file))
        return;
    out->is_elf = true;
    (void)elf_getphdrnum(elf, &segments); /* 0 if it cannot be read: no interpreter then */
    for (size_t i = 0; i < segments; i++) {
        GElf_Phdr segment;
        if (gelf_getphdr(elf, (int)i, &segment) && segment.p_type == PT_INTERP)
            out->is_dynamic = true;
    }
    Elf_Scn *section = NULL;
    while ((section = elf_nextscn(elf, section))) {
        GElf_Shdr header;
        if (!gelf_getshdr(section, &header))
            continue;
        bool is_table = header.sh_type == SHT_DYNSYM || header.sh_type == SHT_SYMTAB;
        Elf_Data *data =
            is_table || header.sh_type == SHT_DYNAMIC ? elf_getdata(section, NULL) : NULL;
        if (data && is_table)
            look_at_names(elf, data, &header, &calls_hooks, out);
        else if (data)
            look_at_libraries(elf, data, &header, out);
    }
    out->has_hooks = calls_hooks && !out->is_sanitized;
}

static int look_at_fd(int fd, struct program_nature *out, const char *path, struct err *err)
{
    struct stat status;
    if (fstat(fd, &status))
        return err_sys(err, _("cannot look at '%s'"), path);
    if (!S_ISREG(status.st_mode)) {
        errno = S_ISDIR(status.st_mode) ? EISDIR : EACCES;
        return err_sys(err, _("cannot run '%s'"), path);
    }
    char start[2];
    ssize_t n;
    do
        n = pread(fd, start, sizeof(start), 0);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        return err_sys(err, _("cannot read '%s'"), path);
    out->is_script = n == 2 && start[0] == '#' && start[1] == '!';
    (void)elf_version(EV_CURRENT); /* cannot fail with the header we were compiled with */
    Elf *elf = elf_begin(fd, ELF_C_READ, NULL);
    if (elf && elf_kind(elf) == ELF_K_ELF)
        look_at_elf(elf, out);
    if (elf)
        elf_end(elf);
    return 0;
}

int program_nature(const char *path, struct program_nature *out, struct err *err)
{
    *out = (struct program_nature){0};
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0 && errno == EACCES && !access(path, X_OK))
        return 0; /* it may be run, not looked at: nothing is known of it */
    int result =
        fd < 0 ? err_sys(err, _("cannot open '%s'"), path) : look_at_fd(fd, out, path, err);
    if (result)
        err->status = STATUS_USAGE; /* it is what was asked for that is wrong */
    if (fd >= 0)
        (void)close(fd); /* only read from */
    return result;
}
