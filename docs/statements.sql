-- Every statement that a running responder sends to PostgreSQL, and how Citus runs it. A test writes this file (make docs).
-- Migrations and the statements that create and drop the partition of a day are not listed.
--
-- The rules, which the same test checks: each transaction may get another session of PgBouncer, so there are no temporary
-- tables, no session locks and no SET without LOCAL. No statement joins rows of two clusters, and none uses GROUPING SETS,
-- which Citus refuses.

-- StartWriting
-- Citus: on the coordinator.
SELECT (now() AT TIME ZONE 'UTC')::date,
    concat_ws(' ', inet_server_addr(), inet_server_port(), pg_postmaster_start_time()),
    set_config('idle_in_transaction_session_timeout', '15s', true),
    set_config('statement_timeout', '60s', true),
    set_config('tcp_keepalives_idle', '10', true),
    set_config('tcp_keepalives_interval', '5', true),
    set_config('tcp_keepalives_count', '3', true),
    CASE WHEN current_setting('synchronous_commit') IN ('off', 'local') THEN set_config('synchronous_commit', 'on', true) END,
    pg_advisory_xact_lock_shared(1919641394, 2);

-- Forgotten
-- Citus: to the workers of the clusters.
SELECT cluster_id, forgotten_at FROM forgotten WHERE cluster_id = ANY ($1);

-- InsertReports
-- Citus: the coordinator splits the arrays by cluster and sends each worker its rows.
INSERT INTO report (report_id, received_at, app_version, kubernetes_version, country, kubernetes_minor, cluster_size, cluster_id, mode, server_node_count, agent_node_count, server_cpu_millicores, agent_cpu_millicores, server_memory_bytes, agent_memory_bytes, operating_system, os, kernel, arch, node_info_consistent, selinux, cni_plugin, cni_version, ingress_controller, ingress_version, gpu_node_count, gpu_vendor, gpu_operator, gpu_operator_version, rancher_managed, rancher_role, rancher_version, rancher_prime, rancher_install_id, ip_stack, dev)
SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36)
ON CONFLICT DO NOTHING;

-- DeleteReplaced
-- Citus: to the worker of the cluster. Sent only with reports over the quota of their cluster.
DELETE FROM report
WHERE cluster_id = $1 AND received_at >= $2 AND received_at <= $3 AND report_id >= $4 AND report_id < $5;

-- DeriveClusterDays
-- Citus: the coordinator splits the arrays by cluster and sends each worker its rows.
INSERT INTO cluster_day (cluster_id, dev, day, received_at, report_id)
SELECT * FROM unnest($1, $2, $3, $4, $5)
ON CONFLICT (cluster_id, dev, day) DO UPDATE SET received_at = excluded.received_at, report_id = excluded.report_id
WHERE (excluded.received_at, excluded.report_id) > (cluster_day.received_at, cluster_day.report_id);

-- DeriveClusters
-- Citus: the coordinator splits the arrays by cluster and sends each worker its rows.
INSERT INTO cluster (report_id, received_at, app_version, kubernetes_version, country, kubernetes_minor, cluster_size, cluster_id, mode, server_node_count, agent_node_count, server_cpu_millicores, agent_cpu_millicores, server_memory_bytes, agent_memory_bytes, operating_system, os, kernel, arch, node_info_consistent, selinux, cni_plugin, cni_version, ingress_controller, ingress_version, gpu_node_count, gpu_vendor, gpu_operator, gpu_operator_version, rancher_managed, rancher_role, rancher_version, rancher_prime, rancher_install_id, ip_stack, dev)
SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36)
ON CONFLICT (cluster_id, dev) DO UPDATE SET report_id = excluded.report_id, received_at = excluded.received_at, app_version = excluded.app_version, kubernetes_version = excluded.kubernetes_version, country = excluded.country, kubernetes_minor = excluded.kubernetes_minor, cluster_size = excluded.cluster_size, mode = excluded.mode, server_node_count = excluded.server_node_count, agent_node_count = excluded.agent_node_count, server_cpu_millicores = excluded.server_cpu_millicores, agent_cpu_millicores = excluded.agent_cpu_millicores, server_memory_bytes = excluded.server_memory_bytes, agent_memory_bytes = excluded.agent_memory_bytes, operating_system = excluded.operating_system, os = excluded.os, kernel = excluded.kernel, arch = excluded.arch, node_info_consistent = excluded.node_info_consistent, selinux = excluded.selinux, cni_plugin = excluded.cni_plugin, cni_version = excluded.cni_version, ingress_controller = excluded.ingress_controller, ingress_version = excluded.ingress_version, gpu_node_count = excluded.gpu_node_count, gpu_vendor = excluded.gpu_vendor, gpu_operator = excluded.gpu_operator, gpu_operator_version = excluded.gpu_operator_version, rancher_managed = excluded.rancher_managed, rancher_role = excluded.rancher_role, rancher_version = excluded.rancher_version, rancher_prime = excluded.rancher_prime, rancher_install_id = excluded.rancher_install_id, ip_stack = excluded.ip_stack
WHERE (excluded.received_at, excluded.report_id) > (cluster.received_at, cluster.report_id);

-- MarkChangedDays
-- Citus: to the reference table on every node, with two-phase commit. Sent only with reports of past days.
INSERT INTO counted_day (day, state)
SELECT day, 'changed' FROM unnest($1) AS changed (day) ORDER BY day
ON CONFLICT (day) DO UPDATE SET state = excluded.state WHERE counted_day.state <> 'final';

-- SaveFingerprint
-- Citus: on the coordinator.
INSERT INTO secret_check (name, fingerprint) VALUES ('clusters', $1) ON CONFLICT DO NOTHING;

-- HasFingerprint
-- Citus: on the coordinator.
SELECT count(*) FROM secret_check WHERE fingerprint = $1;

-- TryMaintenance
-- Citus: on the coordinator.
SELECT pg_try_advisory_xact_lock(1919641394, 3);

-- CountedDays
-- Citus: on one node, which has both reference tables.
SELECT day FROM counted_day c
WHERE state = 'final' OR state = 'counted' AND EXISTS (
    SELECT FROM daily d WHERE d.day = c.day AND NOT d.dev AND d.name = 'all' AND d.value = '');

-- Clusters without a minor
-- Citus: each worker returns its first keys; the coordinator merges them.
SELECT cluster_id FROM cluster WHERE kubernetes_minor IS NULL ORDER BY cluster_id OFFSET 1999 LIMIT 1;

-- Clusters filled in
-- Citus: on all shards at once.
UPDATE cluster
SET kubernetes_minor = coalesce('v' || substring(kubernetes_version from '^[vV]?([0-9]+[.][0-9]+)'), ''),
    cluster_size = CASE WHEN (server_node_count + agent_node_count) < 1 THEN NULL
        WHEN (server_node_count + agent_node_count) = 1 THEN '1'
        WHEN (server_node_count + agent_node_count) <= 5 THEN '2-5'
        WHEN (server_node_count + agent_node_count) <= 20 THEN '6-20'
        WHEN (server_node_count + agent_node_count) <= 100 THEN '21-100'
        WHEN (server_node_count + agent_node_count) <= 500 THEN '101-500'
        WHEN (server_node_count + agent_node_count) > 500 THEN '501+'
    END
WHERE kubernetes_minor IS NULL AND cluster_id <= $1;

-- Reports without a minor
-- Citus: each worker returns its first keys; the coordinator merges them.
SELECT received_at FROM report WHERE kubernetes_minor IS NULL ORDER BY received_at OFFSET 1999 LIMIT 1;

-- Reports filled in
-- Citus: on all shards at once.
UPDATE report
SET kubernetes_minor = coalesce('v' || substring(kubernetes_version from '^[vV]?([0-9]+[.][0-9]+)'), ''),
    cluster_size = CASE WHEN (server_node_count + agent_node_count) < 1 THEN NULL
        WHEN (server_node_count + agent_node_count) = 1 THEN '1'
        WHEN (server_node_count + agent_node_count) <= 5 THEN '2-5'
        WHEN (server_node_count + agent_node_count) <= 20 THEN '6-20'
        WHEN (server_node_count + agent_node_count) <= 100 THEN '21-100'
        WHEN (server_node_count + agent_node_count) <= 500 THEN '101-500'
        WHEN (server_node_count + agent_node_count) > 500 THEN '501+'
    END
WHERE kubernetes_minor IS NULL AND received_at <= $1;

-- IsWaiting
-- Citus: on all workers at once; the coordinator adds up their groups.
SELECT EXISTS (
    SELECT FROM report
    WHERE kubernetes_minor IS NULL
        AND received_at >= $1::timestamp AT TIME ZONE 'UTC' AND received_at < ($1 + 1)::timestamp AT TIME ZONE 'UTC');

-- BeginCounting
-- Citus: to the reference table on every node, with two-phase commit.
INSERT INTO counted_day (day, state) VALUES ($1, 'counting')
ON CONFLICT (day) DO UPDATE SET state = excluded.state WHERE counted_day.state <> 'final';

-- CountSettings
-- Citus: passed on to the workers.
SET LOCAL citus.propagate_set_commands = 'local'; SET LOCAL jit = off; SET LOCAL enable_sort = off;

-- Rollup
-- Citus: each worker returns its clusters that are alike; the coordinator counts them.
WITH latest AS (
    SELECT r.*
    FROM cluster_day d
    JOIN report r ON r.cluster_id = d.cluster_id AND r.received_at = d.received_at AND r.report_id = d.report_id
    WHERE d.day = @day
        AND r.received_at >= @day::timestamp AT TIME ZONE 'UTC' AND r.received_at < (@day + 1)::timestamp AT TIME ZONE 'UTC'),
alike AS (SELECT c.dev, coalesce(c.app_version, '') AS app_version, coalesce(c.kubernetes_minor, '') AS kubernetes_minor, coalesce(c.cluster_size, '') AS cluster_size, coalesce(c.country, '') AS country, coalesce(c.mode, '') AS mode, coalesce(c.operating_system, '') AS operating_system, coalesce(c.os, '') AS os, coalesce(c.arch, '') AS arch, coalesce(c.selinux, '') AS selinux, coalesce(c.cni_plugin, '') AS cni_plugin, coalesce(c.ingress_controller, '') AS ingress_controller, coalesce(c.gpu_vendor, '') AS gpu_vendor, coalesce(CASE WHEN c.rancher_managed THEN 'true' WHEN NOT c.rancher_managed THEN 'false' END, '') AS rancher_managed, coalesce(c.ip_stack, '') AS ip_stack,
    count(*) AS clusters
FROM latest c
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
SELECT c.dev, name, value, CAST(sum(clusters) AS bigint)
FROM alike c
CROSS JOIN LATERAL (
    VALUES ('all', ''), ('app_version', c.app_version), ('kubernetes_minor', c.kubernetes_minor), ('cluster_size', c.cluster_size), ('country', c.country), ('mode', c.mode), ('operating_system', c.operating_system), ('os', c.os), ('arch', c.arch), ('selinux', c.selinux), ('cni_plugin', c.cni_plugin), ('ingress_controller', c.ingress_controller), ('gpu_vendor', c.gpu_vendor), ('rancher_managed', c.rancher_managed), ('ip_stack', c.ip_stack)
) AS v (name, value)
GROUP BY 1, 2, 3
HAVING sum(clusters) >= @min OR name = 'all'
ORDER BY 4 DESC
LIMIT @limit;

-- EndCounting
-- Citus: to the reference table on every node, with two-phase commit.
UPDATE counted_day SET state = 'counted' WHERE day = $1 AND state = 'counting';

-- SetFinal
-- Citus: to the reference table on every node, with two-phase commit.
INSERT INTO counted_day (day, state) VALUES ($1, 'final') ON CONFLICT (day) DO UPDATE SET state = excluded.state;

-- SetCountedFinal
-- Citus: to the reference table on every node, with two-phase commit.
UPDATE counted_day SET state = 'final' WHERE state = 'counted' AND day < $1;

-- TotalsOfDays
-- Citus: on one node.
SELECT day, clusters FROM daily WHERE day = ANY ($1) AND NOT dev AND name = 'all' AND value = '';

-- DeleteRollup
-- Citus: to the reference table on every node, with two-phase commit.
DELETE FROM daily WHERE day = $1;

-- InsertRollup
-- Citus: to the reference table on every node, with two-phase commit.
INSERT INTO daily (day, dev, name, value, clusters) SELECT $1, * FROM unnest($2, $3, $4, $5);

-- TrySnapshot
-- Citus: on the coordinator.
SELECT pg_try_advisory_xact_lock(1919641394, 4);

-- SnapshotTime
-- Citus: on the coordinator.
SELECT max(counted_at) FROM figure_snapshot;

-- CountSnapshot
-- Citus: each worker returns its clusters that are alike; the coordinator counts them.
WITH latest AS (
    SELECT * FROM cluster WHERE received_at >= @from90),
alike AS (
    SELECT c.dev, CASE WHEN c.received_at >= @from7 THEN 7 WHEN c.received_at >= @from30 THEN 30 WHEN c.received_at >= @from90 THEN 90 END AS since,
        coalesce(c.app_version, '') AS app_version, coalesce(c.kubernetes_minor, '') AS kubernetes_minor, coalesce(c.cluster_size, '') AS cluster_size, coalesce(c.cni_plugin, '') AS cni_plugin, coalesce(c.ingress_controller, '') AS ingress_controller, coalesce(c.os, '') AS os, coalesce(c.arch, '') AS arch, count(*) AS clusters
    FROM latest c
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9),
counted AS (
    SELECT w.window_days, a.dev, a.name, a.value, CAST(sum(a.clusters) AS bigint) AS clusters
    FROM (
        SELECT c.*, name, value
        FROM alike c
        CROSS JOIN LATERAL (
            VALUES ('all', ''), ('app_version', c.app_version), ('kubernetes_minor', c.kubernetes_minor), ('cluster_size', c.cluster_size), ('cni_plugin', c.cni_plugin), ('ingress_controller', c.ingress_controller), ('os', c.os), ('arch', c.arch)
        ) AS v (name, value)) a
    JOIN (SELECT 7 AS window_days UNION ALL SELECT 30 AS window_days UNION ALL SELECT 90 AS window_days) w ON w.window_days >= a.since
    GROUP BY 1, 2, 3, 4)
SELECT window_days, dev, name, value, clusters
FROM (
    SELECT window_days, dev, name, value, clusters, row_number() OVER (PARTITION BY window_days, dev, name ORDER BY clusters DESC, value) AS position
    FROM counted) ranked
WHERE position <= @limit;

-- DeleteSnapshot
-- Citus: on the coordinator.
DELETE FROM figure_snapshot;

-- InsertSnapshot
-- Citus: on the coordinator.
INSERT INTO figure_snapshot (counted_at, window_days, dev, name, value, clusters) SELECT $1, * FROM unnest($2, $3, $4, $5, $6);

-- Partitions
-- Citus: on the coordinator.
SELECT c.relname::text FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'report'::regclass ORDER BY 1;

-- LockTimeout
-- Citus: on the coordinator.
SET LOCAL lock_timeout = '1s';

-- DeleteOldReports
-- Citus: on all shards at once.
DELETE FROM report WHERE received_at >= $2 AND received_at < $1;

-- DeleteOld 1
-- Citus: on all shards at once.
DELETE FROM cluster_day WHERE day < ($1 AT TIME ZONE 'UTC')::date;

-- DeleteOld 2
-- Citus: on all shards at once.
DELETE FROM forgotten WHERE forgotten_at < $1;

-- DeleteOldClusters
-- Citus: on all shards at once. Once a day, because it reads the whole table.
DELETE FROM cluster WHERE received_at < $1;

-- ClustersByDay
-- Citus: on all workers at once; the coordinator adds up their groups.
SELECT day, clusters
FROM daily
WHERE dev = @dev AND day BETWEEN @first AND @last AND name = 'all' AND day IN (SELECT day FROM counted_day
WHERE day BETWEEN @first AND @last AND state IN ('counted', 'final'))
UNION ALL
SELECT day, count(*)
FROM cluster_day
WHERE dev = @dev AND day BETWEEN @first AND @last AND day NOT IN (SELECT day FROM counted_day
WHERE day BETWEEN @first AND @last AND state IN ('counted', 'final'))
GROUP BY day;

-- FilterSettings
-- Citus: passed on to the workers.
SET LOCAL citus.propagate_set_commands = 'local'; SET LOCAL jit = off; SET LOCAL random_page_cost = 1.1;

-- MatchingClustersByDay
-- Citus: on all workers at once; the coordinator adds up their groups.
WITH latest AS (
    SELECT * FROM cluster WHERE dev = @dev AND received_at >= @from)
SELECT d.day, count(*)
FROM cluster_day d
JOIN latest c ON c.cluster_id = d.cluster_id
WHERE d.dev = @dev AND d.day BETWEEN @first AND @last AND c.cni_plugin = @value0
GROUP BY d.day;

-- ClustersByValue
-- Citus: on all workers at once; the coordinator adds up their groups.
WITH latest AS (
    SELECT * FROM cluster WHERE dev = @dev AND received_at >= @from),
alike AS (
    SELECT coalesce(c.app_version, '') AS app_version, coalesce(c.kubernetes_minor, '') AS kubernetes_minor, coalesce(c.cluster_size, '') AS cluster_size, coalesce(c.cni_plugin, '') AS cni_plugin, coalesce(c.ingress_controller, '') AS ingress_controller, coalesce(c.os, '') AS os, coalesce(c.arch, '') AS arch, count(*) AS clusters
    FROM latest c
    WHERE c.dev = @dev AND c.cni_plugin = @value0
    GROUP BY 1, 2, 3, 4, 5, 6, 7),
counted AS (
    SELECT a.name, a.value, CAST(sum(a.clusters) AS bigint) AS clusters
    FROM (
        SELECT c.*, name, value
        FROM alike c
        CROSS JOIN LATERAL (
            VALUES ('all', ''), ('app_version', c.app_version), ('kubernetes_minor', c.kubernetes_minor), ('cluster_size', c.cluster_size), ('cni_plugin', c.cni_plugin), ('ingress_controller', c.ingress_controller), ('os', c.os), ('arch', c.arch)
        ) AS v (name, value)) a
    GROUP BY 1, 2)
SELECT name, value, clusters
FROM (
    SELECT name, value, clusters, row_number() OVER (PARTITION BY name ORDER BY clusters DESC, value) AS position
    FROM counted) ranked
WHERE position <= @limit;

-- ClustersByValue of a past window
-- Citus: on all workers at once; the coordinator adds up their groups.
WITH latest AS (
    SELECT r.*
    FROM (
        SELECT cluster_id, max(day) AS day
        FROM cluster_day
        WHERE dev = @dev AND day BETWEEN @first AND @last
        GROUP BY cluster_id) l
    JOIN cluster_day d ON d.cluster_id = l.cluster_id AND d.day = l.day AND d.dev = @dev AND d.day BETWEEN @first AND @last
    JOIN report r ON r.cluster_id = d.cluster_id AND r.received_at = d.received_at AND r.report_id = d.report_id
    WHERE r.received_at >= @from AND r.received_at < (@last + 1)::timestamp AT TIME ZONE 'UTC'),
alike AS (
    SELECT coalesce(c.os, '') AS os, count(*) AS clusters
    FROM latest c
    WHERE c.dev = @dev
    GROUP BY 1),
counted AS (
    SELECT a.name, a.value, CAST(sum(a.clusters) AS bigint) AS clusters
    FROM (
        SELECT c.*, name, value
        FROM alike c
        CROSS JOIN LATERAL (
            VALUES ('all', ''), ('os', c.os)
        ) AS v (name, value)) a
    GROUP BY 1, 2)
SELECT name, value, clusters
FROM (
    SELECT name, value, clusters, row_number() OVER (PARTITION BY name ORDER BY clusters DESC, value) AS position
    FROM counted) ranked
WHERE position <= @limit;

-- ClustersUpTo
-- Citus: on all workers at once; the coordinator adds up their groups.
SELECT count(*) FROM (SELECT 1 FROM cluster LIMIT @limit) c;

-- Snapshot
-- Citus: on the coordinator.
SELECT counted_at, name, value, clusters
FROM figure_snapshot
WHERE dev = @dev AND window_days IN (0, @window);

-- FleetCount
-- Citus: on all workers at once; the coordinator adds up their groups.
WITH latest AS (
    SELECT * FROM cluster WHERE dev = @dev AND received_at >= @from)
SELECT count(*)
FROM latest c
LEFT JOIN cluster_name n ON n.cluster_id = c.cluster_id
WHERE c.dev = @dev AND c.cni_plugin = @value0 AND c.received_at < @silent AND (coalesce(strpos(lower(c.app_version), lower(@search)), 0) > 0 OR coalesce(strpos(lower(n.name), lower(@search)), 0) > 0 OR coalesce(strpos(lower(encode(c.cluster_id, 'hex')), lower(@search)), 0) = 1);

-- FleetGroups
-- Citus: on all workers at once; the coordinator adds up their groups.
WITH latest AS (
    SELECT * FROM cluster WHERE dev = @dev AND received_at >= @from)
SELECT c.app_version, c.cni_plugin, c.cni_version, c.ingress_controller, c.ingress_version, c.rancher_managed, c.rancher_role, c.rancher_prime, count(*)
FROM latest c
LEFT JOIN cluster_name n ON n.cluster_id = c.cluster_id
WHERE c.dev = @dev AND c.cni_plugin = @value0 AND c.received_at < @silent AND (coalesce(strpos(lower(c.app_version), lower(@search)), 0) > 0 OR coalesce(strpos(lower(n.name), lower(@search)), 0) > 0 OR coalesce(strpos(lower(encode(c.cluster_id, 'hex')), lower(@search)), 0) = 1)
GROUP BY c.app_version, c.cni_plugin, c.cni_version, c.ingress_controller, c.ingress_version, c.rancher_managed, c.rancher_role, c.rancher_prime;

-- FleetClusters
-- Citus: each worker returns its clusters; the coordinator merges them.
WITH latest AS (
    SELECT * FROM cluster WHERE dev = @dev AND received_at >= @from)
SELECT c.cluster_id, n.name, c.received_at, c.server_node_count, c.agent_node_count, c.app_version, c.cni_plugin, c.cni_version, c.ingress_controller, c.ingress_version, c.rancher_managed, c.rancher_role, c.rancher_prime
FROM latest c
LEFT JOIN cluster_name n ON n.cluster_id = c.cluster_id
WHERE c.dev = @dev AND c.cni_plugin = @value0 AND c.app_version IN (SELECT json_array_elements_text(CAST(@versions AS json))) AND coalesce(c.app_version, '') || chr(31) || coalesce(c.cni_plugin, '') || chr(31) || coalesce(c.cni_version, '') || chr(31) || coalesce(c.ingress_controller, '') || chr(31) || coalesce(c.ingress_version, '') || chr(31) || coalesce(CASE WHEN c.rancher_managed THEN 'true' WHEN NOT c.rancher_managed THEN 'false' END, '') || chr(31) || coalesce(c.rancher_role, '') || chr(31) || coalesce(CASE WHEN c.rancher_prime THEN 'true' WHEN NOT c.rancher_prime THEN 'false' END, '') IN (SELECT json_array_elements_text(CAST(@groups AS json))) AND c.received_at < @silent AND (coalesce(strpos(lower(c.app_version), lower(@search)), 0) > 0 OR coalesce(strpos(lower(n.name), lower(@search)), 0) > 0 OR coalesce(strpos(lower(encode(c.cluster_id, 'hex')), lower(@search)), 0) = 1)
ORDER BY c.received_at DESC, c.cluster_id;

-- FleetClusters of a page
-- Citus: each worker returns the ids of its first clusters; the coordinator merges them and asks for the rows.
WITH latest AS (
    SELECT * FROM cluster WHERE dev = @dev AND received_at >= @from),
page AS (
    SELECT c.cluster_id
    FROM latest c
LEFT JOIN cluster_name n ON n.cluster_id = c.cluster_id
WHERE c.dev = @dev AND c.cni_plugin = @value0 AND c.received_at < @silent AND (coalesce(strpos(lower(c.app_version), lower(@search)), 0) > 0 OR coalesce(strpos(lower(n.name), lower(@search)), 0) > 0 OR coalesce(strpos(lower(encode(c.cluster_id, 'hex')), lower(@search)), 0) = 1)
    ORDER BY c.received_at DESC, c.cluster_id
    LIMIT @limit OFFSET @offset)
SELECT c.cluster_id, n.name, c.received_at, c.server_node_count, c.agent_node_count, c.app_version, c.cni_plugin, c.cni_version, c.ingress_controller, c.ingress_version, c.rancher_managed, c.rancher_role, c.rancher_prime
FROM page p
JOIN cluster c ON c.cluster_id = p.cluster_id AND c.dev = @dev
LEFT JOIN cluster_name n ON n.cluster_id = c.cluster_id
ORDER BY c.received_at DESC, c.cluster_id;

-- FleetCluster
-- Citus: to the worker of the cluster.
WITH latest AS (
    SELECT * FROM cluster WHERE dev = @dev AND received_at >= @from)
SELECT c.cluster_id, n.name, c.received_at, c.app_version, c.kubernetes_version, c.kubernetes_minor, c.cluster_size, c.country, c.mode, c.server_node_count, c.agent_node_count, c.server_cpu_millicores, c.agent_cpu_millicores, c.server_memory_bytes, c.agent_memory_bytes, c.operating_system, c.os, c.kernel, c.arch, c.node_info_consistent, c.selinux, c.cni_plugin, c.cni_version, c.ingress_controller, c.ingress_version, c.gpu_node_count, c.gpu_vendor, c.gpu_operator, c.gpu_operator_version, c.rancher_managed, c.rancher_role, c.rancher_version, c.rancher_prime, c.ip_stack
FROM latest c
LEFT JOIN cluster_name n ON n.cluster_id = c.cluster_id
WHERE c.dev = @dev AND c.cluster_id = @cluster;

-- ClusterHistory
-- Citus: to the worker of the cluster.
SELECT d.day, r.app_version, r.server_node_count, r.agent_node_count
FROM cluster_day d
JOIN report r ON r.cluster_id = d.cluster_id AND r.received_at = d.received_at AND r.report_id = d.report_id
WHERE d.cluster_id = @cluster AND d.dev = @dev AND d.day BETWEEN @first AND @last
    AND r.received_at >= @from AND r.received_at < (@last + 1)::timestamp AT TIME ZONE 'UTC';

-- SetName
-- Citus: to the worker of the cluster.
INSERT INTO cluster_name (cluster_id, name) VALUES (@cluster, @name)
ON CONFLICT (cluster_id) DO UPDATE SET name = excluded.name;

-- RemoveName
-- Citus: to the worker of the cluster.
DELETE FROM cluster_name WHERE cluster_id = @cluster;
