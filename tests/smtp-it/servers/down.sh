#!/usr/bin/env bash
# down.sh [FOLDER]: stops what up.sh started and deletes its folder, by default that of $SMTP_SERVERS.
set -euo pipefail
run=$(realpath "${1:-$(dirname "${SMTP_SERVERS:?says which servers}")}")
[ -f "$run/servers.properties" ] || { echo "no servers in $run" >&2; exit 1; }
for file in "$run"/{aiosmtpd.pid,haraka.pid,nodemailer.pid,postfix/spool/pid/master.pid,dovecot/master.pid}; do
  [ -s "$file" ] || continue
  pid=$(tr -dc 0-9 <"$file")
  kill "$pid" 2>/dev/null || continue
  for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
done
rm -rf "$run"
