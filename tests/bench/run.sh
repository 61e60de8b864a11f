#!/usr/bin/env bash
# Measures what the project promises, on this machine, with the programs as they are shipped.
#
#   tests/bench/run.sh [NAME...]      all of them when none is named; a wrong name lists them
#
# Each prints a plain table: leg, runs, median, p95, max, and the bar beside it. The exit code is 1 when a bar was missed.
# A machine that does other work at the same time measures that work too: look at the load that is printed first.
set -euo pipefail
cd "$(dirname "$0")/../.."

packaging/install-dependencies.sh run demo build
packaging/publish-aot.sh
dotnet publish src/SeeIt.Hub -c Release -o artifacts/hub -v quiet --nologo
dotnet build tests/bench/SeeIt.Bench -c Release -v quiet --nologo
packaging/make-clips.sh artifacts/clips

export SEEIT_AGENT=$PWD/artifacts/agent/seeit-agent SEEIT_PLAYER=$PWD/artifacts/player/seeit-player SEEIT_HUB=$PWD/artifacts/hub/seeit-hub
exec timeout --kill-after=30 1200 tests/bench/SeeIt.Bench/bin/Release/net10.0/SeeIt.Bench "$@"
