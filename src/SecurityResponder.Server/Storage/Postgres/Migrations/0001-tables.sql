-- A cluster's rows are found, joined and kept unique by its id alone, so that a distributed engine can lay clusters on many machines:
-- every key contains cluster_id, and no foreign key leaves it. 32 zero bytes are the id of reports that name no cluster.
-- Later migrations only add: a replica of the version before goes on writing while the next one is rolled out.

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

-- The days on which a cluster was seen, and its latest report of each.
CREATE TABLE cluster_day (
    cluster_id bytea NOT NULL,
    dev boolean NOT NULL,
    day date NOT NULL,
    received_at timestamptz NOT NULL,
    report_id uuid NOT NULL,
    PRIMARY KEY (cluster_id, dev, day)
);
-- Days arrive in order, so a few bytes for each megabyte of table find them.
CREATE INDEX cluster_day_by_day ON cluster_day USING brin (day);

CREATE TABLE cluster_name (
    cluster_id bytea PRIMARY KEY,
    name text NOT NULL
);

-- Clusters that were deleted: what another replica's journal still holds of them must not come back. Emptied with the reports.
CREATE TABLE forgotten (
    cluster_id bytea PRIMARY KEY,
    forgotten_at timestamptz NOT NULL
);

-- How many clusters there were on a day, kept for ever. It speaks of no single cluster and therefore has a key without one: small,
-- written by one replica at a time, and a reference table where tables are distributed.
CREATE TABLE daily (
    day date NOT NULL,
    dev boolean NOT NULL,
    name text NOT NULL,
    value text NOT NULL,
    clusters bigint NOT NULL,
    PRIMARY KEY (day, dev, name, value)
);

-- Tells a replica with another secret from the rest: the same cluster would have two ids.
CREATE TABLE secret_check (
    name text PRIMARY KEY,
    fingerprint bytea NOT NULL
);
