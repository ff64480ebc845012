-- Finds the rows that the maintenance fills in: those of migration 0005. Once they are filled in, the indexes are empty. That of the
-- clusters has no column that changes with each report, so that such a change need not touch any index.

CREATE INDEX report_without_minor ON report (received_at) WHERE kubernetes_minor IS NULL;
CREATE INDEX cluster_without_minor ON cluster (cluster_id) WHERE kubernetes_minor IS NULL;
