# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# Completion of conc-tutor's commands, options and lessons in bash. Lessons and commands are asked of
# the program itself, so that there is no second list of them here.

_conc_tutor() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} i command=
    COMPREPLY=()
    case $before in
    --color) mapfile -t COMPREPLY < <(compgen -W 'auto always never' -- "$word") && return ;;
    --place) mapfile -t COMPREPLY < <(compgen -W 'spread one free' -- "$word") && return ;;
    --save | --with) mapfile -t COMPREPLY < <(compgen -f -- "$word") && return ;;
    --speed | --seed | --budget | --lang | --set | --preemptions | --random | --executions | --jobs | \
        --shard | --schedule) return ;;
    esac
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
        --color | --place | --save | --with | --speed | --seed | --budget | --lang | --set | --preemptions | \
            --random | --executions | --jobs | --shard | --schedule) i=$((i + 1)) ;;
        -*) ;;
        *) command=${COMP_WORDS[i]} && break ;;
        esac
    done
    if [[ $word == -* ]]; then
        # shellcheck disable=SC2086 # two words, or one
        mapfile -t COMPREPLY < <(compgen -W "$("$1" ${command:+help} ${command:---help} 2>/dev/null |
            grep -oE -- '--[a-z]+')" -- "$word")
        return
    fi
    case $command in
    '') mapfile -t COMPREPLY < <(compgen -W "$("$1" --help 2>/dev/null |
        sed -n 's/^  \([a-z]\+\) .*/\1/p')" -- "$word") ;;
    lesson) mapfile -t COMPREPLY < <(compgen -W "$("$1" list --json 2>/dev/null |
        sed -n 's/.*"id": *"\([^"]*\)".*/\1/p')" -- "$word") ;;
    exercise | watch) mapfile -t COMPREPLY < <(compgen -W "list start show check hint solution reset $("$1" \
        exercise list --json 2>/dev/null | sed -n 's/.*"id": *"\([^"]*\)".*/\1/p')" -- "$word") ;;
    *) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    esac
}
complete -o filenames -F _conc_tutor conc-tutor
