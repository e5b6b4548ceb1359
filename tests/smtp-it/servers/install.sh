#!/usr/bin/env bash
# Installs the servers from Debian's packages, and from npm if there is Node.js 20 or later, without
# starting them. Needs root.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
packages=(openssl postfix dovecot-core dovecot-lmtpd dovecot-submissiond python3-aiosmtpd)

installed() {
  dpkg-query --show --showformat='${db:Status-Status}\n' "${packages[@]}" 2>/dev/null |
    awk '$1 != "installed" { bad = 1 } END { exit bad || NR != '${#packages[@]}' }'
}

from_debian() {
  local policy=/usr/sbin/policy-rc.d apt="apt-get -qq -o DPkg::Lock::Timeout=300"
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
    trap 'rm -f /usr/sbin/policy-rc.d' EXIT
  fi
  export DEBIAN_FRONTEND=noninteractive
  $apt update >/dev/null
  $apt install -y --no-install-recommends "${packages[@]}" >/dev/null 2>&1
}

# The versions that package-lock.json names, without running their install scripts.
from_npm() {
  local folder=/var/cache/smtp-it-servers
  if ! node --eval 'process.exitCode = parseInt(process.versions.node) < 20 ? 1 : 0' 2>/dev/null; then
    echo "no Node.js 20: without Haraka and smtp-server" >&2
    return
  fi
  ! cmp --silent "$here/node/package-lock.json" "$folder/package-lock.json" || return 0
  rm -rf "$folder"
  mkdir -p "$folder"
  cp "$here"/node/package*.json "$folder/"
  npm ci --prefix "$folder" --omit=optional --ignore-scripts --no-audit --no-fund --loglevel=error >&2 || {
    rm -rf "$folder"
    echo "npm failed: without Haraka and smtp-server" >&2
  }
}

installed || from_debian
from_npm
