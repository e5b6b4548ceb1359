#!/usr/bin/env bash
# Installs the servers from Debian's packages without starting them. Needs root.
set -euo pipefail
policy=/usr/sbin/policy-rc.d
packages=(openssl postfix dovecot-core dovecot-lmtpd dovecot-submissiond python3-aiosmtpd)
dpkg-query --show --showformat='${db:Status-Status}\n' "${packages[@]}" 2>/dev/null |
  awk '$1 != "installed" { bad = 1 } END { exit bad || NR != '${#packages[@]}' }' && exit 0
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod +x "$policy"
  trap 'rm -f "$policy"' EXIT
fi
apt="apt-get -qq -o DPkg::Lock::Timeout=300"
export DEBIAN_FRONTEND=noninteractive
$apt update >/dev/null
$apt install -y --no-install-recommends "${packages[@]}" >/dev/null 2>&1
