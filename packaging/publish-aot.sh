#!/usr/bin/env bash
# Publishes the agent and the player as Native AOT into artifacts/agent and artifacts/player, for this machine, the player
# with its plugins. Does nothing when they are up to date with the sources.
set -euo pipefail
cd "$(dirname "$0")/.."

case $(uname -m) in
  x86_64) runtime=linux-x64 ;;
  aarch64) runtime=linux-arm64 ;;
  *)
    echo "publish-aot: $(uname -m) is not supported: x86_64 or aarch64." >&2
    exit 1
    ;;
esac

sources=$(find src Directory.Build.props Directory.Packages.props global.json -type f \
  -not -path '*/bin/*' -not -path '*/obj/*' -not -path 'src/SeeIt.Hub/*' -not -path 'src/SeeIt.Demo/*' -print0 |
  sort -z | xargs -0 sha256sum | sha256sum)
stamp="$runtime $sources"
mkdir -p artifacts
if [[ -f artifacts/.published && $(<artifacts/.published) == "$stamp" ]]; then
  exec packaging/make-plugins.sh artifacts/player/libvlc
fi

rm -f artifacts/.published
for part in agent:SeeIt.Agent player:SeeIt.Player; do
  echo "Publishing ${part#*:} as Native AOT" >&2
  rm -rf "artifacts/${part%:*}"
  dotnet publish "src/${part#*:}" -c Release -r "$runtime" -o "artifacts/${part%:*}" -v quiet --nologo >&2
done
packaging/make-plugins.sh artifacts/player/libvlc
echo "$stamp" >artifacts/.published
