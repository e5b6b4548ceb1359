# Sourced with a folder: creates there an authority, valid and faulty server certificates, and a client's.
(
  cd "$1"
  new=(openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc)
  # certificate NAME COMMON_NAME DAYS [EXTENSION]
  certificate() {
    "${new[@]}" -keyout "$1.key" -subj "/CN=$2" -addext basicConstraints=CA:FALSE \
      ${4:+-addext "$4"} |
      openssl x509 -req -CA ca.pem -CAkey ca.key -days "$3" -copy_extensions copy -out "$1.pem"
  }
  local_names=subjectAltName=DNS:localhost,IP:127.0.0.1
  "${new[@]}" -x509 -keyout ca.key -subj "/CN=Authority for tests" -days 30 -out ca.pem \
    -addext keyUsage=critical,keyCertSign
  "${new[@]}" -x509 -keyout selfsigned.key -subj /CN=localhost -addext "$local_names" -days 30 \
    -out selfsigned.pem
  certificate server localhost 30 "$local_names"
  certificate expired localhost -1 "$local_names"
  certificate wronghost other.example.test 30 subjectAltName=DNS:other.example.test
  certificate cnonly localhost 30
  certificate client alice@example.test 30 extendedKeyUsage=clientAuth
  openssl pkcs12 -export -in client.pem -inkey client.key -passout pass:changeit -out client.p12
  chmod 644 client.p12
) 2>/dev/null
