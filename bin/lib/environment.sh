# Sourced by the commands in bin/. Finds Python and makes sure that the project's environment stands.
#
# Sets: root (the checkout), venv, run (the environment's Python). `set_up runtime|dev` is quick when nothing changed and
# needs no network then.

root=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd -P)
venv="${HANDLET_VENV:-$root/.venv}"
run="$venv/bin/python"

say() { printf '%s\n' "$*" >&2; }

# Prints the first Python that is new enough and can make an environment.
find_python() {
    lacks_venv=''
    for name in ${HANDLET_PYTHON:-python3 python3.13 python3.12 python3.11 python3.14 python}; do
        command -v "$name" >/dev/null 2>&1 || continue
        "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue
        if "$name" -c 'import ensurepip, venv' >/dev/null 2>&1; then
            printf '%s\n' "$name"
            return 0
        fi
        lacks_venv=${lacks_venv:-$name}
    done
    if [ -n "$lacks_venv" ]; then
        say "$lacks_venv is new enough, but its venv module is missing. On Debian and Ubuntu: apt-get install python3-venv"
    elif [ -n "${HANDLET_PYTHON:-}" ]; then
        say "HANDLET_PYTHON is $HANDLET_PYTHON, which is not a Python of version 3.11 or newer."
    else
        say 'Handlet needs Python 3.11 or newer, and none was found. Install one, or name it: HANDLET_PYTHON=/path/to/python3'
    fi
    return 1
}

# True where the stamp left by environment.py matches the lock, and the environment still runs.
stands() {
    case $1 in
        runtime) stands_with requirements.lock runtime || stands_with requirements-dev.lock dev ;;
        *) stands_with requirements-dev.lock dev ;;
    esac
}

stands_with() {
    cmp -s "$root/$1" "$venv/handlet-$2.lock" &&
        [ "$(cat "$venv/handlet-checkout" 2>/dev/null)" = "$root" ] &&
        "$run" -c '' >/dev/null 2>&1
}

set_up() {
    stands "$1" && return 0
    python=$(find_python) || exit 1
    "$python" "$root/bin/lib/environment.py" "$root" "$venv" "$1" || exit 1
}
