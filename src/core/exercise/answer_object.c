/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The object file of an answer: its symbols and its sections.
 *
 * It may call what stands in `calls` below, what the task adds (`may:`), and what the frozen files
 * define. It may define what it likes but names of the C library, of the engine and of the
 * compiler: those would be called in their place.
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <gelf.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/exercise/answer.h"

/* Calls that write through a pointer are here only if the engine sees what they write. */
static const char *const calls[] = {
    /* threads */
    "pthread_create", "pthread_join", "pthread_detach", "pthread_self", "pthread_equal",
    "pthread_exit", "pthread_once", "pthread_mutex_init", "pthread_mutex_destroy",
    "pthread_mutex_lock", "pthread_mutex_trylock", "pthread_mutex_timedlock",
    "pthread_mutex_unlock", "pthread_cond_init", "pthread_cond_destroy", "pthread_cond_wait",
    "pthread_cond_timedwait", "pthread_cond_signal", "pthread_cond_broadcast",
    "pthread_rwlock_init", "pthread_rwlock_destroy", "pthread_rwlock_rdlock",
    "pthread_rwlock_tryrdlock", "pthread_rwlock_wrlock", "pthread_rwlock_trywrlock",
    "pthread_rwlock_unlock", "pthread_barrier_init", "pthread_barrier_destroy",
    "pthread_barrier_wait", "pthread_spin_init", "pthread_spin_destroy", "pthread_spin_lock",
    "pthread_spin_trylock", "pthread_spin_unlock", "sem_init", "sem_destroy", "sem_wait",
    "sem_trywait", "sem_post", "sem_timedwait", "mtx_init", "mtx_destroy", "mtx_lock",
    "mtx_trylock", "mtx_timedlock", "mtx_unlock", "cnd_init", "cnd_destroy", "cnd_wait",
    "cnd_timedwait", "cnd_signal", "cnd_broadcast", "thrd_create", "thrd_join", "thrd_detach",
    "thrd_yield", "thrd_sleep", "thrd_current", "thrd_equal", "call_once", "sched_yield", "sleep",
    "usleep", "nanosleep",
    /* memory and strings */
    "malloc", "calloc", "realloc", "free", "aligned_alloc", "memcpy", "memmove", "memset", "memcmp",
    "strlen", "strcmp", "strncmp", "strcpy", "strncpy", "strcat", "strncat", "strchr", "strrchr",
    "strstr", "strdup", "strndup",
    /* claims, and a word on standard error */
    "__assert_fail", "abort", "fprintf", "fputs", "fputc", "fwrite", "perror", "stderr",
    /* what the compiler needs */
    "__errno_location", "__stack_chk_fail", "_GLOBAL_OFFSET_TABLE_", "__ctype_b_loc", NULL};

static const char *const main_calls[] = {
    "printf", "puts", "putchar",         "putc",    "stdout", "fflush", "atoi", "atol",
    "strtol", "exit", "__isoc23_strtol", "strtoul", "rand",   "srand",  NULL};

static const char *const process_calls[] = {
    "fork",  "_exit",  "wait",      "waitpid",     "pipe",      "pipe2",       "read",
    "write", "close",  "dup",       "dup2",        "getpid",    "getppid",     "kill",
    "pause", "signal", "sigaction", "sigemptyset", "sigaddset", "sigprocmask", "waitid",
    "poll",  "raise",  "fcntl",     "snprintf",    "exit",      "dprintf",     NULL};

struct object {
    int fd;
    Elf *elf;
};

static bool object_open(struct object *object, const char *path)
{
    (void)elf_version(EV_CURRENT); /* cannot fail with the header we were compiled with */
    object->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    object->elf = object->fd < 0 ? NULL : elf_begin(object->fd, ELF_C_READ, NULL);
    return object->elf && elf_kind(object->elf) == ELF_K_ELF;
}

static void object_close(struct object *object)
{
    if (object->elf)
        elf_end(object->elf);
    if (object->fd >= 0)
        close(object->fd); /* only read from */
}

/* Calls `look` with each symbol that others see, until it returns true. */
static bool any_symbol(Elf *elf, bool (*look)(void *of, const char *name, const GElf_Sym *symbol),
                       void *of)
{
    Elf_Scn *section = NULL;
    while ((section = elf_nextscn(elf, section))) {
        GElf_Shdr header;
        Elf_Data *data;
        if (!gelf_getshdr(section, &header) || header.sh_type != SHT_SYMTAB ||
            !(data = elf_getdata(section, NULL)))
            continue;
        GElf_Sym symbol;
        for (int i = 1; gelf_getsym(data, i, &symbol); i++) {
            const char *name = elf_strptr(elf, header.sh_link, symbol.st_name);
            if (name && look(of, name, &symbol))
                return true;
        }
    }
    return false;
}

static bool is_one_of(const char *name, const char *const *words)
{
    for (; words && *words; words++)
        if (strcmp(*words, name) == 0)
            return true;
    return false;
}

static bool is_defined(void *of, const char *name, const GElf_Sym *symbol)
{
    return symbol->st_shndx != SHN_UNDEF && GELF_ST_BIND(symbol->st_info) != STB_LOCAL &&
           strcmp(name, of) == 0;
}

static bool is_offered(const char *name, const char *const *frozen)
{
    for (; *frozen; frozen++) {
        struct object object;
        bool is_there = object_open(&object, *frozen) &&
                        any_symbol(object.elf, is_defined, (void *)(uintptr_t)name);
        object_close(&object);
        if (is_there)
            return true;
    }
    return false;
}

struct look {
    const struct answer_rules *rules;
    const char *const *frozen;
    struct text *why;
};

static bool may_call(const struct look *look, const char *name)
{
    const struct answer_rules *rules = look->rules;
    return strncmp(name, "__tsan_", 7) == 0 || strncmp(name, "__x86_indirect_thunk_", 21) == 0 ||
           is_one_of(name, calls) || is_one_of(name, (const char *const *)rules->may) ||
           (rules->has_main && is_one_of(name, main_calls)) ||
           (rules->has_processes && is_one_of(name, process_calls)) ||
           is_offered(name, look->frozen);
}

/* A name that the program would no longer get from where it belongs. */
static bool is_others(const char *name)
{
    void *libc = dlopen("libc.so.6", RTLD_LAZY | RTLD_NOLOAD);
    bool is_there = libc && dlsym(libc, name);
    if (libc)
        dlclose(libc); /* we go on using it */
    return is_there || strncmp(name, "__", 2) == 0 || strncmp(name, "pthread_", 8) == 0 ||
           strncmp(name, "sem_", 4) == 0;
}

static bool is_wrong(void *of, const char *name, const GElf_Sym *symbol)
{
    struct look *look = of;
    if (GELF_ST_TYPE(symbol->st_info) == STT_GNU_IFUNC) {
        text_add(look->why, _("'%s' is chosen by code that runs before the program"), name);
        return true;
    }
    if (GELF_ST_BIND(symbol->st_info) == STB_LOCAL || !*name)
        return false;
    if (symbol->st_shndx == SHN_UNDEF) {
        if (may_call(look, name))
            return false;
        if (strcmp(name, "printf") == 0 || strcmp(name, "puts") == 0 ||
            strcmp(name, "putchar") == 0 || strcmp(name, "stdout") == 0)
            text_add(look->why,
                     _("it uses '%s': standard output is the driver's; to have a look, print to "
                       "stderr"),
                     name);
        else
            text_add(look->why, _("it calls '%s', which is not among what this answer may call"),
                     name);
        return true;
    }
    if (strcmp(name, "main") == 0 ? look->rules->has_main : !is_others(name))
        return false;
    text_add(look->why, _("it defines '%s', which is somebody else's name"), name);
    return true;
}

/* --- sections --------------------------------------------------------------------------------- */

static bool begins_with(const char *name, const char *beginning)
{
    return strncmp(name, beginning, strlen(beginning)) == 0;
}

/* The compiler's own call of __tsan_init makes one entry of .init_array. */
static bool section_is_fine(const char *name, const GElf_Shdr *header)
{
    static const char *const beginnings[] = {".text",
                                             ".data",
                                             ".bss",
                                             ".rodata",
                                             ".debug_",
                                             ".rel",
                                             ".tdata",
                                             ".tbss",
                                             ".comment",
                                             ".note",
                                             ".eh_frame",
                                             ".symtab",
                                             ".strtab",
                                             ".shstrtab",
                                             ".group",
                                             ".llvm_addrsig",
                                             ".gcc_except_table",
                                             "__patchable_function_entries",
                                             NULL};
    if (strcmp(name, ".note.GNU-stack") == 0)
        return !(header->sh_flags & SHF_EXECINSTR); /* nested functions need code on the stack */
    if (begins_with(name, ".init_array") || begins_with(name, ".ctors"))
        return header->sh_size == sizeof(uint64_t);
    for (size_t i = 0; beginnings[i]; i++)
        if (begins_with(name, beginnings[i]))
            return !((header->sh_flags & SHF_EXECINSTR) && (header->sh_flags & SHF_WRITE));
    return *name == '\0';
}

static bool sections_are_fine(Elf *elf, struct text *why)
{
    size_t names;
    if (elf_getshdrstrndx(elf, &names) < 0)
        return false;
    Elf_Scn *section = NULL;
    while ((section = elf_nextscn(elf, section))) {
        GElf_Shdr header;
        const char *name =
            gelf_getshdr(section, &header) ? elf_strptr(elf, names, header.sh_name) : NULL;
        if (name && section_is_fine(name, &header))
            continue;
        text_add(why, _("it needs a section '%s', as no ordinary code does"), name ? name : "?");
        return false;
    }
    return true;
}

bool answer_object_is_fine(const struct answer_rules *rules, const char *path,
                           const char *const *frozen, struct text *why)
{
    struct object object;
    struct look look = {.rules = rules, .frozen = frozen, .why = why};
    bool is_fine = object_open(&object, path) && !any_symbol(object.elf, is_wrong, &look) &&
                   sections_are_fine(object.elf, why);
    if (!is_fine && why->size == 0)
        text_put(why, _("what the compiler made of it cannot be read"));
    object_close(&object);
    return is_fine;
}
