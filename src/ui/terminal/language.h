/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * In which language the tutor speaks: --lang, else what the environment asks for (LANGUAGE, LC_ALL,
 * LC_MESSAGES, LANG, in this order). Each works where only the C.UTF-8 locale is installed, and
 * with C libraries whose gettext knows nothing of LANGUAGE.
 */
#ifndef UI_TERMINAL_LANGUAGE_H
#define UI_TERMINAL_LANGUAGE_H

/* "en" or "zh_CN": of our languages the one that the environment asks for. */
const char *language_of_environment(void);
/* Sets the locale, with characters in UTF-8, and speaks `language` from now on. */
void language_set(const char *language);

#endif
