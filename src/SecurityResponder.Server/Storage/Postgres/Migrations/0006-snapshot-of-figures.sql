-- The figures without filters of a large fleet, replaced every quarter of an hour. Like table daily, it contains no single cluster. On
-- Citus it stays on the coordinator.

CREATE TABLE figure_snapshot (
    counted_at timestamptz NOT NULL,
    window_days integer NOT NULL,
    dev boolean NOT NULL,
    name text NOT NULL,
    value text NOT NULL,
    clusters bigint NOT NULL,
    PRIMARY KEY (dev, window_days, name, value)
);
