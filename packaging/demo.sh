#!/usr/bin/env bash
# See it, all of it, on this machine: installs what is missing, builds, and runs hub, agent, player and three demo channels.
# Ctrl-C ends all of it. Options go to `seeit-demo run`: --hub-port PORT, --state DIR, --fresh.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v dotnet >/dev/null; then
  echo "demo: the .NET 10 SDK is missing: https://dotnet.microsoft.com/download" >&2
  exit 1
fi

packaging/install-dependencies.sh run demo build
for part in hub:SeeIt.Hub demo:SeeIt.Demo; do
  dotnet publish "src/${part#*:}" -c Release -o "artifacts/${part%:*}" -v quiet --nologo
done
packaging/publish-aot.sh
packaging/make-clips.sh artifacts/clips

exec artifacts/demo/seeit-demo run \
  --hub artifacts/hub/seeit-hub \
  --agent artifacts/agent/seeit-agent \
  --player artifacts/player/seeit-player \
  --clips artifacts/clips \
  "$@"
