#!/bin/bash
# Runs one tool, or a pipeline of tools, to its end, and leaves behind how it ended: whoever looks into the control folder later,
# the server that started it or the one after, knows as much as a parent would. It holds no pipe of the server's.
#
# launch.sh CONTROL WORK MODE OUTPUT ERROR OOM DATA GROUPS GROUP... COUNT WORD... [COUNT WORD...]...
#   CONTROL  folder for `pid`, `started` (ticks after boot, field 22 of /proc/PID/stat) and, at the end, `times` (of the processor),
#            `oom` (the count of OOM) and `exit`: the status, and the place from 0 of the command whose status it is
#   WORK     the folder that the tools run in
#   MODE     `append` to OUTPUT or `replace` it
#   OOM      file in which the kernel counts, as `oom_kill`, what it killed of the job for want of memory; or -
#   DATA     kilobytes of data that a process may have, or -
#   GROUPS   how many control groups are joined; GROUP is the file of each that a process writes its id to
#   COUNT    how many words the next command has; commands are joined by pipes in their order
set -u
# The last command of a pipeline runs from this shell, not from a copy of it that SIGTERM would end before its tool.
shopt -s lastpipe
control=$1 work=$2 mode=$3 output=$4 error=$5 oom=$6 data=$7 groups=$8
shift 8

exec </dev/null >>"$error" 2>>"$error"
ulimit -c 0

read -r stat <"/proc/$$/stat"
read -r -a fields <<<"${stat##*) }"
echo "${fields[19]}" >"$control/started"
echo "$$" >"$control/pid.new" && mv "$control/pid.new" "$control/pid"

blamed=0
finish() {
    # From here on also what it calls outlives SIGTERM.
    trap '' TERM INT HUP
    times >"$control/times"
    if [[ -r $oom ]]; then
        while read -r name count; do
            [[ $name != oom_kill ]] || echo "$count" >"$control/oom"
        done <"$oom"
    fi

    echo "$1 $blamed" >"$control/exit.new" && mv "$control/exit.new" "$control/exit"
    exit "$1"
}

# The tools get SIGTERM as it is; this script outlives it, to tell how they ended.
trap : TERM INT HUP

for group in "${@:1:groups}"; do
    if ! echo $$ >"$group"; then
        echo "The tool was not started: it could not be put under its job's limits in ${group%/*}." >&2
        finish 126
    fi
done
shift "$groups"
[[ $data == - ]] || ulimit -d "$data" || finish 126

cd "$work" || finish 126
case $mode in
    append) exec 3>>"$output" || finish 126 ;;
    *) exec 3>"$output" || finish 126 ;;
esac

# Runs the first command of the list, piped into the rest of it. What a source says comes last, and so after what its reader made of it.
pipeline() {
    local place=$1 count=$2
    shift 2
    if (($# == count)); then
        "$@" >&3 3>&-
        local status=$?
        ((status == 0)) || blamed=$place
        return "$status"
    fi

    local words="$control/words.$place"
    "${@:1:count}" 3>&- 2>"$words" | pipeline $((place + 1)) "${@:count+1}"
    local statuses=("${PIPESTATUS[@]}")
    cat "$words" >&2
    # 141 is SIGPIPE: a source whose reader had enough. Any other failure of a source is the cause of what its reader then makes of it.
    if ((statuses[0] != 0 && statuses[0] != 141)); then
        blamed=$place
        return "${statuses[0]}"
    fi

    return "${statuses[1]}"
}

pipeline 0 "$@"
finish $?
