/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Errors of the world (not ours: those are asserts): a message for a person and the exit status
 * that the command line promises for it. A function that can fail returns -1 or NULL and fills the
 * `struct err *` that is its last parameter, which is never NULL:
 *
 *     return err_sys(err, _("cannot open '%s'"), path);
 */
#ifndef CORE_BASE_ERR_H
#define CORE_BASE_ERR_H

enum status {
    STATUS_OK = 0,         /* did what was asked; nothing wrong was found */
    STATUS_WRONG = 1,      /* something is wrong with the program looked at */
    STATUS_USAGE = 2,      /* the command line is wrong, or the program does not compile */
    STATUS_FAILED = 3,     /* the tutor itself failed */
    STATUS_NO_VERDICT = 4, /* the budget ran out */
    STATUS_CANNOT = 77,    /* this machine cannot do that */
};

struct err {
    enum status status;
    char text[1024]; /* one line, lower case, no full stop: "cannot open 'x': no such file or
                        directory"; no control characters, whatever was named */
};

/* Each sets the message (and status) and returns -1, so that it can be returned at once. */
int err_set(struct err *err, enum status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* STATUS_FAILED and ": " with errno's text behind the message. */
int err_sys(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

#ifdef __clang_analyzer__ /* it does not see into err.c, and would follow paths that are not there \
                           */
#define err_set(...) (err_set(__VA_ARGS__), -1)
#define err_sys(...) (err_sys(__VA_ARGS__), -1)
#endif

#endif
