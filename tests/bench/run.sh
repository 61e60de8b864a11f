#!/usr/bin/env bash
# Measures what the project promises, on this machine, with the programs as they are shipped.
#
#   tests/bench/run.sh [NAME...]      the default set when none is named; a wrong name lists them all
#
#   BENCH_RUNS=N                each leg N times instead of what was promised
#   BENCH_LEGS=PART,...         only the legs of zap, channel-up, recover and tap-to-play whose name holds a part:
#                               ts1/mpv, cold, hls/; UDP, live HLS; open already
#   SEEIT_AGENT, SEEIT_PLAYER, SEEIT_HUB   programs to measure; when all three are given, nothing is published here
#
# Each prints a plain table: leg, runs, median, p95, max, and the bar beside it. The exit code is 1 when a bar was missed.
# A machine that does other work at the same time measures that work too: look at the load that is printed first.
set -euo pipefail
cd "$(dirname "$0")/../.."

packaging/install-dependencies.sh run demo bench build
if [[ -z ${SEEIT_AGENT:-} || -z ${SEEIT_PLAYER:-} || -z ${SEEIT_HUB:-} ]]; then
  packaging/publish-aot.sh
  dotnet publish src/SeeIt.Hub -c Release -o artifacts/hub -v quiet --nologo
fi
dotnet build tests/bench/SeeIt.Bench -c Release -v quiet --nologo
if [[ " $* " == *" faults "* ]]; then
  dotnet build tests/SeeIt.EndToEnd.Tests -v quiet --nologo
fi
packaging/make-clips.sh artifacts/clips
tests/bench/make-clips.sh artifacts/bench-clips

export SEEIT_AGENT=${SEEIT_AGENT:-$PWD/artifacts/agent/seeit-agent}
export SEEIT_PLAYER=${SEEIT_PLAYER:-$PWD/artifacts/player/seeit-player}
export SEEIT_HUB=${SEEIT_HUB:-$PWD/artifacts/hub/seeit-hub}
exec timeout --kill-after=30 3600 tests/bench/SeeIt.Bench/bin/Release/net10.0/SeeIt.Bench "$@"
