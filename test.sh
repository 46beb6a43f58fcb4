#!/usr/bin/env bash
# Builds and tests everything on a fresh Debian or Ubuntu with .NET 10 and Node 20: installs what is missing, and ends
# with one line "N passed, N failed".
set -Eeuo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
# Build servers would outlive this script.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
readonly BUILD=(-nodeReuse:false -p:UseSharedCompilation=false -v quiet)

readonly RESULTS=artifacts/test-results
passed=0
failed=0
problems=0

step() { printf '\n== %s\n' "$*"; }

# Something that is no test went wrong: the run fails, the rest still runs.
problem() {
  printf 'FAILED: %s\n' "$*" >&2
  problems=$((problems + 1))
}

finish() {
  local status=$?
  trap - EXIT
  ((status == 0)) || problem "test.sh ended early, see above"
  # A build, a type check or a stale file that fails counts: nobody should read "0 failed" beside it.
  printf '\n%d passed, %d failed\n' "$passed" "$((failed + problems))"
  ((failed + problems == 0)) || exit 1
}
trap finish EXIT

# --- What the tests run on ----------------------------------------------------------------------------------------

need_dotnet_and_node() {
  local missing=0
  if ! dotnet --list-sdks 2>/dev/null | grep -q '^10\.'; then
    echo "The .NET 10 SDK is missing (dotnet --list-sdks)." >&2
    missing=1
  fi
  if ! node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)' 2>/dev/null; then
    echo "Node.js 20 or newer is missing (node --version)." >&2
    missing=1
  fi
  return "$missing"
}

# Any Chromium will do; where apt's package is only a pointer to another store, install one and name it here.
find_chromium() {
  local name
  for name in "${LIVEGEN_CHROMIUM:-chromium-headless-shell}" chromium chromium-browser google-chrome google-chrome-stable; do
    if LIVEGEN_CHROMIUM=$(command -v "$name"); then
      export LIVEGEN_CHROMIUM
      return 0
    fi
  done
  return 1
}

# The same engine without windows: 122 of the client's browser tests take 21 s of the processors with it, and 71 with the whole
# browser, whose windows are pages too. Where there is no package of it, the whole browser does.
prefer_windowless_chromium() {
  if ((EUID != 0)) || [[ -n ${LIVEGEN_CHROMIUM:-} ]] || command -v chromium-headless-shell >/dev/null; then return 0; fi
  step "Installing chromium-headless-shell"
  update_packages && install chromium-headless-shell || echo "There is none here."
}

update_packages() { ((updated)) || timeout 180 apt-get update -qq && updated=1; }

# The packages would start servers of their own; the tests start theirs on free ports.
install() { DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "$@"; }

# Debian keeps its server out of the PATH.
find_postgres() { command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }

install_packages() {
  local packages=() updated=0
  prefer_windowless_chromium
  command -v redis-server >/dev/null || packages+=(redis-server)
  find_chromium || packages+=(chromium)
  find_postgres || packages+=(postgresql)
  # Text has to have a width for the tests of layout and caret.
  if ! fc-list 2>/dev/null | grep -q .; then packages+=(fonts-dejavu-core fontconfig); fi
  ((${#packages[@]})) || return 0

  if ((EUID != 0)); then
    echo "Please install first: sudo apt-get update && sudo apt-get install -y ${packages[*]}" >&2
    return 1
  fi
  step "Installing ${packages[*]}"
  update_packages
  install "${packages[@]}"
  find_chromium || { echo "No Chromium was found; name one in LIVEGEN_CHROMIUM." >&2; return 1; }
}

# --- Runners ------------------------------------------------------------------------------------------------------

check() {
  local name=$1
  shift
  step "$name"
  "$@" || problem "$name ($*)"
}

# node --test writes "# pass N" (TAP, no terminal) or "ℹ pass N" (terminal) at its end, once per file of tests.
client_tests() {
  local log=$RESULTS/client-$1.log status=0
  step "Client tests, $1"
  FORCE_COLOR=0 node src/LiveGen.Client/test/run.mjs "$1" >"$log" 2>&1 || status=$?
  local good bad
  good=$(sum_of pass "$log")
  bad=$(($(sum_of fail "$log") + $(sum_of cancelled "$log")))
  count "client $1" "$good" "$bad" "$status" "$log"
}

sum_of() { awk -v word="$1" '($1 == "#" || $1 == "ℹ") && $2 == word { sum += $3 } END { print sum + 0 }' "$2"; }

dotnet_tests() {
  local name=$1
  local log=$RESULTS/$name.log status=0
  step "$name"
  rm -f "$RESULTS/$name.trx"
  dotnet test "tests/$name" --no-build --logger "trx;LogFileName=$name.trx" --results-directory "$RESULTS" \
    --logger "console;verbosity=minimal" >"$log" 2>&1 || status=$?
  local good=0 bad=0 skipped=0
  if [[ -f $RESULTS/$name.trx ]]; then
    good=$(counter passed "$RESULTS/$name.trx")
    bad=$(($(counter total "$RESULTS/$name.trx") - good))
    skipped=$(counter notExecuted "$RESULTS/$name.trx")
  fi
  ((skipped == 0)) || problem "$name skipped $skipped tests"
  count "$name" "$good" "$bad" "$status" "$log"
}

counter() { sed -n "s/.*<Counters .*\b$1=\"\([0-9]*\)\".*/\1/p" "$2" | head -n 1 | grep . || echo 0; }

# A runner that ran nothing, or that failed without a failed test, is a failure too.
count() {
  local name=$1 good=$2 bad=$3 status=$4 log=$5
  passed=$((passed + good))
  failed=$((failed + bad))
  printf '%s: %d passed, %d failed (%d s in all)\n' "$name" "$good" "$bad" "$SECONDS"
  if ((bad > 0 || status != 0 || good + bad == 0)); then cat "$log"; fi
  if ((good + bad == 0)); then
    problem "$name ran no tests"
  elif ((status != 0 && bad == 0)); then
    problem "$name ended with $status"
  fi
}

# --- The run ------------------------------------------------------------------------------------------------------

mkdir -p "$RESULTS"
need_dotnet_and_node
install_packages

step "Packages of the client"
npm ci --no-audit --no-fund --loglevel=error

check "Types of the client" npm run --silent check
check "Bundle fresh and within its budget" npm run --silent size

step "Build"
dotnet build LiveGen.sln -warnaserror "${BUILD[@]}"
check "Element functions fresh" dotnet run --no-build --project tools/LiveGen.TagGenerator -- --check

client_tests unit
client_tests browser
client_tests protocol
dotnet_tests LiveGen.Tests
dotnet_tests LiveGen.IntegrationTests
dotnet_tests LiveGen.Faults
dotnet_tests LiveGen.DamInventoryTests
dotnet_tests LiveGen.BrowserTests
