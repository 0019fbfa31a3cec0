#!/usr/bin/env bash
# Requests per second and p99 of one page of submissions (50 rows of 100,000, authenticated) beside
# pgbench on the same machine, in the same run, with the same number of connections:
#   1. the very statement that the service sends, read from the server's log, with its parameters;
#   2. the plain statement that joins the names, which a service without a directory in memory would send.
#
# Usage: benches/submissions_page.sh [connections] [seconds]. Wants wrk, pgbench, jq and psql. It makes a
# PostgreSQL server of its own in a temporary folder and removes it.
set -euo pipefail
cd "$(dirname "$0")/.."
connections=${1:-16} seconds=${2:-20}
folder=$(mktemp -d)
pg_bin=${THIDUA_PG_BIN:-$(pg_config --bindir)}
port=54329
export DATABASE_URL="postgres://postgres@127.0.0.1:$port/postgres" THIDUA_SAMPLE=never
export THIDUA_LISTEN=127.0.0.1:18080 THIDUA_ADMIN_LISTEN=127.0.0.1:19090 THIDUA_DATA_DIR=$folder/data THIDUA_LOG=warn
export THIDUA_POOL_SIZE=$connections

# A server refuses to run as root.
if [ "$(id -u)" = 0 ]; then
    chown postgres "$folder"
    as_owner() { setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; }
else
    as_owner() { "$@"; }
fi
stop() {
    [ -z "${service:-}" ] || kill "$service" || true
    as_owner "$pg_bin/pg_ctl" -D "$folder/pg" -m immediate stop > /dev/null || true
    rm -rf "$folder"
}
trap stop EXIT

cargo build --release --quiet
as_owner "$pg_bin/initdb" -D "$folder/pg" -U postgres -A trust > /dev/null
as_owner "$pg_bin/pg_ctl" -D "$folder/pg" -w -l "$folder/log" \
    -o "-p $port -k '' -c listen_addresses=127.0.0.1 -c shared_buffers=512MB" start > /dev/null
program=target/release/thidua
"$program" migrate > /dev/null
psql -q "$DATABASE_URL" -v ON_ERROR_STOP=1 -f benches/submissions_page.sql
"$program" user add bench --role auditor > /dev/null
token=$("$program" token bench)
"$program" serve > "$folder/service.log" 2>&1 &
service=$!
until curl -sf "http://$THIDUA_ADMIN_LISTEN/ready" > /dev/null; do kill -0 "$service"; sleep 0.1; done

campaign=$(psql -qAt "$DATABASE_URL" -c "SELECT id FROM campaigns WHERE code = 'BENCH-5'")
page="http://$THIDUA_LISTEN/v1/submissions?campaign=$campaign&limit=50"
fetch() { curl -sf "$page" -H "Authorization: Bearer $token"; }
test "$(fetch | jq '.items | length')" = 50

# The statement, as the server saw it.
psql -q "$DATABASE_URL" -c "ALTER SYSTEM SET log_min_duration_statement = 0" -c "SELECT pg_reload_conf()" > /dev/null
for _ in 1 2 3; do fetch > /dev/null; sleep 0.2; done
psql -q "$DATABASE_URL" -c "ALTER SYSTEM RESET log_min_duration_statement" -c "SELECT pg_reload_conf()" > /dev/null
python3 benches/statement.py "$folder/log" 'FROM "submissions"' > "$folder/same.sql"
cat > "$folder/joined.sql" <<SQL
SELECT s.*, u.code, u.name_vi, u.name_en, c.code, c.name_vi, c.name_en, i.code, i.title_vi
FROM submissions s JOIN units u ON u.id = s.unit_id JOIN campaigns c ON c.id = s.campaign_id JOIN indicator_sets i ON i.id = s.set_id
WHERE s.campaign_id = '$campaign' ORDER BY s.id LIMIT 51;
SQL

serve() { wrk -t2 -c"$connections" -d"${seconds}s" --latency -H "Authorization: Bearer $token" "$page"; }
bench() { pgbench -n -M prepared -c "$connections" -j 2 -T "$seconds" -f "$1" "$DATABASE_URL" 2> /dev/null | awk '/^tps/ {print $3}'; }
psql -q "$DATABASE_URL" -c "VACUUM ANALYZE"
serve > /dev/null
for round in 1 2 3; do
    serve > "$folder/wrk"
    rps=$(awk '/Requests\/sec/ {print $2}' "$folder/wrk") p99=$(awk '$1 == "99%" {print $2}' "$folder/wrk")
    ! grep -E 'Non-2xx|Socket errors' "$folder/wrk"
    same=$(bench "$folder/same.sql") joined=$(bench "$folder/joined.sql")
    awk -v r="$round" -v a="$rps" -v p="$p99" -v s="$same" -v j="$joined" 'BEGIN {
        printf "round %d: service %.0f/s, p99 %s; pgbench same statement %.0f/s (ratio %.2f), joined %.0f/s (ratio %.2f)\n", r, a, p, s, a/s, j, a/j }'
done
