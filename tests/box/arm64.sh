#!/usr/bin/env bash
# Installs the arm64 package in an arm64 Debian, with its LibVLC, and has it show a clip on a virtual screen: all of its
# programs run, in qemu's user mode. Takes some 15 minutes the first time (Debian is made, and kept), 3 after that; not part
# of tests/run.sh.
#
#   tests/box/arm64.sh [PACKAGE.deb]      default: artifacts/deb/seeit-agent_*_arm64.deb, made when it is not there
#
# What it does not show: qemu knows neither Landlock nor seccomp, so the player says that it is not confined. Needs root.
# SEEIT_BOX_CACHE names another place than ~/.cache/seeit-box.
set -euo pipefail
cd "$(dirname "$0")/../.."

cache=${SEEIT_BOX_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/seeit-box}
display=:77

fail() {
  echo "arm64: $1" >&2
  exit 1
}

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

# The kernel starts arm64 programs by qemu from now on, if it did not before: that is for the whole machine.
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
    apt-get clean" >>"$cache/arm64.log" || fail "the arm64 Debian could not be made: see $cache/arm64.log"
  mv "$image.new" "$image"
fi

# What the run writes goes with it.
box=$(mktemp -d)
mount -t tmpfs -o mode=0755 tmpfs "$box"
mkdir "$box"/{upper,work,root}
mount -t overlay -o "lowerdir=$image,upperdir=$box/upper,workdir=$box/work" overlay "$box/root"
root=$box/root
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mount -t tmpfs -o mode=0755 tmpfs "$root/run"
in_box() {
  chroot "$root" "$@"
}
as() { # user, variables and command
  local user=$1
  shift
  in_box setpriv --reuid="$user" --regid="$user" --clear-groups env -i PATH=/usr/bin:/bin "$@"
}

cp "$package" "$root/tmp/agent.deb"
DEBIAN_FRONTEND=noninteractive in_box apt-get install -q -y --no-install-recommends /tmp/agent.deb >"$box/install.log" 2>&1 || {
  cat "$box/install.log" >&2
  fail "the package could not be installed"
}
[[ -s $root/var/lib/seeit-player/libvlc/vlc/plugins/plugins.dat ]] || fail "the player's LibVLC was not made"
echo "installed: $(in_box dpkg-query --show --showformat='${Package} ${Version} ${Architecture}' seeit-agent), LibVLC $(in_box dpkg-query --show --showformat='${Version}' libvlc5)"
in_box seeit-agent --version >/dev/null || fail "seeit-agent does not run"

# A clip that an emulated machine can decode in time. Its pictures tell the second and the channel, as a QR code.
install -d -m 0700 "$root/var/lib/seeit-agent" "$root/var/lib/seeit-agent/recordings" "$root/run/seeit-agent"
ffmpeg -nostdin -v error -i artifacts/clips/garden.demo.ts -vf scale=640:360 -r 12.5 -c:v libx264 -preset veryfast -tune fastdecode -bf 0 -g 12 \
  -c:a copy -f mpegts "$root/var/lib/seeit-agent/recordings/garden.ts"
printf '#EXTM3U\n#EXTINF:-1 tvg-id="garden.demo",Garden TV\nrecording:garden.ts\n' >"$root/etc/seeit-agent/channels.m3u"
printf '{ "Lineup": ["/etc/seeit-agent/channels.m3u"] }\n' >"$root/etc/seeit-agent/10-test.json"
in_box chown -R seeit-agent: /var/lib/seeit-agent /run/seeit-agent /etc/seeit-agent
in_box sh -c 'install -d /run/seeit-player && install -d -m 0700 -o seeit-player -g seeit-player /run/seeit-player/own'
as seeit-agent seeit-agent config check

# The screen is this machine's; the player comes to it by its abstract socket.
Xvfb "$display" -screen 0 1280x720x24 -ac -nolisten tcp >/dev/null 2>&1 &
for _ in $(seq 50); do
  [[ ! -S /tmp/.X11-unix/X${display#:} ]] || break
  sleep 0.1
done

# As the units do it: systemd listens, and starts the player for the first who connects.
in_box systemd-socket-activate --listen=/run/seeit-player/player.sock -E DISPLAY="$display" -E RUNTIME_DIRECTORY=/run/seeit-player/own \
  setpriv --reuid=seeit-player --regid=seeit-player --clear-groups \
  /usr/lib/seeit-agent/seeit-player --proxy-port 7346 --plugins /var/lib/seeit-player/libvlc --deadline-ms 20000 >"$box/player.log" 2>&1 &
for _ in $(seq 100); do
  [[ ! -S $root/run/seeit-player/player.sock ]] || break
  sleep 0.1
done
in_box chgrp seeit-agent /run/seeit-player/player.sock
in_box chmod 0660 /run/seeit-player/player.sock
as seeit-agent seeit-agent run >"$box/agent.log" 2>&1 &

trouble() {
  sed 's/^/player: /' "$box/player.log" >&2
  sed 's/^/agent: /' "$box/agent.log" >&2
  fail "$1"
}

for _ in $(seq 60); do
  ! as seeit-agent seeit-agent status >/dev/null 2>&1 || break
  sleep 1
done
as seeit-agent seeit-agent play "Garden TV" || trouble "the channel was not shown"

# A code on the screen, and 5 s later another one: it moves.
seen=()
for _ in $(seq 60); do
  code=$(import -display "$display" -window root png:- 2>/dev/null | zbarimg --quiet --raw - 2>/dev/null || true)
  if [[ $code == "channel=garden.demo;t="* && $code != "${seen[-1]:-}" ]]; then
    seen+=("$code")
    echo "on the screen: $code"
    ((${#seen[@]} < 3)) || break
  fi
  sleep 1
done
((${#seen[@]} == 3)) || trouble "the picture was not seen to move"
as seeit-agent seeit-agent status || true
echo "player, resident: $(awk '/VmRSS/ { print $2 " " $3 }' "/proc/$(pgrep -f -n 'seeit-player --proxy-port')/status") with qemu"
echo "arm64: the package's programs show a clip"
