-- Findings: how far the ledger was read for them, and which there are. The truth is in the entries;
-- both tables can be made again from them. Applied by the role ledger_owner. Every table, column and
-- grant: docs/reference/database.md.

-- ---- tables ----

-- One row for each log: where its follower stands, and what its watches know, as a JSON object.
CREATE TABLE ledger.assurance (
  log_id uuid PRIMARY KEY REFERENCES ledger.log,
  next_index bigint NOT NULL CHECK (next_index >= 0),
  states text NOT NULL
);

-- A finding under the entry that opens it, until the entry that closes it is known.
CREATE TABLE ledger.finding (
  log_id uuid NOT NULL REFERENCES ledger.log,
  opened_by bigint NOT NULL,
  opened_at timestamptz NOT NULL,
  kind text NOT NULL,
  subject text NOT NULL,
  record text NOT NULL,
  closed_by bigint,
  closed_at timestamptz,
  PRIMARY KEY (log_id, opened_by),
  CONSTRAINT finding_closed_later CHECK (closed_by > opened_by),
  CONSTRAINT finding_closed CHECK ((closed_by IS NULL) = (closed_at IS NULL))
);
CREATE INDEX finding_open ON ledger.finding (log_id, kind) WHERE closed_by IS NULL;

-- ---- what is known only grows, and is an entry of the log ----

CREATE FUNCTION ledger.assurance_forward() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.log_id <> OLD.log_id OR NEW.next_index < OLD.next_index THEN
    RAISE EXCEPTION 'ledger.assurance only goes forward: entry % to %', OLD.next_index, NEW.next_index
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;

CREATE FUNCTION ledger.finding_forward() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  recorded bigint := CASE WHEN TG_OP = 'INSERT' THEN NEW.opened_by ELSE NEW.closed_by END;
BEGIN
  IF TG_OP = 'UPDATE' AND (
      (NEW.log_id, NEW.opened_by, NEW.opened_at, NEW.kind, NEW.subject, NEW.record)
        IS DISTINCT FROM
        (OLD.log_id, OLD.opened_by, OLD.opened_at, OLD.kind, OLD.subject, OLD.record)
      OR OLD.closed_by IS NOT NULL) THEN
    RAISE EXCEPTION 'ledger.finding only goes forward: % refused', TG_OP
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF NOT EXISTS (
    SELECT FROM ledger.entry e
    WHERE e.log_id = NEW.log_id AND e.index = recorded
      AND convert_from(e.leaf, 'UTF8')::jsonb ->> 'type' = 'io.ledgerline.finding.v1') THEN
    RAISE EXCEPTION 'ledger.finding names entry %, which is no finding', recorded
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER assurance_forward BEFORE UPDATE ON ledger.assurance
FOR EACH ROW EXECUTE FUNCTION ledger.assurance_forward();
ALTER TABLE ledger.assurance ENABLE ALWAYS TRIGGER assurance_forward;
CREATE TRIGGER refuse_statement BEFORE DELETE OR TRUNCATE ON ledger.assurance
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
ALTER TABLE ledger.assurance ENABLE ALWAYS TRIGGER refuse_statement;

CREATE TRIGGER finding_forward BEFORE INSERT OR UPDATE ON ledger.finding
FOR EACH ROW EXECUTE FUNCTION ledger.finding_forward();
ALTER TABLE ledger.finding ENABLE ALWAYS TRIGGER finding_forward;
CREATE TRIGGER refuse_statement BEFORE DELETE OR TRUNCATE ON ledger.finding
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
ALTER TABLE ledger.finding ENABLE ALWAYS TRIGGER refuse_statement;

-- ---- who may do what ----

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger FROM PUBLIC;
REVOKE ALL ON ledger.assurance, ledger.finding FROM PUBLIC;
GRANT SELECT, INSERT, UPDATE (next_index, states) ON ledger.assurance TO ledger_app;
GRANT SELECT, INSERT, UPDATE (closed_by, closed_at) ON ledger.finding TO ledger_app;
