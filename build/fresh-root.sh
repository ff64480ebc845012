#!/usr/bin/env bash
# Makes a minimal Debian root in FOLDER with git, make and .NET's ICU library, and gives it this machine's configuration of apt, npm
# and NuGet, its certificate authorities and its resolver.
#   fresh-root.sh SUITE FOLDER        SUITE: bookworm or trixie
set -euo pipefail
cd "$(dirname "$0")/.."
suite=$1 root=$2

if ! command -v mmdebstrap >/dev/null; then
  echo "Installing mmdebstrap"
  apt-get -qq update
  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 install -y -qq --no-install-recommends mmdebstrap debian-archive-keyring >/dev/null
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sources=()
# A machine with another distribution leaves the mirror to mmdebstrap.
if grep -q '^ID=debian$' /etc/os-release; then
  build/package-sources.sh "$suite" >"$work/distribution.sources"
  sources=("$work/distribution.sources")
fi
# How apt downloads here, such as through a proxy. What to download, and in which compression, is the root's own affair.
apt-config dump | grep '^Acquire::' | grep -vE '^Acquire::(IndexTargets|CompressionTypes|Languages|GzipIndexes|cdrom)' >"$work/acquire.conf"

mmdebstrap --quiet --variant=minbase --aptopt="$work/acquire.conf" --include=ca-certificates,git,make \
  --include='?name(^libicu[0-9]+$)' "$suite" "$root" ${sources[@]+"${sources[@]}"}

copy() { # FILE… to the same place, where they exist here and not in the root
  local file
  for file in "$@"; do
    if [ -f "$file" ] && [ ! -e "$root$file" ]; then
      mkdir -p "$root$(dirname "$file")"
      cp --preserve=mode "$file" "$root$file"
    fi
  done
}
copy /etc/apt/trusted.gpg.d/* /etc/apt/keyrings/* /etc/apt/auth.conf /etc/apt/auth.conf.d/*
# Files that the configuration names: keys, certificates, lists of mirrors.
mapfile -t named < <(cat "$work"/* | grep -oE '/(etc|usr)/[^" ;]+' | sort -u)
copy ${named[@]+"${named[@]}"}
cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
install -D --mode 644 /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"

# Two homes: the ordinary user's and root's.
chroot "$root" useradd --uid 1000 --create-home --shell /bin/bash user
for home in "$root/root" "$root/home/user"; do
  for file in .nuget/NuGet/NuGet.Config .config/NuGet/NuGet.Config; do
    if [ -f "$HOME/$file" ]; then install -D --mode 600 "$HOME/$file" "$home/$file"; fi
  done
  {
    if command -v npm >/dev/null; then cat "$(npm config get globalconfig)" 2>/dev/null || true; echo; fi
    cat "$HOME/.npmrc" 2>/dev/null || true
  } >"$home/.npmrc"
  chmod 600 "$home/.npmrc"
done
chroot "$root" chown -R user:user /home/user
