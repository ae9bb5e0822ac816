/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exercise/check_verdict.h"

#include <string.h>

static const struct {
    const char *word, *sentence;
    bool passes;
} verdicts[] = {
#define X(name, word, passes, sentence) {word, sentence, passes},
    CHECK_VERDICTS(X)
#undef X
};

const char *check_word(enum check_verdict verdict)
{
    return verdicts[verdict].word;
}

const char *check_sentence(enum check_verdict verdict)
{
    return _(verdicts[verdict].sentence);
}

bool check_passes(enum check_verdict verdict)
{
    return verdicts[verdict].passes;
}

enum check_verdict check_verdict_of(const char *word, size_t n)
{
    unsigned i = 0;
    while (i < CHECK_VERDICT_COUNT &&
           (strlen(verdicts[i].word) != n || memcmp(verdicts[i].word, word, n) != 0))
        i++;
    return (enum check_verdict)i;
}
