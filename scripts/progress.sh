# One look for all scripts: what is being done, how far it is, what to do when it fails. To be sourced.
# shellcheck shell=bash disable=SC2034

if [ -t 1 ]; then bold=$'\e[1m' red=$'\e[31m' plain=$'\e[0m'; else bold='' red='' plain=''; fi
logs=${VAR_DIR:-var}/log
step_started=$SECONDS

step() { # WHAT: announces a step
  step_started=$SECONDS
  printf '%s→ %s%s\n' "$bold" "$1" "$plain"
}

ok() { # closes the step; only slow ones tell their time
  local took=$((SECONDS - step_started))
  [ "$took" -lt 2 ] || printf '  done in %s s\n' "$took"
}

counted() { # TOTAL PATTERN: reads a program's output, shows how many of its TOTAL matching lines came so far
  awk -v total="$1" -v pattern="$2" -v tty="$([ -t 1 ] && echo 1)" '
    $0 ~ pattern { n++; if (tty) printf "\r  %d of %d", n, total; else if (n % 10 == 0) print "  " n " of " total; fflush() }
    END { if (tty && n) print "" }'
}

fail() { # WHAT HINT…: says what went wrong and what to do next, then stops
  printf '%s✗ %s%s\n' "$red" "$1" "$plain" >&2
  shift
  [ $# -eq 0 ] || printf '  %s\n' "$@" >&2
  exit 1
}

make_logs() { # makes the folder of logs; what the portal keeps is for its owner only
  (umask 077 && mkdir -p "$logs") 2>/dev/null && [ -w "$logs" ] ||
    fail "$logs cannot be written to." "VAR_DIR must be a folder that belongs to $(id -un), who runs this command."
}
