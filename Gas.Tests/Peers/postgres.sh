#!/bin/sh
# A PostgreSQL server of the tests' own: postgres.sh FOLDER BIN. It listens on a socket in the (private) folder only, says "ready", and ends, with all
# its data, when its standard input does. PostgreSQL refuses to run as root: then it runs as its own user.
set -eu
folder=$1 bin=$2
as=""
if [ "$(id -u)" = 0 ]; then
  chown postgres "$folder"
  as="setpriv --reuid=postgres --regid=postgres --clear-groups"
fi
# Sorted as people do, not as computers: what must not lean on that is tested so.
$as "$bin/initdb" --pgdata="$folder/data" --username=gas --auth=trust --encoding=UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=en --no-sync > "$folder/log" 2>&1 || { cat "$folder/log" >&2; exit 1; }
$as "$bin/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=300 < /dev/null >> "$folder/log" 2>&1 &
server=$!
trap 'kill -INT $server; wait $server || true; rm -rf "$folder"' EXIT
until "$bin/pg_isready" -q -h "$folder"; do
  kill -0 $server || { cat "$folder/log" >&2; exit 1; }
  sleep 0.1
done
echo ready
cat > /dev/null
