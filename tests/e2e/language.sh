#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The tutor in Chinese: where only C.UTF-8 is installed, where not even that is asked for, by option
# and by environment; as text, as JSON, on a screen.
# shellcheck source=tests/e2e/lib.sh disable=SC2317
. "$(dirname "$0")/lib.sh"

case_by_option() {
    local locale
    for locale in C.UTF-8 C POSIX zh_CN.UTF-8; do
        run env -u LANG -u LANGUAGE LC_ALL=$locale "$tutor" --lang zh_CN help
        expect_status 0
        expect_in out '用法：conc-tutor'
        expect_in out '在每一种调度|每一种调度'
        run env -u LANG -u LANGUAGE LC_ALL=$locale "$tutor" --lang zh_CN list
        expect_in out '锁'
        expect_in out '这样上一课'
    done
}

case_by_environment() {
    run env -u LC_ALL -u LANGUAGE LANG=zh_CN.UTF-8 "$tutor" help
    expect_in out '用法'
    run env -u LC_ALL -u LANG LANGUAGE=zh_CN:en "$tutor" help
    expect_in out '用法'
    run env -u LANGUAGE LC_ALL=C.UTF-8 LANG=zh_CN.UTF-8 "$tutor" help # LC_ALL is stronger
    expect_in out '^usage'
    run env -u LC_ALL LANG=zh_CN.UTF-8 "$tutor" --lang en help
    expect_in out '^usage'
    run env -u LC_ALL -u LANGUAGE LANG=de_DE.UTF-8 "$tutor" help
    expect_in out '^usage'
}

case_errors() {
    run "$tutor" --lang zh_CN lesson rase
    expect_status 2
    expect_in err '是不是“race”'
    run "$tutor" --lang zh
    expect_status 2
}

case_text() {
    run "$tutor" --lang zh_CN --plain lesson thread
    expect_status 0
    expect_in out '问题：'
    expect_in out '创建一个线程'
    expect_in out '^  结束：'
    expect_not_in out 'creates a thread'
}

# What scripts read is the same in every language, but for `text` and titles.
case_json() {
    run "$tutor" --lang zh_CN --json run thread/loop.c
    expect_status 0
    expect_in out '"kind":"thread-create".*创建一个线程'
    expect_in out '"act":"run".*"ended":"returned"'
}

# No line is wider than the terminal, and nothing of the frame is pushed aside by wide characters.
case_screen() {
    LC_ALL=C.UTF-8 start 80x24 'conc-tutor --lang zh_CN lesson race 1'
    wait_for '第 1 幕，共'
    wait_for 'Enter 跳过'
    key 4
    wait_for '第 2 幕，共'
    key Enter
    wait_for '次运行里'
    wait_for '你预测'
    screen >shot
    [ "$(wc -l <shot)" -eq 24 ] || fail 'not 24 lines'
    enter ':help'
    wait_for '现在有用的键'
    key q
    quit
}

run_cases "$@"
