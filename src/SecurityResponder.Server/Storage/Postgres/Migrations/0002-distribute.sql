-- Where the Citus extension is installed (https://docs.citusdata.com/en/stable/develop/api_udf.html), lay clusters on its workers.
-- Elsewhere this does nothing, and does so once: who adds the extension later runs these statements by hand, see docs/scaling.md.

DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
        PERFORM create_distributed_table('report', 'cluster_id');
        PERFORM create_distributed_table('cluster', 'cluster_id', colocate_with => 'report');
        PERFORM create_distributed_table('cluster_day', 'cluster_id', colocate_with => 'report');
        PERFORM create_distributed_table('cluster_name', 'cluster_id', colocate_with => 'report');
        PERFORM create_distributed_table('forgotten', 'cluster_id', colocate_with => 'report');
        PERFORM create_reference_table('daily');
    END IF;
END
$$;
