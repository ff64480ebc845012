-- Computed when a report arrives, so that figures need not take versions apart. In rows that were written before, and by replicas of the
-- previous version, they are null until the maintenance fills them in.

ALTER TABLE report ADD COLUMN kubernetes_minor text, ADD COLUMN cluster_size text;
ALTER TABLE cluster ADD COLUMN kubernetes_minor text, ADD COLUMN cluster_size text;
