#!/usr/bin/env bash
# Runs every test project, one after the other; "tests/run.sh box" also tests/box, which takes long. The last line is the
# sum: "N passed, N failed", with ", N skipped" where a test's input is absent. A step or a project that fails as a whole,
# or runs no test, counts as one failure.
set -uo pipefail
cd "$(dirname "$0")/.."

passed=0 failed=0 skipped=0
results=artifacts/test-results

finish() {
  local sum="$passed passed, $failed failed"
  if ((skipped > 0)); then
    sum+=", $skipped skipped"
  fi
  echo "$sum"
  exit $((failed > 0))
}

fail() { # why
  echo "FAILED: $1"
  failed=$((failed + 1))
}

step() { # command...
  if ! "$@"; then
    fail "$*"
    finish
  fi
}

run_project() { # name, "stress" for a run under hundreds of garbage collections a second
  local name=$1 stress=${2:-} code counts total project_passed project_failed errors project_skipped
  local report="$PWD/$results/$name${stress:+-$stress}.xml" environment=() options=()
  local program=tests/$name/bin/Debug/net10.0/$name
  if [[ -n $stress ]]; then
    environment=(SEEIT_GC_STRESS=1 DOTNET_GCgen0size=10000)
    options=(-explicit on)
  elif [[ $name == SeeIt.EndToEnd.Tests ]]; then
    environment=(SEEIT_AGENT="$PWD/artifacts/agent/seeit-agent" SEEIT_PLAYER="$PWD/artifacts/player/seeit-player")
    # They wait for pictures more than they work.
    options=(-maxThreads 3)
  elif [[ $name == SeeIt.Box.Tests ]]; then
    # It prints its figures, and skips all tests, with the reason, where it cannot boot a Debian.
    program=tests/box/run.sh options=(-showLiveOutput)
  fi

  # A run that hangs is ended, with a report of nothing.
  env "${environment[@]}" timeout --kill-after=30 1800 \
    "$program" -noLogo -noColor "${options[@]}" -result-xml "$report"
  code=$?
  counts=$(grep -o '<assembly [^>]*>' "$report" 2>/dev/null | head -n 1)
  if [[ -z $counts ]]; then
    fail "$name ended with $code and left no report"
    return
  fi

  count() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counts"; }
  total=$(count total) project_passed=$(count passed) project_failed=$(count failed)
  errors=$(count errors) project_skipped=$(count skipped)
  passed=$((passed + project_passed)) skipped=$((skipped + project_skipped))
  failed=$((failed + project_failed + errors))
  if ((total == 0)); then
    fail "$name ran no test"
  elif ((code != 0 && project_failed + errors == 0)); then
    fail "$name ended with $code though no test failed"
  fi
}

step packaging/install-dependencies.sh run demo test build
step dotnet build SeeItAgent.sln -c Debug -v quiet --nologo
step packaging/make-clips.sh artifacts/clips
step packaging/publish-aot.sh
if [[ ${1:-} == box ]]; then
  step packaging/install-dependencies.sh box
  step packaging/build-deb.sh agent-amd64 hub-amd64
fi

rm -rf "$results"
mkdir -p "$results"
for project in tests/*.Tests/*.csproj; do
  run_project "$(basename "$project" .csproj)"
done
run_project SeeIt.LibVlc.Tests stress
if [[ ${1:-} == box ]]; then
  run_project SeeIt.Box.Tests
else
  echo "Not run: tests/box, which boots a Debian with the packages. \"bash tests/run.sh box\" does."
fi
finish
