/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a program may use of other libraries is what its relocations name: each name has to be in a
 * list of those that have nothing of a thread's own. A name that is not there costs time, no more.
 */
#include "explore/machine/storage.h"

#include <elf.h>
#include <link.h>
#include <string.h>

#include "explore/engine/engine.h"
#include "explore/machine/machine.h"

#if MACHINE_X86

struct tables {
    uintptr_t bias;
    const ElfW(Sym) * symbols;
    const char *strings;
    const ElfW(Rela) * relocations, *calls;
    size_t relocation_bytes, call_bytes;
};

/* The engine's own, if what they know of an execution is put aside (resume.h), and of the C library
 * what has no state. Of groups all are the engine's, or only
 * fill in a structure. */
static bool is_known(const char *name)
{
    static const char *const groups[] = {
        "__tsan_",       "_ITM_",         "pthread_mutex_",   "pthread_mutexattr_",
        "pthread_cond_", "pthread_attr_", "pthread_barrier_", "pthread_rwlock_",
        "pthread_spin_"};
    static const char *const names[] = {"__libc_start_main",
                                        "__cxa_finalize",
                                        "__gmon_start__",
                                        "__assert_fail",
                                        "pthread_create",
                                        "pthread_join",
                                        "pthread_detach",
                                        "pthread_once",
                                        "sem_init",
                                        "sem_destroy",
                                        "sem_wait",
                                        "sem_post",
                                        "sched_yield",
                                        "sleep",
                                        "usleep",
                                        "printf",
                                        "fprintf",
                                        "puts",
                                        "fputs",
                                        "putchar",
                                        "fwrite",
                                        "fflush",
                                        "stdout",
                                        "stderr",
                                        "malloc",
                                        "calloc",
                                        "free",
                                        "memcpy",
                                        "memmove",
                                        "memset",
                                        "memcmp",
                                        "strlen",
                                        "strcmp",
                                        "strcpy",
                                        "atoi",
                                        "atol",
                                        "abort",
                                        "exit",
                                        "_exit",
                                        "rand",
                                        "srand"};
    for (size_t i = 0; i < sizeof(groups) / sizeof(*groups); i++)
        if (strncmp(name, groups[i], strlen(groups[i])) == 0)
            return true;
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

static bool is_of_threads(uint64_t type)
{
    return type == R_X86_64_TPOFF64 || type == R_X86_64_DTPMOD64 || type == R_X86_64_DTPOFF64 ||
           type == R_X86_64_TLSDESC;
}

static bool are_harmless(const struct tables *tables, const ElfW(Rela) * entry, size_t bytes)
{
    for (const ElfW(Rela) *end = entry + bytes / sizeof(*entry); entry < end; entry++) {
        uint64_t type = ELF64_R_TYPE(entry->r_info);
        const ElfW(Sym) *symbol = &tables->symbols[ELF64_R_SYM(entry->r_info)];
        if (is_of_threads(type))
            return false;
        if (ELF64_R_SYM(entry->r_info) == 0 ||
            (symbol->st_shndx != SHN_UNDEF && type != R_X86_64_COPY))
            continue; /* the program's own */
        if (!is_known(tables->strings + symbol->st_name))
            return false;
    }
    return true;
}

/* The dynamic linker has put addresses in place of offsets, or not yet. */
static const void *at(const struct tables *tables, uintptr_t address)
{
    return (const void *)(address < tables->bias ? address + tables->bias : address);
}

static void find_tables(struct tables *tables, const ElfW(Dyn) * entry)
{
    for (; entry->d_tag != DT_NULL; entry++)
        switch (entry->d_tag) {
        case DT_SYMTAB:
            tables->symbols = at(tables, entry->d_un.d_ptr);
            break;
        case DT_STRTAB:
            tables->strings = at(tables, entry->d_un.d_ptr);
            break;
        case DT_RELA:
            tables->relocations = at(tables, entry->d_un.d_ptr);
            break;
        case DT_RELASZ:
            tables->relocation_bytes = entry->d_un.d_val;
            break;
        case DT_JMPREL:
            tables->calls = at(tables, entry->d_un.d_ptr);
            break;
        case DT_PLTRELSZ:
            tables->call_bytes = entry->d_un.d_val;
            break;
        default:
            break;
        }
}

static int look(struct dl_phdr_info *info, size_t size, void *data)
{
    (void)size;
    bool *is_used = data;
    struct tables tables = {.bias = info->dlpi_addr};
    for (int i = 0; i < info->dlpi_phnum; i++) {
        if (info->dlpi_phdr[i].p_type == PT_TLS)
            return 1;
        if (info->dlpi_phdr[i].p_type == PT_DYNAMIC)
            find_tables(&tables, (const void *)(info->dlpi_addr + info->dlpi_phdr[i].p_vaddr));
    }
    if (tables.symbols && tables.strings)
        *is_used = !are_harmless(&tables, tables.relocations, tables.relocation_bytes) ||
                   !are_harmless(&tables, tables.calls, tables.call_bytes);
    return 1; /* the program itself comes first */
}

bool storage_is_used(void)
{
    bool is_used = true;
    if (!(verdict->request.ask & ASK_FAILURES)) /* what is refused is told by errno */
        (void)dl_iterate_phdr(look, &is_used);
    return is_used;
}

#else

bool storage_is_used(void)
{
    return true;
}

#endif
