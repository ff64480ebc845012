-- Finds the reports of a day, for the daily count and for the deletion of old reports, without reading the whole partition of its month.
-- Reports are stored in the order of time, so a block range index of a few kilobytes for each partition is enough.

CREATE INDEX report_by_received_at ON report USING brin (received_at);
