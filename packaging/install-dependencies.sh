#!/usr/bin/env bash
# Installs what is missing from Debian for the named groups; quiet when nothing is.
#
#   packaging/install-dependencies.sh GROUP...
#
#   run    the agent and the player on a TV
#   demo   the demo's clips, and a virtual screen where there is no display
#   test   what the tests drive and read the screen with
#   bench  what the benchmarks measure beside, and their clips and screens
#   build  the linker and libraries of Native AOT
#   box    what makes and boots the Debian that tests/box installs the packages in
#   deb    what makes the Debian packages, those for arm64 too, and checks them
#   kiosk  the screen of a box without a desktop, and what its test looks at it with
#   arm64  what runs the arm64 package's programs on another machine
set -euo pipefail

declare -A groups=(
  [run]="libvlc5 libvlc-bin vlc-plugin-base vlc-plugin-video-output libfontconfig1 fonts-dejavu-core"
  [demo]="ffmpeg qrencode fonts-dejavu-core xvfb"
  [test]="clang ffmpeg imagemagick zbar-tools xvfb x11-utils chromium avahi-daemon avahi-utils nginx caddy libfaketime"
  [bench]="mpv vlc-bin ffmpeg xvfb"
  [build]="clang lld zlib1g-dev"
  [box]="debootstrap systemd-container iproute2 avahi-utils imagemagick zbar-tools"
  [deb]="clang lld zlib1g-dev gcc-aarch64-linux-gnu libc6-dev-arm64-cross lintian systemd"
  [kiosk]="cage xwayland x11-utils x11-xserver-utils kbd libpam-systemd grim imagemagick zbar-tools ffmpeg qrencode fonts-dejavu-core"
  [arm64]="qemu-user-static debootstrap ffmpeg qrencode fonts-dejavu-core imagemagick zbar-tools xvfb"
)

if (($# == 0)); then
  echo "usage: install-dependencies.sh GROUP...  (${!groups[*]})" >&2
  exit 2
fi

missing=()
for group in "$@"; do
  if [[ -z ${groups[$group]:-} ]]; then
    echo "install-dependencies: there is no group '$group'. There are: ${!groups[*]}." >&2
    exit 2
  fi
  for package in ${groups[$group]}; do
    if [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null) != installed ]]; then
      missing+=("$package")
    fi
  done
done
if ((${#missing[@]} == 0)); then
  exit 0
fi

as_root=()
if ((EUID != 0)); then
  if ! command -v sudo >/dev/null; then
    echo "install-dependencies: run as root, or install sudo. Missing: ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi

echo "Installing from Debian: ${missing[*]}" >&2
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
