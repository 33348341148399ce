# Shared by the scripts beside it: `source script/lib.sh` from the root.
# shellcheck shell=bash

# Tests drive Debian's browser: Playwright's own cannot be relied on to be
# downloadable where the tests run.
export YUYAN_CHROMIUM=${YUYAN_CHROMIUM:-/usr/bin/chromium}
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1

say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }

fail() {
  printf '\033[1;31merror:\033[0m %s\n' "$*" >&2
  exit 1
}

# usage FILE: prints the comment FILE opens with and exits.
usage() {
  sed -n '2,/^[^#]/{/^#/!d;s/^# \{0,1\}//p}' "$1" >&2
  exit 2
}

# Runs a command as root, from whichever account.
as_root() {
  if ((EUID == 0)); then "$@"; else sudo -n "$@"; fi
}

# Runs a command while no other Swift build runs on this machine: two at a
# time on two cores are slower than one after the other, and SwiftPM's own
# lock only covers one build folder.
with_build_lock() {
  local lock=/tmp/yuyan-swift.lock
  (
    flock -n 9 || {
      say "waiting for another Swift build"
      flock 9
    }
    # The lock must not outlive this command in a daemon it may leave behind.
    "$@" 9>&-
  ) 9>>"$lock"
}

# The path of a PostgreSQL server program, such as initdb.
postgres_tool() {
  local path
  path=$(pg_config --bindir 2>/dev/null)/$1
  [[ -x $path ]] || path=/usr/lib/postgresql/15/bin/$1
  [[ -x $path ]] || fail "PostgreSQL's $1 is missing; run script/bootstrap"
  printf '%s\n' "$path"
}

# PostgreSQL refuses to run as root, so root lends it the package's account.
as_postgres() {
  if ((EUID == 0)); then runuser -u postgres -- "$@"; else "$@"; fi
}

free_port() {
  python3 -c 'import socket
with socket.socket() as s:
    s.bind(("127.0.0.1", 0))
    print(s.getsockname()[1])'
}

# postgres_start DIR PORT [on|off]: initialises DIR if it is empty and starts
# a server on 127.0.0.1:PORT with its socket in DIR. The last argument is
# fsync: off only for tests that never ask what survives a crash.
postgres_start() {
  local dir=$1 port=$2 fsync=${3:-on}
  mkdir -p "$dir"
  dir=$(cd "$dir" && pwd)
  ((EUID != 0)) || chown postgres: "$dir"
  if [[ ! -f $dir/data/PG_VERSION ]]; then
    (cd / && as_postgres "$(postgres_tool initdb)" --pgdata="$dir/data" \
      --username=postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
      --no-sync >"$dir/initdb.log" 2>&1) \
      || { cat "$dir/initdb.log" >&2; fail "initdb failed in $dir"; }
  fi
  (cd / && as_postgres "$(postgres_tool pg_ctl)" start --pgdata="$dir/data" \
    --log="$dir/postgres.log" --silent --wait --timeout=60 --options="-p $port \
      -c listen_addresses=127.0.0.1 -c unix_socket_directories='$dir' \
      -c max_connections=100 -c max_pred_locks_per_transaction=256 -c fsync=$fsync" >/dev/null 8>&- 9>&-) \
    || { cat "$dir/postgres.log" >&2; fail "PostgreSQL did not start in $dir"; }
  "$(postgres_tool pg_isready)" -q -h 127.0.0.1 -p "$port" -t 30 \
    || fail "PostgreSQL does not answer on port $port"
}

# postgres_stop DIR: stops the server of postgres_start, if it runs.
postgres_stop() {
  local dir
  dir=$(cd "$1" && pwd)
  [[ -f $dir/data/postmaster.pid ]] || return 0
  (cd / && as_postgres "$(postgres_tool pg_ctl)" stop --pgdata="$dir/data" \
    --mode=fast --silent --wait --timeout=60)
}

# postgres_create_database PORT NAME: creates the database unless it exists.
postgres_create_database() {
  local psql
  psql=("$(postgres_tool psql)" -X -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$1" -U postgres)
  [[ $("${psql[@]}" -d postgres -tAc \
    "SELECT 1 FROM pg_database WHERE datname = '$2'") == 1 ]] \
    || "${psql[@]}" -d postgres -c "CREATE DATABASE \"$2\""
}

# postgres_connection PORT [NAME]: the libpq connection string.
postgres_connection() {
  printf 'host=127.0.0.1 port=%s user=postgres dbname=%s\n' "$1" "${2:-yuyan_test}"
}

# start_private_postgres [--no-fsync]: a throw-away server with the database
# yuyan_test, announced in YUYAN_TEST_POSTGRES and gone when the script exits.
start_private_postgres() {
  local fsync=on port
  [[ ${1:-} != --no-fsync ]] || fsync=off
  YUYAN_POSTGRES_DIR=$(mktemp -d "${TMPDIR:-/tmp}/yuyan-postgres.XXXXXX")
  # The socket lives here too, and clients of other accounts may use it.
  chmod 755 "$YUYAN_POSTGRES_DIR"
  [[ -n $(trap -p EXIT) ]] || trap stop_private_postgres EXIT
  port=$(free_port)
  postgres_start "$YUYAN_POSTGRES_DIR" "$port" "$fsync"
  postgres_create_database "$port" yuyan_test
  YUYAN_TEST_POSTGRES=$(postgres_connection "$port")
  export YUYAN_TEST_POSTGRES
}

# What start_private_postgres sets to run on exit; a script that has set a
# trap of its own before calls it there.
stop_private_postgres() {
  [[ -n ${YUYAN_POSTGRES_DIR:-} ]] || return 0
  postgres_stop "$YUYAN_POSTGRES_DIR" 2>/dev/null || true
  # An interrupted initdb still writes for a moment.
  rm -rf "$YUYAN_POSTGRES_DIR" 2>/dev/null || {
    sleep 1
    rm -rf "$YUYAN_POSTGRES_DIR"
  }
  YUYAN_POSTGRES_DIR=
}
