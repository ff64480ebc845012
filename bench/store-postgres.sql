-- One report of each of :clusters clusters on :day after :hour, spread over eight hours (build/bench-store.sh).
INSERT INTO report (cluster_id, received_at, report_id, app_version, kubernetes_version, country, kubernetes_minor, cluster_size, mode,
  server_node_count, agent_node_count, operating_system, os, kernel, arch, selinux, cni_plugin, cni_version, ingress_controller,
  rancher_managed, ip_stack, dev)
SELECT sha256(i::text::bytea), date :'day' + :hour * interval '1 hour' + (i % 28800) * interval '1 second', gen_random_uuid(),
  'v1.' || (30 + i % 6) || '.' || (i / 7 % 12) || '+rke2r1', 'v1.' || (30 + i % 6) || '.' || (i / 7 % 12),
  (ARRAY['DE', 'US', 'FR', NULL])[1 + i % 4], 'v1.' || (30 + i % 6), (ARRAY['1', '2-5', '6-20', '21-100'])[1 + i % 4], 'recommended',
  3, i % 40, 'linux', (ARRAY['SLE Micro 6.1', 'Ubuntu 24.04.3 LTS', 'Rocky Linux 9.6 (Blue Onyx)'])[1 + i % 3],
  '6.4.0-150600.23.47-default', CASE WHEN i % 9 = 0 THEN 'arm64' ELSE 'amd64' END, 'disabled',
  (ARRAY['canal', 'cilium', 'calico', 'canal', 'canal', 'canal', 'canal', 'canal', 'canal', 'canal'])[1 + i % 10], 'v3.30.3',
  (ARRAY['traefik', 'rke2-ingress-nginx'])[1 + i % 2], i % 3 = 0, 'ipv4-only', false
FROM generate_series(1, :clusters) i;
