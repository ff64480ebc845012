#!/usr/bin/env bash
# Measures the store with many clusters: the statements, then the pages and the maintenance of bin/security-responder-server beside
# them (docs/benchmarks.md). PostgreSQL is one of its own.
#   bench-store.sh [STORE] [CLUSTERS] [DAYS]      as root, after make build; STORE is postgres or sqlite
#   1,000,000 clusters and 3 days take 5 GB in /tmp, 100,000 and 90 days 13 GB (SQLite, one report a day: 4 GB)
set -euo pipefail
cd "$(dirname "$0")/.."
store=${1:-postgres} clusters=${2:-1000000} days=${3:-3}
program=${SERVER:-$PWD/bin/security-responder-server}
migrations=$PWD/src/SecurityResponder.Server/Storage/Postgres/Migrations
address=http://127.0.0.1:18312 operators=http://127.0.0.1:18313
today=$(date -u +%F)
export PGTZ=UTC
work=$(mktemp -d /tmp/bench-store.XXXXXX)
bin=$(dirname "$(find /usr/lib/postgresql -path '*/bin/initdb' | head -1)")
server=""
run() { runuser -u postgres -- "$@"; }
tidy_up() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  [ ! -f "$work/data/postmaster.pid" ] || run "$bin/pg_ctl" stop --pgdata "$work/data" --mode immediate >/dev/null
  wait
  rm -rf "$work"
}
trap tidy_up EXIT
ago() { date -u -d "$today - $1 days" +%F; }
sql() { run psql --host "$work" --dbname postgres --quiet --no-align --tuples-only --set ON_ERROR_STOP=1 "$@"; }

start_postgres() {
  chown postgres "$work"
  run "$bin/initdb" --pgdata "$work/data" --encoding UTF8 --locale C --no-sync >/dev/null
  run "$bin/pg_ctl" start --wait --pgdata "$work/data" --log "$work/log" --options "-c listen_addresses= -c unix_socket_directories=$work \
    -c max_wal_size=8GB -c shared_buffers=256MB -c checkpoint_timeout=1h" >/dev/null
  run "$bin/createuser" --host "$work" --superuser root
}

seed_postgres() {
  sql --command "CREATE TABLE schema_migration (number integer PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())"
  local migration day back hour
  for migration in "$migrations"/*.sql; do
    sql <"$migration"
    sql --command "INSERT INTO schema_migration (number) SELECT count(*) + 1 FROM schema_migration"
  done
  for ((back = days; back >= 0; back--)); do
    day=$(ago "$back")
    sql --command "CREATE TABLE report_${day//-/_} PARTITION OF report
      FOR VALUES FROM ('$day 00:00+00') TO ('$day 00:00+00'::timestamptz + interval '1 day')"
    [ "$back" -gt 0 ] || continue
    for hour in 0 8 16; do
      sql --set day="$day" --set hour="$hour" --set clusters="$clusters" <bench/store-postgres.sql
    done
    sql --command "INSERT INTO cluster_day SELECT cluster_id, dev, date '$day', received_at, report_id FROM report
      WHERE received_at >= (date '$day' + time '16:00')::timestamptz AND received_at < (date '$day' + 1)::timestamptz"
  done
  local columns
  columns=$(sql --command "SELECT string_agg(attname, ', ') FROM pg_attribute WHERE attrelid = 'cluster'::regclass AND attnum > 0")
  sql --command "INSERT INTO cluster ($columns) SELECT $columns FROM report WHERE received_at >= (date '$(ago 1)' + time '16:00')::timestamptz"
  sql --command "VACUUM ANALYZE"
  sql --command "SELECT 'cluster_day: ' || pg_size_pretty(pg_total_relation_size('cluster_day')) || ', cluster: '
    || pg_size_pretty(pg_total_relation_size('cluster')) || ', all: ' || pg_size_pretty(pg_database_size('postgres'))"
}

# One report a day. SQLite has no hash: the ids are random.
seed_sqlite() {
  start_server
  stop_server
  local back
  for ((back = days; back > 0; back--)); do
    sed "s/:day/'$(ago "$back")'/g; s/:clusters/$clusters/g" bench/store-sqlite.sql | sqlite3 "$work/responder/reports.db"
  done
  local columns
  columns=$(sqlite3 "$work/responder/reports.db" "SELECT group_concat(name, ', ') FROM pragma_table_info('cluster')")
  sqlite3 "$work/responder/reports.db" "INSERT INTO cluster ($columns) SELECT $columns FROM report ORDER BY id DESC LIMIT $clusters;
    INSERT INTO progress (name, report) SELECT 'derived', max(id) FROM report WHERE true
    ON CONFLICT (name) DO UPDATE SET report = excluded.report; DROP TABLE bench_cluster"
  ls -sh "$work/responder/reports.db"
}

start_server() {
  [ "$store" = sqlite ] || set -- --postgres "Host=$work;Database=postgres;Username=root"
  echo "0123456789abcdef" >"$work/token"
  "$program" --urls "$address" --operator-urls "$operators" --operator-token-file "$work/token" --feed samples/feed.json \
    --data "$work/responder" "$@" >"$work/server.log" &
  server=$!
  until curl --silent --fail "$address/readyz" >/dev/null; do
    kill -0 "$server" || { cat "$work/server.log"; exit 1; }
    sleep 0.1
  done
}

stop_server() {
  kill "$server"
  wait "$server" || true
  server=""
}

# CPU time in ms of the responder, and of PostgreSQL with all its processes.
cpu() {
  local postmaster=""
  [ "$store" = sqlite ] || postmaster=$(head -1 "$work/data/postmaster.pid")
  # shellcheck disable=SC2046,SC2086 # lists of ids
  cat /proc/$server/stat $([ -z "$postmaster" ] || printf '/proc/%s/stat ' $postmaster $(pgrep -P "$postmaster")) 2>/dev/null |
    awk -v postmaster="$postmaster" '{ ms += 10 * ($14 + $15) } $1 == postmaster { ms += 10 * ($16 + $17) } END { print ms }'
}

page() { # PATH on the operators' port
  local before answer
  before=$(cpu)
  answer=$(curl --silent --output /dev/null --write-out '%{http_code}, %{size_download} bytes, %{time_total} s' \
    --header "Authorization: Bearer $(cat "$work/token")" "$operators$1")
  echo "$1: $(($(cpu) - before)) ms CPU ($answer)"
}

# Prints a statement of docs/statements.sql with values in place of its parameters.
statement() {
  awk -v name="-- $1" '$0 == name { found = 1; next } found && /^-- / { next } found { print } found && /;$/ { exit }' docs/statements.sql |
    sed "s/@from7/timestamptz '$(ago 6) 00:00+00'/g; s/@from30/timestamptz '$(ago 29) 00:00+00'/g
      s/@from90/timestamptz '$(ago 89) 00:00+00'/g; s/@day/date '$(ago 1)'/g; s/@min/5/g; s/@limit/2000/g; s/@dev/false/g
      s/@first/date '$(ago 29)'/g; s/@last/date '$today'/g; s/@from/timestamptz '$(ago 29) 00:00+00'/g; s/@value0/'$value'/g
      s/\$1/timestamptz '$(ago "$days") 00:00+00'/g"
}

# CPU time and memory of one process; the first run fills the cache.
measure() {
  for _ in 1 2; do
    {
      echo "SET max_parallel_workers_per_gather = 0; SET jit = off; SET log_statement_stats = on; SET client_min_messages = log;"
      case $1 in Rollup | CountSnapshot) echo "SET enable_sort = off;" ;; esac # as CountSettings
      statement "$1"
    } | sql >"$work/out" 2>&1
  done
  awk -v name="$1, $value" '/user,.*system,.*elapsed/ { time = $0 } /max resident/ { memory = $0 }
    END { gsub(/[!\t]/, " ", time); gsub(/[!\t]/, " ", memory); print name ":" time ";" memory }' "$work/out"
}

echo "Load average: $(cut -d ' ' -f 1-3 /proc/loadavg). Seeding $clusters clusters in $store, $days days"
[ "$store" = sqlite ] || start_postgres
"seed_$store"
value=calico # a tenth of the clusters
if [ "$store" = postgres ]; then
  for name in Rollup CountSnapshot ClustersByDay MatchingClustersByDay ClustersByValue "DeleteOld 1" DeleteOldClusters; do
    measure "$name"
  done
  value=canal # eight tenths
  measure MatchingClustersByDay
  measure ClustersByValue
fi

query() { # SQL: the number that it returns
  if [ "$store" = sqlite ]; then sqlite3 "$work/responder/reports.db" ".timeout 5000" "$1"; else sql --command "$1"; fi
}

# The responder counts the snapshot 5 s after its start, and the past days 30 s after it. Meanwhile a cluster reports without a pause.
start_server
until [ "$(query "SELECT count(*) FROM figure_snapshot")" -gt 0 ]; do sleep 1; done
echo "Start and snapshot: $(cpu) ms CPU"
before=$(cpu) delay=0
until [ "$(query "SELECT count(*) FROM counted_day WHERE state IN ('counted', 'final')")" -ge "$days" ]; do
  curl --silent --output /dev/null --header 'Content-Type: application/json' --data '{"appVersion": "v1.34.1+rke2r1",
    "extraTagInfo": {"clusteruuid": "b9a1a3c2-5f5b-4b6e-9b8e-0a3b8b1c7f10"}, "extraFieldInfo": {}}' "$address/v1/check"
  delay=$(curl --silent --header "Authorization: Bearer $(cat "$work/token")" "$operators/metrics" |
    awk -v max="$delay" '/^responder_forward_delay/ && $2 > max { max = $2 } END { print max }')
done
echo "Counting $days days: $(($(cpu) - before)) ms CPU; forwarding delay at most $delay s"
awk '/VmHWM/ { printf "Peak RSS of the responder: %.0f MiB\n", $2 / 1024 }' "/proc/$server/status"
for path in "/" "/?window=7" "/?window=90" "/?cni=calico" "/?cni=canal" "/fleet" "/fleet?page=$((clusters / 200))" "/fleet?sort=version" \
  "/fleet?sort=version&page=$((clusters / 200))" "/fleet?sort=-cves&page=$((clusters / 100))" "/fleet.csv" "/fleet.csv?sort=version"; do
  page "$path"
done
awk '/VmHWM/ { printf "Peak RSS of the responder: %.0f MiB\n", $2 / 1024 }' "/proc/$server/status"
