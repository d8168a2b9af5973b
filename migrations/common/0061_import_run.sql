-- +goose Up
-- the uploaded file is kept, sealed, while the run needs it; what an import added to counters, so that it can be taken back
ALTER TABLE t_import ADD COLUMN file TEXT NOT NULL DEFAULT '';
ALTER TABLE t_import ADD COLUMN counted TEXT NOT NULL DEFAULT '[]';

-- how far a run is, beside the journal; another server may ask it to stop
CREATE TABLE t_import_run (
  import_id BIGINT  NOT NULL,
  county_id BIGINT  NOT NULL,
  done      INTEGER NOT NULL,
  total     INTEGER NOT NULL,
  stop      BOOLEAN NOT NULL,
  PRIMARY KEY (import_id)
);
