#!/usr/bin/env bash
# Installs the arm64 package in an arm64 Debian, with its LibVLC, and has it show a clip on a virtual screen: all of its
# programs run, in qemu's user mode. Takes some 15 minutes the first time (Debian is made, and kept), 3 after that; not part
# of tests/run.sh.
#
#   tests/box/arm64.sh [PACKAGE.deb]      default: that of artifacts/deb, which is made when it is not up to date
#
# What it does not show: qemu knows neither Landlock nor seccomp, so the player says that it is not confined. Needs root.
# SEEIT_BOX_CACHE names another place than ~/.cache/seeit-box.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=tests/box/clip.sh
. tests/box/clip.sh

cache=${SEEIT_BOX_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/seeit-box}
display=:77

((EUID == 0)) || fail "needs root"
if [[ ${1:-} != --inside ]]; then
  packaging/install-dependencies.sh arm64
  package=${1:-}
  if [[ -z $package ]]; then
    packaging/build-deb.sh agent-arm64
    package=$(ls artifacts/deb/seeit-agent_*_arm64.deb)
  fi
  packaging/make-clips.sh artifacts/clips

  # Mounts and processes end with their name spaces, however this ends.
  exec unshare --mount --pid --fork --kill-child --mount-proc "$0" --inside "$package"
fi
package=$2

# The kernel starts arm64 programs by qemu from now on, if it did not before: that is for the whole machine, until the end.
binfmt=$(mktemp -d)
mount -t binfmt_misc binfmt_misc "$binfmt"
if [[ ! -e $binfmt/qemu-aarch64 ]]; then
  cat /usr/lib/binfmt.d/qemu-aarch64.conf >"$binfmt/register"
  trap 'echo -1 >"$binfmt/qemu-aarch64"' EXIT
fi

# A Debian with all that the package declares, so that its installation needs no network.
depends=$(dpkg-deb --field "$package" Depends | tr ',' '\n' | sed 's/([^)]*)//; s/[[:space:]]//g' | sort | tr '\n' ' ')
image=$cache/arm64-$(echo "$depends" | sha256sum | cut -c 1-16)
mkdir -p "$cache"
if [[ ! -d $image ]]; then
  echo "Making an arm64 Debian in $image" >&2
  rm -rf "$image.new"
  mirror=$(apt-get indextargets --format '$(REPO_URI)' "Codename: bookworm" "Component: main" "Created-By: Packages" | head -n 1)
  debootstrap --arch=arm64 --variant=minbase bookworm "$image.new" "$mirror" >"$cache/arm64.log" || fail "debootstrap failed: see $cache/arm64.log"
  printf '#!/bin/sh\nexit 101\n' >"$image.new/usr/sbin/policy-rc.d"
  chmod +x "$image.new/usr/sbin/policy-rc.d"
  rm -f "$image.new/etc/apt/sources.list"
  cp -L /etc/apt/sources.list.d/debian.sources "$image.new/etc/apt/sources.list.d/"
  cp -L /etc/resolv.conf "$image.new/etc/resolv.conf"
  # shellcheck disable=SC2086 # words
  DEBIAN_FRONTEND=noninteractive chroot "$image.new" sh -ec "
    apt-get update -q
    apt-get upgrade -q -y
    apt-get install -q -y --no-install-recommends $depends
    apt-get clean" >>"$cache/arm64.log" 2>&1 || fail "the arm64 Debian could not be made: see $cache/arm64.log"
  mv "$image.new" "$image"
fi

make_root "$image"
install_package "$package"
add_channel

# The screen is this machine's; the player comes to it by its abstract socket.
Xvfb "$display" -screen 0 1280x720x24 -ac -nolisten tcp >"$box/screen.log" 2>&1 &
wait_for 10 test -S "/tmp/.X11-unix/X${display#:}" || trouble "there is no screen"
start_player "$display" --deadline-ms 20000
start_agent
as seeit-agent seeit-agent play "Garden TV" || trouble "the channel was not shown"
see_it_move import -display "$display" -window root png:-
as seeit-agent seeit-agent status
echo "arm64: the package's programs show a clip"
