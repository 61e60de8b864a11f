#!/usr/bin/env bash
# Runs the tests that boot Debian with systemd, install our packages in it, and use them over a virtual LAN.
#
#   tests/box/run.sh [OPTION of the test program...]     such as: -class SeeIt.Box.Tests.LanTests, -explicit on
#
# All of it lives in name spaces of its own: mounts, network, processes. So when the run ends, however it ends, the kernel
# takes everything away with them. Where it cannot run, each test is skipped and says why. Needs root, and what
# packaging/install-dependencies.sh box installs; SEEIT_BOX_PACKAGES names another folder of packages than artifacts/deb.
set -euo pipefail
cd "$(dirname "$0")/../.."

program=$PWD/tests/box/SeeIt.Box.Tests/bin/Debug/net10.0/SeeIt.Box.Tests
packages=${SEEIT_BOX_PACKAGES:-$PWD/artifacts/deb}
spaces=(unshare --mount --net --pid --cgroup --uts --ipc --fork --mount-proc --kill-child)

# In the name spaces, as their first process: a screen's worth of Linux for systemd-nspawn, and the LAN.
inside() { # image, group, then the test program's options
  local image=$1 group=$2
  shift 2
  mount --make-rprivate /
  mount -t tmpfs -o mode=755 tmpfs /run
  mount -t sysfs sysfs /sys
  mount -t cgroup2 cgroup2 /sys/fs/cgroup
  mkdir "/sys/fs/cgroup/$group"
  mkdir /run/seeit-box

  # This side of the LAN is the phone's, and that of the servers which tests run.
  ip link set lo up
  ip link add lan0 type bridge mcast_snooping 0
  ip address add 192.168.77.1/24 dev lan0
  ip link set lan0 up

  SEEIT_BOX_IMAGE=$image SEEIT_BOX_GROUP=/sys/fs/cgroup/$group SEEIT_BOX_PACKAGES=$packages "$program" "$@"
}

if [[ ${1:-} == --inside ]]; then
  inside "${@:2}"
  exit
fi

skip() { # why
  echo "tests/box: skipped: $1" >&2
  SEEIT_BOX_SKIP=$1 exec "$program" "$@"
}

[[ -x $program ]] || { echo "tests/box: build tests/box/SeeIt.Box.Tests first." >&2 && exit 1; }
((EUID == 0)) || skip "booting Debian needs root." "$@"
for tool in debootstrap systemd-nspawn nsenter ip; do
  command -v "$tool" >/dev/null || skip "$tool is missing: run packaging/install-dependencies.sh box." "$@"
done
# As far as it goes without an image: name spaces, the mounts in them, and a bridge.
"${spaces[@]}" sh -c 'mount --make-rprivate / && mount -t sysfs sysfs /sys && mount -t cgroup2 cgroup2 /sys/fs/cgroup && ip link add lan0 type bridge' 2>/dev/null ||
  skip "this machine gives no name spaces, cgroup2 or bridges." "$@"

debs=()
if compgen -G "$packages/seeit-*_$(dpkg --print-architecture).deb" >/dev/null; then
  debs=("$packages"/seeit-*_"$(dpkg --print-architecture)".deb)
fi
image=$(tests/box/make-image.sh "${debs[@]}") || skip "the Debian to boot could not be made: see above." "$@"

# Groups of processes are the one thing that outlives name spaces. Those without a process go, also of a run that was killed.
group=seeit-box-$$
clean() {
  unshare --mount sh -c 'mount --make-rprivate / && mount -t cgroup2 cgroup2 /mnt &&
    for group in /mnt/seeit-box-*; do [ ! -d "$group" ] || find "$group" -depth -type d -exec rmdir {} + 2>/dev/null; done' || true
}
trap clean EXIT
exec 9>"$(dirname "$image")/.running"
flock 9
clean
"${spaces[@]}" bash "$0" --inside "$image" "$group" "$@"
