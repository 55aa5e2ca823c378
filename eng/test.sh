#!/usr/bin/env bash
# Runs all tests. As root on Debian it first installs the real programs that the tests start (Prometheus, Alertmanager,
# the node exporter, Chromium, client libraries); elsewhere the tests that need a missing one are skipped by name.
# Ends with `N passed, N failed, N skipped`. With CI=true a skipped test is a failure.
set -uo pipefail
cd "$(dirname "$0")/.."

die() { echo "eng/test.sh: $*" >&2; exit 1; }
command -v dotnet >/dev/null || die "the .NET 10 SDK is missing: install it and put dotnet on the PATH"
command -v node >/dev/null || die "Node.js 20 is missing: the page and its tests are built with it"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

peers=(prometheus prometheus-alertmanager prometheus-node-exporter chromium python3-prometheus-client python3-aiosmtpd)
missing=()
for package in "${peers[@]}"; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing ${missing[*]}"
    # The packages bring services; the tests start the programs themselves, so none may start here.
    policy=/usr/sbin/policy-rc.d
    if [ ! -e "$policy" ]; then
      printf '#!/bin/sh\nexit 101\n' > "$policy" && chmod +x "$policy"
      trap 'rm -f "$policy"' EXIT
    fi
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } \
      >/dev/null || echo "eng/test.sh: could not install ${missing[*]}; tests that need them will be skipped" >&2
  else
    echo "not installed, so tests that need them will be skipped: ${missing[*]}"
  fi
fi

results=artifacts/test-results
rm -rf "$results" && mkdir -p "$results"

echo "building"
dotnet build Belfry.slnx -c Release --nologo -v quiet -clp:ErrorsOnly || die "the build failed"
dotnet publish src/Belfry.Server -c Release -o artifacts/belfry --nologo -v quiet || die "the publish failed"
(cd tests/clients && npm ci --no-audit --no-fund --silent) || die "npm ci failed in tests/clients"

run() { # name: runs one test program, its output to a file
  local program="artifacts/bin/$1/release/$1" log="$results/$1.log"
  "$program" -noColor > "$log" 2>&1
  local code=$?
  grep -E '^conformance |\[FAIL\]|\[SKIP\]' "$log"
  if ! grep -q 'Total: ' "$log"; then
    echo "$1 ended with exit code $code and no summary:"; tail -30 "$log"; return 1
  fi
  grep -h 'Total: ' "$log"
}
export -f run
export results

status=0
ls -d tests/*.Tests | xargs -n1 basename | grep -v EndToEnd | xargs -P2 -I{} bash -c 'run {}' || status=1
run Belfry.EndToEnd.Tests || status=1
(cd src/Belfry.Web/ui && npm test --silent -- --reporter=json --outputFile="$PWD/../../../$results/ui.json" > "../../../$results/ui.log" 2>&1) \
  || { status=1; tail -40 "$results/ui.log"; }

node -e '
  const fs = require("fs"), folder = process.argv[1];
  let passed = 0, failed = 0, skipped = 0;
  for (const name of fs.readdirSync(folder).filter(n => n.endsWith(".Tests.log"))) {
    const m = /Total: (\d+), Errors: (\d+), Failed: (\d+), Skipped: (\d+), Not Run: (\d+)/.exec(fs.readFileSync(folder + "/" + name, "utf8"));
    if (!m) { failed++; continue; }
    const [total, errors, fails, skips, notRun] = m.slice(1).map(Number);
    passed += total - fails - skips - notRun; failed += fails + errors; skipped += skips;
  }
  try {
    const ui = JSON.parse(fs.readFileSync(folder + "/ui.json", "utf8"));
    passed += ui.numPassedTests; failed += ui.numFailedTests; skipped += ui.numPendingTests;
  } catch { failed++; }
  fs.writeFileSync(folder + "/counts", [passed, failed, skipped].join(" "));
' "$results"
read -r passed failed skipped < "$results/counts"
[ "$failed" -gt 0 ] && status=1
[ "${CI:-}" = true ] && [ "$skipped" -gt 0 ] && { echo "skipped tests are failures here"; status=1; }
[ "$passed" -gt 0 ] || status=1
if [ "$status" != 0 ]; then
  echo "logs: $results"
  for log in "$results"/*.Tests.log; do grep -A12 '\[FAIL\]' "$log" | head -60; done
fi
echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
