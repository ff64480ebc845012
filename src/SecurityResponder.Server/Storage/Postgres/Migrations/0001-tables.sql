-- Every key contains cluster_id, rows are joined by it, and there are no foreign keys: a distributed database can place clusters on many
-- machines. Reports without a cluster id have 32 zero bytes instead.
-- Later migrations only add: replicas of the previous version continue to write during a rolling update.

CREATE TABLE report (
    cluster_id bytea NOT NULL,
    received_at timestamptz NOT NULL,
    report_id uuid NOT NULL,
    app_version text NOT NULL,
    kubernetes_version text NOT NULL,
    country text,
    mode text,
    server_node_count bigint,
    agent_node_count bigint,
    server_cpu_millicores bigint,
    agent_cpu_millicores bigint,
    server_memory_bytes bigint,
    agent_memory_bytes bigint,
    operating_system text,
    os text,
    kernel text,
    arch text,
    node_info_consistent boolean,
    selinux text,
    cni_plugin text,
    cni_version text,
    ingress_controller text,
    ingress_version text,
    gpu_node_count bigint,
    gpu_vendor text,
    gpu_operator text,
    gpu_operator_version text,
    rancher_managed boolean,
    rancher_role text,
    rancher_version text,
    rancher_prime boolean,
    rancher_install_id bytea,
    ip_stack text,
    dev boolean NOT NULL,
    PRIMARY KEY (cluster_id, received_at, report_id)
) PARTITION BY RANGE (received_at);

-- The latest report of each cluster.
CREATE TABLE cluster (
    LIKE report,
    PRIMARY KEY (cluster_id, dev)
) WITH (fillfactor = 80);

-- The days on which a cluster reported, and its latest report of each day.
CREATE TABLE cluster_day (
    cluster_id bytea NOT NULL,
    dev boolean NOT NULL,
    day date NOT NULL,
    received_at timestamptz NOT NULL,
    report_id uuid NOT NULL,
    PRIMARY KEY (cluster_id, dev, day)
);
-- Days are inserted in order, so a block range index of a few bytes for each megabyte of the table is enough.
CREATE INDEX cluster_day_by_day ON cluster_day USING brin (day);

CREATE TABLE cluster_name (
    cluster_id bytea PRIMARY KEY,
    name text NOT NULL
);

-- Deleted clusters: their reports in the journal of another replica are discarded. Rows are deleted together with the reports.
CREATE TABLE forgotten (
    cluster_id bytea PRIMARY KEY,
    forgotten_at timestamptz NOT NULL
);

-- The number of clusters on a day, stored for ever. It contains no single cluster, so its key has no cluster_id: it is small, written by
-- one replica at a time, and a reference table in Citus.
CREATE TABLE daily (
    day date NOT NULL,
    dev boolean NOT NULL,
    name text NOT NULL,
    value text NOT NULL,
    clusters bigint NOT NULL,
    PRIMARY KEY (day, dev, name, value)
);

-- Detects a replica with another secret, in which the same cluster would have another id.
CREATE TABLE secret_check (
    name text PRIMARY KEY,
    fingerprint bytea NOT NULL
);
