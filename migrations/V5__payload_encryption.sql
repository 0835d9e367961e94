-- Payloads and refused events are encrypted under data keys that lie outside PostgreSQL.
-- Applied by the role ledger_owner. Every table, column and grant: docs/reference/database.md.

-- ---- payloads: what is stored from now on names its method; what was stored before stays ----

-- value_size is that of a value which was packed before it was encrypted, and bounds pages.
ALTER TABLE ledger.unit
  ADD COLUMN value_size integer,
  ADD CONSTRAINT unit_value_size CHECK (value_size >= 0),
  ADD CONSTRAINT unit_ciphertext CHECK (
    cipher IS NULL
    OR (cipher = 'A256GCM.1'
      AND (octet_length(salt) = 60 AND octet_length(event_salt) = 60 AND octet_length(value) >= 29)
        IS NOT FALSE));

-- Which units are left under a key: asked before a key is destroyed.
CREATE INDEX unit_data_key ON ledger.unit (data_key_id) WHERE data_key_id IS NOT NULL;

-- ---- refused events ----

ALTER TABLE ledger.quarantine
  ADD COLUMN cipher text,
  ADD COLUMN data_key_id uuid,
  ADD CONSTRAINT quarantine_cipher CHECK ((cipher IS NULL) = (data_key_id IS NULL)),
  ADD CONSTRAINT quarantine_ciphertext CHECK (
    cipher IS NULL OR (cipher = 'A256GCM.1' AND octet_length(body) >= 28));

CREATE INDEX quarantine_data_key ON ledger.quarantine (data_key_id) WHERE data_key_id IS NOT NULL;

-- ---- keys from which something was taken away: when nothing is left, they are destroyed ----

CREATE TABLE ledger.released_key (
  log_id uuid NOT NULL REFERENCES ledger.log,
  data_key_id uuid NOT NULL,
  PRIMARY KEY (log_id, data_key_id)
);

CREATE FUNCTION ledger.release_key() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO ledger.released_key (log_id, data_key_id) VALUES (OLD.log_id, OLD.data_key_id)
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END
$$;

CREATE TRIGGER release_key AFTER UPDATE ON ledger.unit FOR EACH ROW
WHEN (OLD.data_key_id IS NOT NULL AND NEW.data_key_id IS NULL)
EXECUTE FUNCTION ledger.release_key();

CREATE TRIGGER release_key AFTER DELETE ON ledger.quarantine FOR EACH ROW
WHEN (OLD.data_key_id IS NOT NULL)
EXECUTE FUNCTION ledger.release_key();

-- ---- who may do what ----

REVOKE ALL ON ALL TABLES IN SCHEMA ledger FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger FROM PUBLIC;

GRANT SELECT, DELETE ON ledger.released_key TO ledger_app;
GRANT DELETE ON ledger.quarantine TO ledger_app;
