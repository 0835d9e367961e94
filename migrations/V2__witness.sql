-- Witnesses: the cosignatures of our checkpoints, and what was cosigned of other logs.
-- Applied by the role ledger_owner. Every table, column and grant: docs/reference/database.md.

CREATE TABLE ledger.cosignature (
  log_id uuid NOT NULL REFERENCES ledger.log,
  size bigint NOT NULL CHECK (size > 0),
  cosigner text NOT NULL,
  time_seconds bigint NOT NULL CHECK (time_seconds >= 0),
  line text NOT NULL,
  PRIMARY KEY (log_id, size, cosigner)
);

-- One row for each log that is watched: it goes forward, as ledger.head does.
CREATE TABLE ledger.witnessed (
  origin text PRIMARY KEY,
  size bigint NOT NULL CHECK (size >= 0),
  root bytea NOT NULL CHECK (octet_length(root) = 32),
  note text NOT NULL
);

CREATE FUNCTION ledger.witnessed_forward() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.origin <> OLD.origin OR NEW.size < OLD.size
    OR (NEW.size = OLD.size AND NEW.root <> OLD.root) THEN
    RAISE EXCEPTION 'ledger.witnessed only goes forward: size % to % of %',
      OLD.size, NEW.size, OLD.origin USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER witnessed_forward BEFORE UPDATE ON ledger.witnessed
FOR EACH ROW EXECUTE FUNCTION ledger.witnessed_forward();
ALTER TABLE ledger.witnessed ENABLE ALWAYS TRIGGER witnessed_forward;

CREATE TRIGGER refuse_statement BEFORE DELETE OR TRUNCATE ON ledger.witnessed
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
ALTER TABLE ledger.witnessed ENABLE ALWAYS TRIGGER refuse_statement;

SELECT ledger.fence_statements('ledger.cosignature'::regclass),
  ledger.fence_rows('ledger.cosignature'::regclass);

REVOKE ALL ON ledger.cosignature, ledger.witnessed FROM PUBLIC;
REVOKE ALL ON FUNCTION ledger.witnessed_forward() FROM PUBLIC;
GRANT SELECT, INSERT ON ledger.cosignature TO ledger_app;
GRANT SELECT, INSERT, UPDATE (size, root, note) ON ledger.witnessed TO ledger_app;
