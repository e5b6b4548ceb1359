#!/usr/bin/env bash
# up.sh [FOLDER]: starts the servers and prints the name of the properties file with their ports.
set -euo pipefail
umask 022
here=$(cd "$(dirname "$0")" && pwd)
if [ $# -gt 0 ]; then mkdir -p "$1"; else set -- "$(mktemp -d /tmp/smtp-servers.XXXXXX)"; fi
run=$(realpath "$1")
# Dovecot's longest socket name is added to this one, and a socket's path has at most 107 bytes.
[ ${#run} -le 70 ] || { echo "$run is too long for the path of a Unix socket" >&2; exit 1; }
properties=$run/servers.properties
owner=${SUDO_USER:-mail}
[ "$owner" != root ] || owner=mail
chmod 755 "$run"
mkdir -p "$run"/{log,tls,agents,postfix/{etc,spool,data},dovecot/etc/keys/default/{HS256,hs256}} \
  "$run"/mail/{postfix,dovecot,aiosmtpd,haraka,nodemailer}/{alice,bob,full,utf8}/{cur,new,tmp}
chown -R "$owner:$(id -g "$owner")" "$run"/{mail,agents}

trap 'tail -n 20 "$run"/log/* >&2; "$here/down.sh" "$run"' EXIT
. "$here/certificates.sh" "$run/tls"

# As many distinct free ports as there are names; the names are the keys of the properties file.
names="postfix.relay postfix.bare postfix.strict postfix.stock postfix.postscreen postfix.deep postfix.submission postfix.submissions postfix.clear
  postfix.tls.expired postfix.tls.wronghost postfix.tls.selfsigned postfix.tls.cnonly postfix.tls.tls12
  postfix.tls.tls11 postfix.tls.clientcert dovecot.lmtp dovecot.submission dovecot.submissions
  aiosmtpd.lmtp aiosmtpd.starttls aiosmtpd.tls"
modules=${SMTP_NODE_MODULES:-/var/cache/smtp-it-servers/node_modules}
[ ! -d "$modules" ] || names="$names haraka.starttls haraka.tls
  nodemailer.waiting nodemailer.limited nodemailer.closing nodemailer.lmtp"
/usr/bin/python3 - $names >"$properties" <<'PYTHON'
import socket, sys
taken = [socket.create_server(("127.0.0.1", 0)) for name in sys.argv[1:]]
for name, server in zip(sys.argv[1:], taken):
    print(f"{name}.port={server.getsockname()[1]}")
PYTHON

# Fills in a template: @NAME@ is the port of that name; @RUN@ and others are folders and settings.
render() {
  sed -e "s,@RUN@,$run,g; s,@HERE@,$here,g; s,@OWNER@,$owner,g" \
    -e "s,@UID@,$(id -u "$owner"),g; s,@GID@,$(id -g "$owner"),g" \
    -e "$(sed -n 's/^\(.*\)\.port=\(.*\)$/s,@\1@,\2,g/p' "$properties")" "$1"
}

# Waits until a port is open, at most 20 s.
await() {
  local port
  port=$(sed -n "s/^$1\.port=//p" "$properties")
  for _ in $(seq 200); do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && return
    sleep 0.1
  done
  echo "$1 did not start"
  return 1
}

base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
# A signed token (RFC 7519) for alice that is valid for this many seconds from now.
token() {
  local now body
  now=$(date +%s)
  body=$(printf '{"alg":"HS256","typ":"JWT"}' | base64url).$(printf \
    '{"iss":"https://issuer.example.test","sub":"alice@example.test","aud":"mail","iat":%d,"exp":%d}' \
    $((now - 86400)) $((now + $1)) | base64url)
  printf %s.%s "$body" "$(printf %s "$body" | openssl dgst -sha256 -hmac "$key" -binary | base64url)"
}
keys=$run/dovecot/etc/keys/default
key=a-key-for-tests-alone-32-octets.
printf %s "$key" | openssl base64 -A |
  tee "$keys/HS256/default" >"$keys/hs256/default"

for file in dovecot.conf oauth2.conf users; do render "$here/dovecot/$file" >"$run/dovecot/etc/$file"; done
scram=$(doveadm -c "$run/dovecot/etc/dovecot.conf" pw -s SCRAM-SHA-256 -p scrampw)
sed -i "s|@SCRAM@|$scram|" "$run/dovecot/etc/users"
for file in main.cf master.cf; do render "$here/postfix/$file" >"$run/postfix/etc/$file"; done
chown postfix "$run/postfix/data"
cp /etc/postfix/postfix-files /etc/postfix/dynamicmaps.cf "$run/postfix/etc/"

if [ -d "$modules" ]; then
  mkdir -p "$run/haraka/config"
  cp -r "$here/haraka/plugins" "$run/haraka/"
  for file in "$here"/haraka/config/*; do render "$file" >"$run/haraka/config/$(basename "$file")"; done
  sed "s/^bytes=.*/bytes=1000000/" "$modules/Haraka/config/connection.ini" >"$run/haraka/config/connection.ini"
  echo haraka.example.test >"$run/haraka/config/me"
  cp "$run/tls/server.key" "$run/haraka/config/tls_key.pem"
  cp "$run/tls/server.pem" "$run/haraka/config/tls_cert.pem"
  openssl dhparam -dsaparam -out "$run/haraka/config/dhparams.pem" 2048 2>/dev/null
fi

cat >>"$properties" <<END
dovecot.lmtp.socket=$run/dovecot/lmtp.sock
authority=$run/tls/ca.pem
client=$run/tls/client.p12
mail=$run/mail
postfix.agents=$run/agents
token=$(token 864000)
token.expired=$(token -3600)
END

{
  setsid /usr/bin/python3 "$here/aiosmtpd/server.py" "$properties" </dev/null &
  echo $! >"$run/aiosmtpd.pid"
  dovecot -c "$run/dovecot/etc/dovecot.conf"
  if [ -d "$modules" ]; then
    export NODE_PATH=$modules
    setsid node "$here/nodemailer/server.js" "$properties" </dev/null &
    echo $! >"$run/nodemailer.pid"
    SMTP_MAIL=$run/mail setsid node "$modules/Haraka/bin/haraka" --configs "$run/haraka" </dev/null &
    echo $! >"$run/haraka.pid"
  fi
  await dovecot.lmtp # which Postfix asks for the mechanisms
  postfix -c "$run/postfix/etc" start
} >>"$run/log/start.log" 2>&1
for name in $names; do await "$name"; done
trap - EXIT
echo "$properties"
