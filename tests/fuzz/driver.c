/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Runs a fuzz target without a fuzzer: over each file given, and each file in each folder given.
 *
 *   TARGET [--mutate N] FILE-OR-FOLDER ...
 *
 * With --mutate each file is also tried N times with a few bytes changed, cut or doubled; always
 * the same ones, so that what failed fails again. With a fuzzer (clang -fsanitize=fuzzer) the
 * target is linked without this file.
 */
#include <ftw.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static long mutations;
static unsigned long files, runs;
static uint64_t dice;

static uint64_t roll(uint64_t below)
{
    dice ^= dice << 13;
    dice ^= dice >> 7;
    dice ^= dice << 17;
    return below ? dice % below : 0;
}

/* The target gets memory of exactly this size, so that a read beyond it is seen. */
static void run(const uint8_t *bytes, size_t n)
{
    uint8_t *exact = malloc(n ? n : 1);
    if (!exact)
        exit(3);
    memcpy(exact, bytes, n);
    (void)LLVMFuzzerTestOneInput(exact, n); /* always 0 */
    free(exact);
    runs++;
}

static size_t mutate(uint8_t *bytes, size_t n)
{
    static const uint8_t telling[] = {0, 1, 0x7f, 0x80, 0xff, '\n', '`', ':', '$', '"'};
    size_t times = 1 + (size_t)roll(4);
    for (size_t i = 0; i < times && n; i++) {
        size_t at = (size_t)roll(n);
        switch (roll(5)) {
        case 0:
            bytes[at] = (uint8_t)roll(256);
            break;
        case 1:
            bytes[at] ^= (uint8_t)(1u << roll(8));
            break;
        case 2:
            bytes[at] = telling[roll(sizeof(telling))];
            break;
        case 3: /* one part over another */
            memmove(bytes + at, bytes + roll(n), (size_t)roll(n - at < 64 ? n - at : 64) / 2);
            break;
        default:
            if (roll(8) == 0)
                n = at;
            break;
        }
    }
    return n;
}

/* memmove above may read up to 32 bytes behind the end. */
enum { SLACK = 64 };

static int try_file(const char *path, const struct stat *status, int type, struct FTW *position)
{
    (void)position;
    if (type != FTW_F || !S_ISREG(status->st_mode))
        return 0;
    FILE *file = fopen(path, "re");
    if (!file) {
        perror(path);
        return 1;
    }
    size_t size = (size_t)status->st_size;
    uint8_t *bytes = calloc(1, size + SLACK), *changed = calloc(1, size + SLACK);
    if (!bytes || !changed || fread(bytes, 1, size, file) != size) {
        perror(path);
        return 1;
    }
    fclose(file); /* only read from */
    files++;
    run(bytes, size);
    for (long i = 0; i < mutations; i++) {
        memcpy(changed, bytes, size + SLACK);
        run(changed, mutate(changed, size));
    }
    free(bytes);
    free(changed);
    return 0;
}

int main(int argc, char **argv)
{
    int first = 1;
    if (argc > 2 && !strcmp(argv[1], "--mutate")) {
        mutations = strtol(argv[2], NULL, 10);
        first = 3;
    }
    dice = 0x9e3779b97f4a7c15u;
    for (int i = first; i < argc; i++)
        if (nftw(argv[i], try_file, 16, FTW_PHYS)) {
            fprintf(stderr, "fuzz: cannot read '%s'\n", argv[i]);
            return 3;
        }
    if (!files) {
        fprintf(stderr, "usage: %s [--mutate N] FILE-OR-FOLDER ...\n", argv[0]);
        return 2;
    }
    printf("%lu files, %lu runs\n", files, runs);
    return 0;
}
