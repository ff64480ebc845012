#!/usr/bin/env bash
# Runs COMMAND in a root that fresh-root.sh made: in its own namespaces for mounts and processes, with the .NET SDK of this machine
# mounted read-only and, for root, the reference material beside the clone. Nothing of it stays mounted, and no process stays.
#   fresh-enter.sh ROOT CACHE USER FOLDER COMMAND…      USER: a number. FOLDER: the working directory inside
# pivot_root, not chroot: buildah and podman need a root that is a mount point.
set -euo pipefail
if [ "${FRESH_INSIDE:-}" != 1 ]; then
  FRESH_INSIDE=1 exec unshare --mount --pid --fork --kill-child --propagation private "$0" "$@"
fi
root=$1 cache=$2 user=$3 folder=$4
shift 4
shared=$(realpath "$(dirname "$0")/../../shared")
sdk=$(dirname "$(readlink -f "$(command -v dotnet)")")
if [ "$user" = 0 ]; then home=/root; else home=$(awk -F: -v user="$user" '$3 == user { print $6 }' "$root/etc/passwd"); fi

read_only() { # FOLDER TARGET
  mkdir -p "$root$2"
  mount --bind "$1" "$root$2"
  mount -o remount,bind,ro "$root$2"
}
mount --bind "$root" "$root"
read_only "$sdk" /usr/share/dotnet
ln -sf /usr/share/dotnet/dotnet "$root/usr/local/bin/dotnet"
if [ "$user" = 0 ] && [ -d "$shared" ]; then read_only "$shared" "$(dirname "$folder")/shared"; fi
# Downloads that a machine would make once. Each user has their own: root's must not come from an ordinary user.
for kept in .nuget/packages .npm; do
  mkdir -p "$cache/$user/$kept" "$root$home/$kept"
  chown "$user:$user" "$cache/$user/$kept" "$root$home/${kept%/*}"
  mount --bind "$cache/$user/$kept" "$root$home/$kept"
done
mount -t proc proc "$root/proc"
mount --rbind /sys "$root/sys"
mount --rbind /dev "$root/dev"
# /tmp stays a folder of the root: the databases of the tests would take gigabytes of memory in a tmpfs.
chmod 1777 "$root/tmp"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mkdir --mode 1777 "$root/run/lock"

mkdir -p "$root/.old"
cd "$root"
pivot_root . .old
umount -l /.old
rmdir /.old

# A clean environment: what is taken over says how to reach the registries.
environment=("HOME=$home" PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 TERM=dumb
  DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 "SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt" "NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt")
for name in CI NUGET_CERT_REVOCATION_MODE {http,https,no}_proxy {HTTP,HTTPS,NO}_PROXY; do
  if [ -n "${!name:-}" ]; then environment+=("$name=${!name}"); fi
done
cd "$folder"
# Not exec: this shell is process 1 here, which has to wait for processes without a parent.
status=0
env --ignore-environment "${environment[@]}" setpriv --reuid "$user" --regid "$user" --clear-groups "$@" || status=$?
exit "$status"
