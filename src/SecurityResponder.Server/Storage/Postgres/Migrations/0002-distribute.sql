-- Distributes clusters to the workers of Citus (https://docs.citusdata.com/en/stable/develop/api_udf.html) if the extension is installed.
-- Otherwise it does nothing. If you install the extension later, run these statements by hand, see docs/scaling.md.

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
