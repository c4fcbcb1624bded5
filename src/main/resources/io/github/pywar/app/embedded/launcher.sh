#!/bin/sh
# Starts the archive with its own interpreter: sh ARCHIVE [COMMAND]. Needs a POSIX shell, tail, head,
# gzip and tar, and sha256sum, shasum or openssl if the interpreter is beside it. It is unpacked once for each user.
set -u
umask 077
key=@KEY@
program=@PROGRAM@
start=@START@
size=@SIZE@
beside=@BESIDE@
case $0 in */*) self=$0 ;; *) self=./$0 ;; esac
folder=$(cd "${self%/*}/" && pwd -P) || exit 1
self=$folder/${0##*/}
uid=$(id -u)

fail() {
  echo "pywar: $1" >&2
  echo "hint: $2" >&2
  exit 1
}

is_private() {
  case $1 in ?????w*|????????w*) return 1 ;; esac
}

# whether no other user can change the directory: it and all above it belong to this user or to root; sets `real` to its
# path without links, because a link may lead elsewhere afterwards.
# Where the sticky bit is set, others cannot rename what is in a directory, but they can add to it: that is enough for
# a directory to make another one in, which a second argument allows.
is_safe() {
  is_above=${2:-}
  real=$(cd "$1" 2>/dev/null && pwd -P) || return 1
  place=$real
  while :; do
    row=$(ls -ldn "$place/") || return 1
    mode=${row%% *}
    set -f
    set -- $row
    set +f
    [ "$3" = "$uid" ] || [ "$3" = 0 ] || return 1
    case $mode in
      ?????????[tT]*) [ "$place" != "$real" ] || [ -n "$is_above" ] || is_private "$mode" || return 1 ;;
      *) is_private "$mode" || return 1 ;;
    esac
    [ -n "$place" ] && [ "$place" != / ] || return 0
    place=${place%/*}
  done
}

# makes a directory, but not below one that another user can change
make() {
  above=$1
  while [ ! -d "$above/" ]; do
    case $above in */*) above=${above%/*} ;; *) above=. ;; esac
  done
  is_safe "$above/" above && mkdir -p "$1" 2>/dev/null
}

# the compressed tar file, from this file or from the one beside it
interpreter() {
  if [ -z "$beside" ]; then
    tail -c "+$start" "$self" | head -c "$size"
  else
    cat "$folder/$beside"
  fi
}

# refuses another file beside this one than that of the build: the key is the start of its SHA-256
check_beside() {
  [ -f "$folder/$beside" ] || fail "there is no \`$folder/$beside\`, the interpreter of this archive" "copy it from the repository, where it is beside the archive"
  for tool in sha256sum "shasum -a 256" "openssl dgst -sha256 -r"; do
    case $($tool <"$folder/$beside" 2>/dev/null) in
      "$key"*) return ;;
      [0-9a-f]*) fail "\`$folder/$beside\` is not the interpreter of this archive" "copy it again from the repository, where it is beside the archive" ;;
    esac
  done
  fail "\`$folder/$beside\` cannot be checked: there is no sha256sum, shasum or openssl" "install one of them"
}

# unpacks into a new directory, checks that the interpreter runs, and renames the directory
unpack() {
  # what killed starts have left
  for part in "$1"/python-*.new; do
    pid=${part%.new}
    kill -0 "${pid##*.}" 2>/dev/null || rm -rf "$part"
  done
  part=$1/python-$key.$$.new
  mkdir "$part" || return 1
  { interpreter 2>/dev/null | { gzip -dc && : >"$part/.complete"; } | tar -xof - -C "$part"; } && [ -e "$part/.complete" ] ||
    { rm -rf "$part"; fail "the interpreter of \`$self\` cannot be unpacked into \`$1\`" "free some space there, or copy the archive again: it may be damaged"; }
  rm "$part/.complete"
  chmod -R go-w "$part"
  "$part/$program" -I -c "" || { rm -rf "$part"; return 1; }
  mv "$part" "$1/python-$key" 2>/dev/null
  rm -rf "$1/python-$key/${part##*/}" "$part"
}

for cache in "${PYWAR_CACHE:-}" "${XDG_CACHE_HOME:+$XDG_CACHE_HOME/pywar}" "${HOME:+$HOME/.cache/pywar}" "/var/cache/pywar" "/var/tmp/pywar-$uid" "/tmp/pywar-$uid"; do
  [ -n "$cache" ] || continue
  [ -z "${PYWAR_CACHE:-}" ] || [ "$cache" = "$PYWAR_CACHE" ] || continue
  { [ -d "$cache" ] || make "$cache"; } && [ -w "$cache" ] && is_safe "$cache" || continue
  cache=$real
  if [ ! -x "$cache/python-$key/$program" ]; then
    [ -z "$beside" ] || check_beside
    unpack "$cache" || continue
  fi
  unset PYTHONHOME
  umask 022
  exec "$cache/python-$key/$program" "$self" "$@"
done
fail "there is no directory to unpack the interpreter into" "set PYWAR_CACHE to a directory of your own, on a file system without noexec"
