#!/usr/bin/env bash
# Makes the Debian packages in artifacts/deb: the same bytes from the same sources, on whatever machine and in whatever
# folder.
#
#   packaging/build-deb.sh [agent-amd64 | agent-arm64 | hub-amd64]...    default: all
#
# What git knows or would take goes in (git ls-files), whatever else lies in the folder. Times in the packages are that of
# the last commit, or SOURCE_DATE_EPOCH. A package that is up to date is left alone. Needs the .NET SDK.
set -euo pipefail
cd "$(dirname "$0")/.."
umask 022
export LC_ALL=C TZ=UTC DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# The bar for what seeit-agent takes on a disk, without LibVLC: 40 MiB.
readonly limit_kib=$((40 * 1024))

packages=("$@")
if (($# == 0)); then
  packages=(agent-amd64 agent-arm64 hub-amd64)
fi
for package in "${packages[@]}"; do
  case $package in
    agent-amd64 | agent-arm64 | hub-amd64) ;;
    *)
      echo "build-deb: there is no package '$package': agent-amd64, agent-arm64, hub-amd64." >&2
      exit 2
      ;;
  esac
done

packaging/install-dependencies.sh deb
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
out=$PWD/artifacts/deb
mkdir -p "$out"
exec 9>"$out/.lock"
flock 9
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

listed() { # paths: what git knows or would take of them, and is there
  git ls-files -z --cached --others --exclude-standard -- "$@" |
    while IFS= read -rd '' file; do [[ ! -f $file ]] || printf '%s\0' "$file"; done | sort -z
}
readonly sources=(src appsettings.json Directory.Build.props Directory.Packages.props global.json .editorconfig BannedSymbols.txt)
programs="$(dotnet --version) $({ sed -n '/^publish()/,/^}/p' packaging/build-deb.sh && listed "${sources[@]}" | xargs -0 sha256sum; } | sha256sum)"
stamp="$SOURCE_DATE_EPOCH $programs $(listed packaging LICENSE | xargs -0 sha256sum | sha256sum)"

publish() { # project, runtime, options...; leaves the path in $published
  local project=$1 runtime=$2
  shift 2
  published=$out/.programs/$runtime/$project
  if [[ -f $published.stamp && $(<"$published.stamp") == "$programs $*" ]]; then
    return
  fi

  # Without what earlier builds have left in the folder.
  if [[ ! -d $work/source ]]; then
    mkdir "$work/source"
    listed "${sources[@]}" | tar --create --null --files-from=- | tar --extract --directory="$work/source"
  fi

  echo "Publishing $project for $runtime" >&2
  rm -rf "$published" "$published.stamp"
  mkdir -p "$published"
  (cd "$work/source" && dotnet publish "src/$project" -c Release -r "$runtime" -o "$published" -v quiet --nologo \
    -p:PathMap="$work/source=/seeit" -p:DebugType=none -p:EnableSourceControlManagerQueries=false \
    -p:IncludeSourceRevisionInInformationalVersion=false -p:RunAnalyzers=false -p:GenerateDocumentationFile=false "$@" >&2)
  echo "$programs $*" >"$published.stamp"
}

put() { # mode, file, where to
  install -D -m "$1" "$2" "$3"
}

fill() { # template, where to, mode: @VERSION@ and its like
  sed -e "s/@VERSION@/$version/g" -e "s/@ARCHITECTURE@/$architecture/g" -e "s/@TRIPLET@/$triplet/g" \
    -e "s/@DATE@/$(date -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%d)/g" -e "s/@RFC_DATE@/$(date -R -d "@$SOURCE_DATE_EPOCH")/g" "$1" >"$work/filled"
  put "${3:-0644}" "$work/filled" "$2"
}

stage_common() { # package
  local name=$1 page
  fill packaging/deb/copyright "$tree/usr/share/doc/$name/copyright"
  sed "s/@PACKAGE@/$name/" packaging/deb/changelog >"$work/changelog"
  fill "$work/changelog" "$tree/usr/share/doc/$name/changelog"
  gzip -9n "$tree/usr/share/doc/$name/changelog"
  for page in packaging/man/"$name".* packaging/man/"${name%-*}"-player.*; do
    if [[ -f $page && ($name == seeit-agent || $page == */"$name".*) ]]; then
      fill "$page" "$tree/usr/share/man/man${page##*.}/$(basename "$page")"
      gzip -9n "$tree/usr/share/man/man${page##*.}/$(basename "$page")"
    fi
  done
  put 0644 "packaging/deb/$name/sysusers.conf" "$tree/usr/lib/sysusers.d/$name.conf"
  if [[ -f packaging/deb/$name/lintian-overrides ]]; then
    put 0644 "packaging/deb/$name/lintian-overrides" "$tree/usr/share/lintian/overrides/$name"
  fi
}

stage_agent() {
  local lib=$tree/usr/lib/seeit-agent native=(-p:LinkerFlavor=lld -p:NativeDebugSymbols=false) file
  if [[ $architecture == arm64 ]]; then
    native+=("-p:ObjCopyName=$triplet-objcopy")
  fi

  local part published
  for part in agent:SeeIt.Agent player:SeeIt.Player; do
    publish "${part#*:}" "$runtime" "${native[@]}"
    put 0755 "$published/seeit-${part%:*}" "$lib/seeit-${part%:*}"
    for file in "$published"/*.so; do
      put 0644 "$file" "$lib/$(basename "$file")"
      "$triplet-strip" --strip-unneeded "$lib/$(basename "$file")"
    done
  done
  check_libraries "$lib"
  packaged_settings >"$work/settings"
  if [[ $(grep -cE '^ +"(RuntimeFolder|Socket|ProxyPort)": ("/run/.*"|7346),$' "$work/settings") != 3 ]]; then
    echo "build-deb: appsettings.json is written differently from what packaged_settings expects." >&2
    exit 1
  fi
  put 0644 "$work/settings" "$lib/appsettings.json"
  put 0644 appsettings.schema.json "$lib/appsettings.schema.json"
  put 0755 packaging/make-plugins.sh "$lib/make-plugins.sh"
  put 0755 packaging/deb/seeit-agent/kiosk-session "$lib/kiosk-session"
  put 0755 packaging/deb/seeit-agent/wait-for-display "$lib/wait-for-display"
  mkdir -p "$tree/usr/bin"
  ln -s ../lib/seeit-agent/seeit-agent "$tree/usr/bin/seeit-agent"

  for file in seeit-agent.service seeit-player.service seeit-player.socket seeit-kiosk.service; do
    put 0644 "packaging/systemd/$file" "$tree/lib/systemd/system/$file"
  done
  put 0644 packaging/deb/seeit-agent/udev.rules "$tree/lib/udev/rules.d/70-seeit-agent.rules"
  put 0644 packaging/deb/seeit-agent/appsettings.json "$tree/etc/seeit-agent/appsettings.json"
  put 0644 packaging/deb/seeit-agent/default "$tree/etc/default/seeit-player"
  put 0644 packaging/deb/seeit-agent/seeit-kiosk.pam "$tree/etc/pam.d/seeit-kiosk"
  stage_common seeit-agent
}

# Depends is written by hand: what the programs are linked with must be what it tells of. What they load as they run is not
# seen here: libvlc5, libx11-6, libasound2, libssl3, libavahi-client3.
check_libraries() { # folder
  local unknown
  unknown=$(find "$1" -type f -exec readelf --dynamic {} + 2>/dev/null | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | sort -u |
    grep -vxE 'lib(c|m|dl|pthread|rt)\.so\.[0-9]|ld-linux-.*\.so\.[0-9]|libfontconfig\.so\.1|libstdc\+\+\.so\.6' || true)
  if [[ -n $unknown ]]; then
    echo "build-deb: a program needs what seeit-agent does not depend on:" $unknown >&2
    exit 1
  fi
}

# The defaults beside the program, with the places that the units make.
packaged_settings() {
  sed -E \
    -e 's|^  // "RuntimeFolder": .*|  "RuntimeFolder": "/run/seeit-agent",|' \
    -e 's|^    // "Socket": .*|    "Socket": "/run/seeit-player/player.sock",|' \
    -e 's|^    "ProxyPort": .*|    "ProxyPort": 7346,|' appsettings.json
}

stage_hub() {
  local published
  publish SeeIt.Hub "$runtime" --self-contained
  mkdir -p "$tree/usr/lib/seeit-hub" "$tree/usr/bin"
  cp -R "$published/." "$tree/usr/lib/seeit-hub/"
  rm -f "$tree"/usr/lib/seeit-hub/{*.xml,web.config,appsettings.Development.json}
  find "$tree/usr/lib/seeit-hub" -type f -exec chmod 0644 {} +
  chmod 0755 "$tree/usr/lib/seeit-hub/seeit-hub"
  "$triplet-strip" --strip-unneeded "$tree/usr/lib/seeit-hub/libe_sqlite3.so"
  ln -s ../lib/seeit-hub/seeit-hub "$tree/usr/bin/seeit-hub"
  put 0644 packaging/systemd/seeit-hub.service "$tree/lib/systemd/system/seeit-hub.service"
  put 0644 packaging/deb/seeit-hub/default "$tree/etc/default/seeit-hub"
  stage_common seeit-hub
}

control() { # package
  local name=$1 size file
  mkdir -p "$tree/DEBIAN"
  (cd "$tree" && find etc -type f 2>/dev/null | sort | sed 's|^|/|') >"$tree/DEBIAN/conffiles"
  (cd "$tree" && find . -path ./DEBIAN -prune -o -type f ! -path './etc/*' -printf '%P\0' | sort -z | xargs -0 md5sum) >"$tree/DEBIAN/md5sums"
  # As dpkg-gencontrol counts: files by their bytes, in KiB rounded up; all else one KiB.
  size=$(cd "$tree" && find . -mindepth 1 -path ./DEBIAN -prune -o -type f -printf '%s\n' -o -printf '1\n' | awk '{ sum += int(($1 + 1023) / 1024) } END { print sum }')
  fill "packaging/deb/$name/control" "$tree/DEBIAN/control"
  sed -i "s/@INSTALLED_SIZE@/$size/" "$tree/DEBIAN/control"
  if [[ -f packaging/deb/$name/triggers ]]; then
    fill "packaging/deb/$name/triggers" "$tree/DEBIAN/triggers"
  fi
  for file in preinst postinst prerm postrm; do
    if [[ -f packaging/deb/$name/$file ]]; then
      fill "packaging/deb/$name/$file" "$tree/DEBIAN/$file" 0755
    fi
  done
  chmod 0644 "$tree"/DEBIAN/{conffiles,md5sums}

  echo "$name for $architecture: installed size $size KiB" >&2
  if [[ $name == seeit-agent ]] && ((size > limit_kib)); then
    faults+=("$name for $architecture takes $size KiB, which is more than $limit_kib KiB")
  fi
}

build() { # agent or hub, architecture
  local part=$1 name=seeit-$1 architecture=$2 triplet runtime tree=$work/tree file
  case $architecture in
    amd64) triplet=x86_64-linux-gnu runtime=linux-x64 ;;
    arm64) triplet=aarch64-linux-gnu runtime=linux-arm64 ;;
  esac
  file=$out/${name}_${version}_$architecture.deb
  if [[ -f $file && -f $file.stamp && $(<"$file.stamp") == "$stamp" ]]; then
    return
  fi

  rm -rf "$tree" "$work/source" "$file" "$file.stamp"
  mkdir "$tree"
  "stage_$part"
  control "$name"
  find "$tree" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
  # One thread: how many there are would show in the bytes.
  dpkg-deb --root-owner-group --threads-max=1 -Zxz --build "$tree" "$work/package.deb" >/dev/null
  mv "$work/package.deb" "$file"
  if ! lintian --no-cfg --allow-root --fail-on error,warning --info --tag-display-limit 0 "$file" >&2; then
    faults+=("lintian complains of $(basename "$file")")
  fi
  if ((${#faults[@]} == 0)); then
    echo "$stamp" >"$file.stamp"
  fi
}

faults=()
for package in "${packages[@]}"; do
  build "${package%-*}" "${package#*-}"
done
(cd "$out" && sha256sum ./*.deb) >&2
if ((${#faults[@]} > 0)); then
  printf 'build-deb: %s.\n' "${faults[@]}" >&2
  exit 1
fi
