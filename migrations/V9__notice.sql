-- Webhooks: where each of them stands. Nothing here is proved; who moves a row moves what is sent.
-- Applied by the role ledger_owner. Every table, column and grant: docs/reference/database.md.

CREATE TABLE ledger.notice_cursor (
  log_id uuid NOT NULL REFERENCES ledger.log,
  webhook text NOT NULL,
  next_index bigint NOT NULL CHECK (next_index >= 0),
  PRIMARY KEY (log_id, webhook)
);

REVOKE ALL ON ledger.notice_cursor FROM PUBLIC;
GRANT SELECT, INSERT, UPDATE (next_index) ON ledger.notice_cursor TO ledger_app;
