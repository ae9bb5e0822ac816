/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/terminal/language.h"

#include <libgen.h>
#include <libintl.h>
#include <limits.h>
#include <locale.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/text.h"

const char *language_of_environment(void)
{
    static const char *const names[] = {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        const char *value = getenv(names[i]);
        if (value && *value)
            return strncmp(value, "zh", 2) == 0 ? "zh_CN" : "en";
    }
    return "en";
}

static bool is_c(const char *locale)
{
    return !locale || strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0;
}

/* In the tree that the program was built in, else where it was installed. */
static char *find_catalogues(void)
{
    char self[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
    self[n > 0 ? n : 0] = '\0';
    char *folder = xasprintf("%s/locale", dirname(self));
    if (access(folder, X_OK) == 0)
        return folder;
    free(folder);
    return xstrdup(LOCALEDIR);
}

void language_set(const char *language)
{
    setenv("LANGUAGE", language, 1);
    setlocale(LC_ALL, "");
    setlocale(LC_NUMERIC, "C"); /* figures in JSON have a point */
    /* Columns and characters need UTF-8; where the environment names no such locale, C.UTF-8 is
     * there. */
    if (is_c(setlocale(LC_CTYPE, NULL)) && setlocale(LC_CTYPE, "C.UTF-8"))
        setenv("LC_CTYPE", "C.UTF-8", 1);
    /* The C locale is never translated; any other is, as LANGUAGE says or by its own name. */
    char *own = xasprintf("%s.UTF-8", language);
    if (strcmp(language, "en") != 0 && !setlocale(LC_MESSAGES, own) &&
        is_c(setlocale(LC_MESSAGES, NULL)))
        setlocale(LC_MESSAGES, "C.UTF-8");
    free(own);
    char *catalogues = find_catalogues();
    bindtextdomain("conc-tutor", catalogues);
    bind_textdomain_codeset("conc-tutor", "UTF-8");
    textdomain("conc-tutor");
    free(catalogues);
}
