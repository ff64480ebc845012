-- How far each past day is counted. A day whose rows are deleted is counted for ever.

CREATE TABLE counted_day (
    day date PRIMARY KEY,
    state text NOT NULL
);

INSERT INTO counted_day (day, state)
SELECT DISTINCT day, CASE WHEN day >= (SELECT min(d.day) FROM cluster_day d) THEN 'counted' ELSE 'final' END
FROM daily;

-- Rare values may identify a cluster: only their sum is kept.
INSERT INTO daily (day, dev, name, value, clusters)
SELECT day, dev, name, '(other values)', sum(clusters)
FROM daily
WHERE name <> 'all' AND (clusters < 5 OR value = '(other values)')
GROUP BY day, dev, name
ON CONFLICT (day, dev, name, value) DO UPDATE SET clusters = excluded.clusters;

DELETE FROM daily WHERE name <> 'all' AND clusters < 5 AND value <> '(other values)';

-- New partitions hold a day. Those of future months are empty, and would take their place.
DO $$
DECLARE
    month text;
    is_used boolean;
BEGIN
    IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
        PERFORM create_reference_table('counted_day');
    END IF;
    FOR month IN
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'report'::regclass AND c.relname ~ '^report_[0-9]{4}_[0-9]{2}$'
    LOOP
        IF to_date(month, '"report_"YYYY_MM') > now() THEN
            EXECUTE format('SELECT EXISTS (SELECT FROM %I)', month) INTO is_used;
            IF NOT is_used THEN
                EXECUTE format('DROP TABLE %I', month);
            END IF;
        END IF;
    END LOOP;
END
$$;
