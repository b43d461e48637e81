#!/bin/sh
# Hinge @VERSION@ for any Linux on @MACHINE@: installs for one user, without an administrator. --help tells how.
whole() { [ "$(wc -c <"$1")" -eq @TOTAL@ ]; }
whole "$0" || { echo "Hinge: this download is not whole (it ends too early): please download it again." >&2; exit 1; }

set -eu
LC_ALL=C
export LC_ALL
VERSION='@VERSION@'
HEADER=@HEADER@
SHA256='@SHA256@'
NEEDED_KB=@NEEDED_KB@
GLIBC='@GLIBC@'
LIBRARIES='@LIBRARIES@'
MACHINE='@MACHINE@'
APP=org.hinge.desktop

help() {
    cat <<END
Hinge $VERSION for any Linux: installs for you alone, without an administrator.

  sh $0                  install, or upgrade what is installed
  sh $0 --folder DIR     install into DIR (default: ~/.local/share/hinge-desktop)
  sh $0 --check          see whether this download is whole
  sh $0 --uninstall      remove Hinge; what you practised stays
END
}

tell() { echo "Hinge: $*"; }
stop() {
    echo "Hinge: $*" >&2
    exit 1
}

payload() { tail -c +$((HEADER + 1)) "$0"; }

check_download() {
    if command -v sha256sum >/dev/null 2>&1; then
        found=$(payload | sha256sum | cut -d ' ' -f 1)
    elif command -v shasum >/dev/null 2>&1; then
        found=$(payload | shasum -a 256 | cut -d ' ' -f 1)
    else
        stop "this download cannot be checked, because there is no sha256sum here: install coreutils."
    fi
    [ "$found" = "$SHA256" ] || stop "this download is not whole (its checksum differs): please download it again."
}

# Whether version $1 is older than $2; both are two numbers with a point.
older() {
    [ "${1%%.*}" -lt "${2%%.*}" ] || { [ "${1%%.*}" -eq "${2%%.*}" ] && [ "${1#*.}" -lt "${2#*.}" ]; }
}

check_system() {
    [ "$(uname -m)" = "$MACHINE" ] || stop "this download is for $MACHINE, and this computer is $(uname -m): take the other one."
    here=$(getconf GNU_LIBC_VERSION 2>/dev/null | cut -d ' ' -f 2) || here=
    [ -n "$here" ] || stop "this system has no glibc, and Hinge needs version $GLIBC of it or later: install Hinge from its source instead."
    here=$(echo "$here" | cut -d . -f 1,2)
    ! older "$here" "$GLIBC" || stop "this system is too old: it has glibc $here, and Hinge needs $GLIBC or later."
    # The loader itself is asked: it names what it does not find, wherever this system keeps its libraries.
    missing=$(LD_PRELOAD="$LIBRARIES" /bin/true 2>&1 | sed -n "s/.*object '\([^']*\)' from LD_PRELOAD cannot.*/\1/p" | sort -u)
    [ -z "$missing" ] || missing_libraries $missing
}

missing_libraries() {
    case " $* " in
        *" libGL.so.1 "* | *" libEGL.so.1 "*) what="has no OpenGL library" ;; # and more, which the same command brings
        *) what="lacks some libraries ($*)" ;;
    esac
    how="install the packages that bring them"
    if command -v apt-get >/dev/null 2>&1; then
        how="run sudo apt install @PACKAGES@"
    elif command -v dnf >/dev/null 2>&1; then
        how="run sudo dnf install $(printf "'%s()(64bit)' " "$@")"
    fi
    stop "this system $what: $how, then this again."
}

# The nearest folder above $1 that is there.
standing() {
    place=$1
    while [ ! -d "$place" ]; do place=$(dirname "$place"); done
    echo "$place"
}

# The path $1 without links in it, as the system itself names it; its end need not be there yet.
physical() {
    (cd "$1" 2>/dev/null && pwd -P) && return
    above=$(physical "$(dirname "$1")")
    case "$(basename "$1")" in
        .) echo "$above" ;;
        ..) dirname "$above" ;;
        *) echo "${above%/}/$(basename "$1")" ;;
    esac
}

# Whether Hinge is installed in the folder; uninstall asks the same.
installed() { [ -f "$target/installed" ] && [ -f "$target/contents" ] && [ -d "$target/_internal" ]; }

# Whether $1 is this folder's command, and not another program's of that name.
ours() { [ -L "$1" ] && [ "$(readlink -f "$1")" = "$target/start" ]; }

check_place() {
    for place in "$target" "$bin" "$share"; do
        there=$(standing "$place")
        [ -w "$there" ] || stop "$there cannot be written: make it writable, or name another home in HOME and another folder with --folder."
    done
    if ! installed && [ -n "$(ls -A "$target" 2>/dev/null)" ]; then
        stop "$target is there and is not Hinge's: name an empty folder with --folder."
    fi
    free=$(df -Pk "$(standing "$target")" | awk 'NR == 2 { print $4 }')
    [ "$free" -ge "$NEEDED_KB" ] ||
        stop "there is not enough room in $(standing "$target"): Hinge needs $((NEEDED_KB / 1024 + 1)) MB, and $((free / 1024)) MB are free."
    ! readlink /proc/[0-9]*/exe 2>/dev/null | grep -qxF "$target/hinge-desktop" ||
        stop "Hinge is open: close it, then run this again."
}

# Makes the folder $1 and those above it; what was not there is noted, the inner one first, so that removing finds it.
folder() {
    [ -d "$1" ] || { folder "$(dirname "$1")" && mkdir "$1" && made="$1
$made"; }
}

unpack() {
    made=
    above=$(dirname "$target")
    folder "$above" 2>/dev/null && new=$(mktemp -d "$target.XXXXXX" 2>/dev/null) ||
        stop "no folder can be made in $above: make it writable, or name another with --folder."
    trap 'rm -rf "$new"' EXIT
    trap 'exit 1' INT TERM HUP
    payload | tar -xzf - -C "$new" 2>/dev/null || stop "Hinge could not be unpacked into $above: is there room left? Nothing is changed."
}

# One place outside the program's folder; noted, so that removing finds it again.
put() {
    folder "$(dirname "$2")"
    cp "$1" "$2"
    echo "$2" >>"$new/installed"
}

connect() {
    : >"$new/installed"
    for icon in "$new"/desktop/icons/hicolor/*/apps/*; do
        put "$icon" "$share/${icon#"$new"/desktop/}"
    done
    entry=$share/applications/$APP.desktop
    put "$new/desktop/applications/$APP.desktop" "$entry"
    # A path in a menu entry: quoted, and what is special inside quotes is escaped.
    quoted=$(printf '%s' "$target/start" | sed 's/[\\"`$]/\\&/g; s/\\/\\\\/g; s/%/%%/g')
    quoted=$quoted try=$target/start awk '
        /^Exec=/ { print "Exec=\"" ENVIRON["quoted"] "\""; next }
        /^TryExec=/ { print "TryExec=" ENVIRON["try"]; next }
        { print }' "$new/desktop/applications/$APP.desktop" >"$entry"
    put "$new/desktop/man/man1/hinge-desktop.1" "$share/man/man1/hinge-desktop.1"
    put "$new/desktop/metainfo/$APP.metainfo.xml" "$share/metainfo/$APP.metainfo.xml"
    rm -rf "$new/desktop"
    folder "$bin"
    command=$bin/hinge-desktop
    if ours "$command" || { [ ! -e "$command" ] && [ ! -L "$command" ]; }; then
        ln -sfn "$target/start" "$command"
        echo "$command" >>"$new/installed"
        case ":$PATH:" in *":$bin:"*) command=hinge-desktop ;; esac
    else
        tell "$command is there already and stays as it is."
        command=$target/start
    fi
}

# Only what an installation put there: whatever else lies in the folder stays, and so does a command that is another's.
take_away_the_one_before() {
    [ -n "$was" ] || return 0
    while IFS= read -r path; do
        case "$path" in */bin/hinge-desktop) ours "$path" || continue ;; esac
        grep -qxF "$path" "$new/installed" || rm -f "$path"
    done <"$target/installed"
    while IFS= read -r name; do
        rm -rf "${target:?}/${name:?}"
    done <"$target/contents"
}

install() {
    check_download
    check_system
    check_place
    was=$(! installed || echo yes)
    unpack
    connect
    folder "$target"
    { printf '%s' "$made" && cat "$target/folders" 2>/dev/null || :; } >"$new/folders"
    trap '' INT TERM HUP # between the one before and the new one there is none
    take_away_the_one_before
    mv "$new"/* "$target"/
    rmdir "$new"
    trap - EXIT
    tell "version $VERSION is installed in $target${was:+ in place of the one before}."
    tell "start it from the menu, or with: $command"
    tell "to remove it: $target/uninstall"
}

action=install
target=
while [ $# -gt 0 ]; do
    case "$1" in
        --check | --uninstall) action=${1#--} ;;
        --folder)
            [ $# -gt 1 ] || stop "--folder wants the name of a folder."
            shift
            target=$1
            ;;
        --folder=*) target=${1#--folder=} ;;
        -h | --help)
            help
            exit 0
            ;;
        *) stop "unknown option $1; allowed: --folder DIR, --check, --uninstall, --help." ;;
    esac
    shift
done

if [ "$action" = check ]; then
    check_download
    tell "this download of version $VERSION is whole."
    exit 0
fi
[ -n "${HOME:-}" ] || stop "no home folder is known: name it in HOME."
share=${XDG_DATA_HOME:-$HOME/.local/share}
bin=$HOME/.local/bin
target=${target:-$share/hinge-desktop}
case "$target" in /*) ;; *) target=$PWD/$target ;; esac
target=$(physical "$target")
if [ "$action" = uninstall ]; then
    installed || stop "Hinge is not installed in $target; if it is elsewhere, name that with --folder."
    exec sh "$target/uninstall"
fi
install
exit 0
