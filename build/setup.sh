#!/usr/bin/env bash
# Installs what building and testing need beyond the .NET SDK, on Debian or Ubuntu: as root, or by sudo without a question.
#   setup.sh build|cross|image|test       the static client; the other architecture; the image of both; everything
# Quick when all is there. Where it may not install, it names what is missing and stops.
set -euo pipefail
cd "$(dirname "$0")/.."
what=${1:-test}

build_packages=(ca-certificates cmake gcc g++ libssl-dev make zlib1g-dev)
cross_packages=(gcc-aarch64-linux-gnu libc6-dev-arm64-cross)
[ "$(build/host.sh architecture)" = amd64 ] || cross_packages=() # only amd64 builds for another
image_packages=(buildah)
test_packages=(curl fonts-inter git groff-base jq nginx-light nodejs openssl pgbouncer podman postgresql procps qemu-user-static runc
  shellcheck skopeo time tinyproxy-bin unzip zsh)
# Some machines have a Node.js that brings npm along, others Debian's two packages.
command -v npm >/dev/null || test_packages+=(npm)
# The pages are looked at in a browser. Ubuntu's package of that name is none, but its build machines bring Chrome along.
command -v chromium google-chrome >/dev/null || test_packages+=(chromium)

case $what in
  build) packages=("${build_packages[@]}") ;;
  cross) packages=("${build_packages[@]}" "${cross_packages[@]}") ;;
  image) packages=("${build_packages[@]}" "${cross_packages[@]}" "${image_packages[@]}") ;;
  test) packages=("${build_packages[@]}" "${cross_packages[@]}" "${image_packages[@]}" "${test_packages[@]}") ;;
  *) echo "setup.sh: build, cross, image or test?" >&2; exit 2 ;;
esac
missing=()
for package in "${packages[@]}"; do
  dpkg-query --show --showformat='${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' || missing+=("$package")
done

if [ ${#missing[@]} -gt 0 ]; then
  if ! command -v apt-get >/dev/null; then
    echo "Please install: ${missing[*]} (Debian's names; this machine has no apt-get)." >&2
    exit 1
  elif [ "$(id -u)" = 0 ]; then
    as_root=()
  elif sudo --non-interactive true 2>/dev/null; then
    as_root=(sudo --non-interactive)
  else
    echo "Missing packages, and no right to install them. Please run: sudo apt-get install ${missing[*]}" >&2
    exit 1
  fi
  echo "Installing ${missing[*]}"
  ${as_root[@]+"${as_root[@]}"} apt-get update -qq
  ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi
if [ "$what" = test ]; then
  build/install-helm.sh
  build/install-cosign.sh
  build/install-registry.sh
  build/install-prometheus.sh
  build/install-npm.sh prose
  build/install-npm.sh sbom
fi
