-- One report of each of :clusters clusters on :day, from 16:00 on (build/bench-store.sh).
PRAGMA synchronous = OFF;
BEGIN;
CREATE TABLE IF NOT EXISTS bench_cluster (i INTEGER PRIMARY KEY, id BLOB);
INSERT OR IGNORE INTO bench_cluster
WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < :clusters)
SELECT i, randomblob(32) FROM numbers;
INSERT INTO report (report_id, received_at, app_version, kubernetes_version, country, kubernetes_minor, cluster_size, cluster_id, mode,
  server_node_count, agent_node_count, operating_system, os, kernel, arch, selinux, cni_plugin, cni_version, ingress_controller,
  rancher_managed, ip_stack, dev)
SELECT CAST(CAST(unixepoch(:day) AS TEXT) || ' ' || i AS BLOB),
  strftime('%Y-%m-%dT%H:%M:%SZ', unixepoch(:day) + 57600 + i % 28800, 'unixepoch'),
  'v1.' || (30 + i % 6) || '.' || (i / 7 % 12) || '+rke2r1', 'v1.' || (30 + i % 6) || '.' || (i / 7 % 12),
  CASE i % 4 WHEN 0 THEN 'DE' WHEN 1 THEN 'US' WHEN 2 THEN 'FR' END, 'v1.' || (30 + i % 6),
  CASE i % 4 WHEN 0 THEN '1' WHEN 1 THEN '2-5' WHEN 2 THEN '6-20' ELSE '21-100' END, id, 'recommended', 3, i % 40, 'linux',
  CASE i % 3 WHEN 0 THEN 'SLE Micro 6.1' WHEN 1 THEN 'Ubuntu 24.04.3 LTS' ELSE 'Rocky Linux 9.6 (Blue Onyx)' END,
  '6.4.0-150600.23.47-default', CASE WHEN i % 9 = 0 THEN 'arm64' ELSE 'amd64' END, 'disabled',
  CASE i % 10 WHEN 1 THEN 'cilium' WHEN 2 THEN 'calico' ELSE 'canal' END, 'v3.30.3',
  CASE i % 2 WHEN 0 THEN 'traefik' ELSE 'rke2-ingress-nginx' END, i % 3 = 0, 'ipv4-only', 0
FROM bench_cluster ORDER BY i % 28800;
INSERT INTO cluster_day
SELECT :day, dev, cluster_id, received_at, report_id FROM report WHERE id > (SELECT max(id) - :clusters FROM report) ORDER BY cluster_id;
COMMIT;
