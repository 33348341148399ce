#!/usr/bin/env bash
# The web toolchain, from nothing but Debian's esbuild and the virtual environment of script/bootstrap.
# usage: make.sh vendor | check | test | build | all | fmt
set -euo pipefail
cd "$(dirname "$0")"
export PATH="$PWD/../.venv/bin:$PATH" DENO_NO_UPDATE_CHECK=1
CARRIER=nicegui==3.18.0
WHEEL=${WHEEL:-../.cache/wheel}

wheel() {
  [ -d "$WHEEL/nicegui/static" ] && return
  mkdir -p "$WHEEL"
  pip download -q --no-deps --only-binary=:all: -d "$WHEEL" "$CARRIER"
  echo "$(cat wheel.sha256)  $(ls "$WHEEL"/nicegui-*.whl)" | sha256sum -c --quiet -
  python -m zipfile -e "$WHEEL"/nicegui-*.whl "$WHEEL"
}

icons() { # only when a source names another icon, or the vendored code is new
  python tools/icons.py "$WHEEL" >/dev/null
}

vendor() {
  wheel
  python tools/vendor.py "$WHEEL" >/dev/null
  icons
  deno run -A --no-check tools/gen_quasar_types.ts
}

need_vendor() { [ -f vendor/quasar.js ] && [ -f types/quasar.d.ts ] || vendor; }

page_sources() { find src -name '*.ts' -o -name '*.tsx' | grep -v '^src/sw.ts$'; }

check() {
  need_vendor && icons
  deno fmt --check -q
  deno lint -q
  page_sources | xargs deno check -q
  deno check -q --config deno.sw.json src/sw.ts
}

test_() { need_vendor && deno test -q --allow-read; }

build() {
  need_vendor && icons
  python tools/build.py "$@"
}

case "${1:-all}" in
  vendor) vendor ;;
  check) check ;;
  test) test_ ;;
  build) build "${@:2}" ;;
  fmt) deno fmt -q ;;
  all) vendor && check && test_ && build ;;
  *) sed -n 3p "$0" >&2; exit 2 ;;
esac
