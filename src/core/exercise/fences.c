/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exercise/fences.h"

#include <stdint.h>
#include <sys/random.h>

#include "core/base/file.h"
#include "core/base/text.h"

static const char fence_before[] = ".data\n.globl conc_tutor_gap0, conc_tutor_gap0_end\n"
                                   "conc_tutor_gap0: .space %u, 1\nconc_tutor_gap0_end:\n"
                                   ".bss\n.globl conc_tutor_gap1, conc_tutor_gap1_end\n"
                                   "conc_tutor_gap1: .space %u\nconc_tutor_gap1_end:\n"
                                   ".text\n.globl conc_tutor_code\nconc_tutor_code:\n"
                                   ".section .note.GNU-stack,\"\",%%progbits\n";
static const char fence_behind[] =
    ".data\nconc_tutor_gap2: .space %u, 1\nconc_tutor_gap2_end:\n"
    ".bss\nconc_tutor_gap3: .space %u\nconc_tutor_gap3_end:\n"
    ".text\nconc_tutor_code_end:\n"
    ".section .data.rel.ro,\"aw\"\n.globl conc_tutor_fences\n.balign 8\nconc_tutor_fences:\n"
    ".8byte conc_tutor_gap0, conc_tutor_gap0_end, conc_tutor_gap1, conc_tutor_gap1_end\n"
    ".8byte conc_tutor_gap2, conc_tutor_gap2_end, conc_tutor_gap3, conc_tutor_gap3_end\n"
    ".8byte conc_tutor_code, conc_tutor_code_end\n"
    ".8byte __start___patchable_function_entries, __stop___patchable_function_entries\n"
    ".type conc_tutor_fences, %%object\n.size conc_tutor_fences, 96\n"
    ".section .note.GNU-stack,\"\",%%progbits\n";

/* Bytes of a gap: 4 to 68 KiB, a multiple of 16. */
static unsigned gap(void)
{
    uint16_t random = 0;
    if (getrandom(&random, sizeof(random), GRND_NONBLOCK) < 0) /* a gap all the same */
        random = (uint16_t)(uintptr_t)&random;
    return 4096u + ((unsigned)random & 0xfff0u);
}

static int create(const char *path, const struct text *text, struct err *err)
{
    return file_write_new(path, 0600, text_get(text), text->size, err);
}

int fences_write(const char *before, const char *behind, struct err *err)
{
    struct text first = {0}, second = {0};
    text_add(&first, fence_before, gap(), gap());
    text_add(&second, fence_behind, gap(), gap());
    int result = create(before, &first, err);
    if (result == 0)
        result = create(behind, &second, err);
    text_release(&first);
    text_release(&second);
    return result;
}
