-- Key rotations: where a log records that it passed to another key.
-- Applied by the role ledger_owner. Every table, column and grant: docs/reference/database.md.

CREATE TABLE ledger.key_rotation (
  log_id uuid NOT NULL REFERENCES ledger.log,
  index bigint NOT NULL CHECK (index > 0),
  note text NOT NULL,
  PRIMARY KEY (log_id, index)
);

SELECT ledger.fence_statements('ledger.key_rotation'::regclass),
  ledger.fence_rows('ledger.key_rotation'::regclass);

REVOKE ALL ON ledger.key_rotation FROM PUBLIC;
GRANT SELECT, INSERT ON ledger.key_rotation TO ledger_app;
