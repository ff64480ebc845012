#!/usr/bin/env bash
# Measures the statements of the store on a PostgreSQL of its own with CLUSTERS clusters that reported on three days (docs/benchmarks.md).
#   bench-store.sh [CLUSTERS]      as root; 1,000,000 clusters take 5 GB in /tmp
set -euo pipefail
cd "$(dirname "$0")/.."
clusters=${1:-1000000}
migrations=$PWD/src/SecurityResponder.Server/Storage/Postgres/Migrations
bin=$(dirname "$(find /usr/lib/postgresql -path '*/bin/initdb' | head -1)")
work=$(mktemp -d /tmp/bench-store.XXXXXX)
chown postgres "$work"
run() { runuser -u postgres -- "$@"; }
trap 'run "$bin/pg_ctl" stop --pgdata "$work/data" --mode immediate >/dev/null; rm -rf "$work"' EXIT
run "$bin/initdb" --pgdata "$work/data" --encoding UTF8 --locale C --no-sync >/dev/null
run "$bin/pg_ctl" start --wait --pgdata "$work/data" --log "$work/log" --options \
  "-c listen_addresses= -c unix_socket_directories=$work -c max_wal_size=8GB -c shared_buffers=256MB -c checkpoint_timeout=1h" >/dev/null
sql() { run psql --host "$work" --dbname postgres --quiet --no-align --tuples-only --set ON_ERROR_STOP=1 "$@"; }

for migration in "$migrations"/*.sql; do
  sql <"$migration"
done
today=$(date -u +%F)
for ago in 3 2 1 0; do
  day=$(date -u -d "$today - $ago days" +%F)
  sql --command "CREATE TABLE report_${day//-/_} PARTITION OF report FOR VALUES FROM ('$day 00:00+00') TO ('$day 00:00+00'::timestamptz + interval '1 day')"
done
echo "Seeding $clusters clusters, three reports on each of three days"
for ago in 3 2 1; do
  for hour in 0 8 16; do
    sql --command "
      INSERT INTO report (cluster_id, received_at, report_id, app_version, kubernetes_version, country, kubernetes_minor, cluster_size, mode,
        server_node_count, agent_node_count, operating_system, os, kernel, arch, selinux, cni_plugin, cni_version, ingress_controller,
        rancher_managed, ip_stack, dev)
      SELECT sha256(i::text::bytea), (date '$today' - $ago)::timestamptz + interval '$hour hours' + (i % 28800) * interval '1 second',
        gen_random_uuid(), 'v1.' || (30 + i % 6) || '.' || (i / 7 % 12) || '+rke2r1', 'v1.' || (30 + i % 6) || '.' || (i / 7 % 12),
        (ARRAY['DE', 'US', 'FR', NULL])[1 + i % 4], 'v1.' || (30 + i % 6), (ARRAY['1', '2-5', '6-20', '21-100'])[1 + i % 4], 'recommended',
        3, i % 40, 'linux', (ARRAY['SLE Micro 6.1', 'Ubuntu 24.04.3 LTS', 'Rocky Linux 9.6 (Blue Onyx)'])[1 + i % 3],
        '6.4.0-150600.23.47-default', CASE WHEN i % 9 = 0 THEN 'arm64' ELSE 'amd64' END, 'disabled',
        (ARRAY['canal', 'cilium', 'calico', 'canal', 'canal', 'canal', 'canal', 'canal', 'canal', 'canal'])[1 + i % 10], 'v3.30.3',
        (ARRAY['traefik', 'rke2-ingress-nginx'])[1 + i % 2], i % 3 = 0, 'ipv4-only', false
      FROM generate_series(1, $clusters) i"
  done
  sql --command "
    INSERT INTO cluster_day SELECT DISTINCT ON (cluster_id) cluster_id, dev, date '$today' - $ago, received_at, report_id
    FROM report WHERE received_at >= (date '$today' - $ago)::timestamptz AND received_at < (date '$today' - $ago + 1)::timestamptz
    ORDER BY cluster_id, received_at DESC"
done
sql --command "INSERT INTO cluster SELECT r.* FROM cluster_day d JOIN report r USING (cluster_id, received_at, report_id) WHERE d.day = date '$today' - 1
  AND r.received_at >= (date '$today' - 1)::timestamptz"
sql --command "VACUUM ANALYZE"
sql --command "SELECT relname || ': ' || pg_size_pretty(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relname ~ '^(report_|cluster)'"

# Prints a statement of docs/statements.sql with values in place of its parameters.
statement() {
  awk -v name="-- $1" '$0 == name { found = 1; next } found && /^-- / { next } found { print } found && /;$/ { exit }' docs/statements.sql |
    sed "s/@day/date '$yesterday'/g; s/@min/5/g; s/@limit/2000/g; s/@dev/false/g; s/@first/date '$first'/g; s/@last/date '$today'/g;
      s/@from/timestamptz '$first 00:00+00'/g; s/@value0/'calico'/g; s/\$1/timestamptz '$oldest 00:00+00'/g"
}

# CPU time of one process; the first run fills the cache.
measure() {
  for _ in 1 2; do
    {
      echo "SET max_parallel_workers_per_gather = 0; SET jit = off; SET log_statement_stats = on; SET client_min_messages = log;"
      [ "$1" != Rollup ] || echo "SET enable_sort = off;" # as CountSettings
      statement "$1"
    } | sql >"$work/out" 2>&1
  done
  awk -v name="$1" '/user,.*system,.*elapsed/ { time = $0 } /max resident/ { memory = $0 }
    END { gsub(/[!\t]/, " ", time); gsub(/[!\t]/, " ", memory); print name ":" time ";" memory }' "$work/out"
}

yesterday=$(date -u -d "$today - 1 day" +%F)
first=$(date -u -d "$today - 29 days" +%F)
oldest=$(date -u -d "$today - 2 days" +%F)
for name in Rollup ClustersByDay MatchingClustersByDay ClustersByValue ClusterCount Clusters "DeleteOld 1" DeleteOldClusters; do
  measure "$name"
done
