-- Erasure: the one change of a unit that the fence lets pass, what the service needs to find the
-- units of a person, requests that are carried out until done, legal holds. Applied by the role
-- ledger_owner. Every table, column and grant: docs/reference/database.md.

-- ---- tables ----

-- Which entry erased a unit. The truth is the entry; this finds it.
CREATE TABLE ledger.erased_unit (
  log_id uuid NOT NULL,
  index bigint NOT NULL,
  unit integer NOT NULL CHECK (unit >= 0),
  erased_by bigint NOT NULL,
  PRIMARY KEY (log_id, index, unit),
  CONSTRAINT erased_unit_later CHECK (erased_by > index)
);

-- Which units name a data subject. A row goes with its unit.
CREATE TABLE ledger.subject (
  log_id uuid NOT NULL,
  subject_hash bytea NOT NULL CHECK (octet_length(subject_hash) = 32),
  index bigint NOT NULL,
  unit integer NOT NULL CHECK (unit >= 0),
  PRIMARY KEY (log_id, subject_hash, index, unit)
);
CREATE INDEX subject_entry ON ledger.subject (log_id, index);

CREATE TABLE ledger.quarantine_subject (
  log_id uuid NOT NULL,
  subject_hash bytea NOT NULL CHECK (octet_length(subject_hash) = 32),
  refusal_id uuid NOT NULL,
  PRIMARY KEY (log_id, subject_hash, refusal_id),
  FOREIGN KEY (log_id, refusal_id) REFERENCES ledger.quarantine ON DELETE CASCADE
);

-- What was asked for, kept until it is done and after.
CREATE TABLE ledger.erasure (
  log_id uuid NOT NULL REFERENCES ledger.log,
  erasure_id uuid NOT NULL,
  key_hash bytea NOT NULL CHECK (octet_length(key_hash) = 32),
  request_hash bytea NOT NULL CHECK (octet_length(request_hash) = 32),
  requested_at timestamptz NOT NULL,
  legal_basis text NOT NULL,
  authorised_by text NOT NULL,
  targets text NOT NULL,
  entries bigint[] NOT NULL DEFAULT '{}',
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'refused')),
  reason text NOT NULL DEFAULT '',
  PRIMARY KEY (log_id, erasure_id),
  UNIQUE (log_id, key_hash)
);
CREATE INDEX erasure_open ON ledger.erasure (log_id, requested_at) WHERE state = 'open';

-- A hold by entries, or by a data subject; never both. In force from the insert on, before its
-- entry is there; until lifted_by names the entry that lifts it.
CREATE TABLE ledger.hold (
  log_id uuid NOT NULL REFERENCES ledger.log,
  hold_id uuid NOT NULL,
  matter text NOT NULL,
  first_index bigint,
  last_index bigint,
  subject_hash bytea CHECK (octet_length(subject_hash) = 32),
  placed_by bigint,
  lifted_by bigint,
  PRIMARY KEY (log_id, hold_id),
  CONSTRAINT hold_target CHECK ((first_index IS NULL) = (subject_hash IS NOT NULL)),
  CONSTRAINT hold_range CHECK ((first_index IS NULL) = (last_index IS NULL)
    AND (first_index BETWEEN 0 AND last_index) IS NOT FALSE)
);
CREATE INDEX hold_in_force ON ledger.hold (log_id) WHERE lifted_by IS NULL;

-- Work that one replica does for all.
CREATE TABLE ledger.duty (
  log_id uuid NOT NULL REFERENCES ledger.log,
  duty text NOT NULL,
  holder uuid NOT NULL,
  until timestamptz NOT NULL,
  PRIMARY KEY (log_id, duty)
);

-- ---- the fence of ledger.unit: a value may go, with its salts; nothing else changes ----

-- An update of a row of ledger.unit passes if it takes value and salts away, and ledger.erased_unit
-- names the unit; of unit 0 also if it takes the event salt away, and another unit is named.
CREATE FUNCTION ledger.erase_only() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (
      NEW.log_id = OLD.log_id AND NEW.index = OLD.index AND NEW.unit = OLD.unit
      AND NEW.pointer = OLD.pointer AND NEW.digest = OLD.digest
      AND NEW.retention_class = OLD.retention_class
      AND NEW.event_salt IS NULL
      AND EXISTS (
        SELECT FROM ledger.erased_unit e WHERE e.log_id = OLD.log_id AND e.index = OLD.index)
      AND (
        (NEW.value IS NULL AND NEW.salt IS NULL AND NEW.cipher IS NULL AND NEW.data_key_id IS NULL
          AND EXISTS (
            SELECT FROM ledger.erased_unit e
            WHERE e.log_id = OLD.log_id AND e.index = OLD.index AND e.unit = OLD.unit))
        OR (NEW.value = OLD.value AND NEW.salt = OLD.salt
          AND NEW.cipher IS NOT DISTINCT FROM OLD.cipher
          AND NEW.data_key_id IS NOT DISTINCT FROM OLD.data_key_id))) IS TRUE THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '%.% is append-only: % refused', TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'restrict_violation';
END
$$;

-- What ledger.fence_statements is to the other tables: an UPDATE is left to the trigger of the row.
-- That there is no trigger to replace is no news for the log of whoever opens a segment.
CREATE FUNCTION ledger.fence_unit_statements(fenced regclass) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET client_min_messages = warning AS $$
BEGIN
  EXECUTE format('DROP TRIGGER IF EXISTS refuse_statement ON %s', fenced);
  EXECUTE format(
    'CREATE TRIGGER refuse_statement BEFORE DELETE OR TRUNCATE ON %s '
    'FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change()', fenced);
  EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER refuse_statement', fenced);
END
$$;

DROP TRIGGER refuse_row ON ledger.unit;
CREATE TRIGGER refuse_row BEFORE UPDATE OR DELETE ON ledger.unit
FOR EACH ROW EXECUTE FUNCTION ledger.erase_only();

DO $$
DECLARE
  fenced regclass;
BEGIN
  FOR fenced IN
    SELECT 'ledger.unit'::regclass
    UNION ALL
    SELECT i.inhrelid::regclass FROM pg_inherits i WHERE i.inhparent = 'ledger.unit'::regclass
  LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER refuse_row', fenced);
    PERFORM ledger.fence_unit_statements(fenced);
  END LOOP;
END
$$;

CREATE OR REPLACE FUNCTION ledger.open_segment(log uuid, segment bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  parent text;
  part text;
BEGIN
  FOREACH parent IN ARRAY ARRAY['entry', 'unit'] LOOP
    part := format('ledger.%I', parent || '_' || replace(log::text, '-', '') || '_' || segment);
    IF to_regclass(part) IS NULL THEN
      -- Attached, not created in place: that would lock the parent against every reader.
      EXECUTE format('CREATE TABLE %s (LIKE ledger.%I INCLUDING CONSTRAINTS)', part, parent);
      EXECUTE format(
        'ALTER TABLE ledger.%I ATTACH PARTITION %s FOR VALUES FROM (%L, %s) TO (%L, %s)',
        parent, part, log, segment << 20, log, (segment + 1) << 20);
      EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER refuse_row', part);
      IF parent = 'unit' THEN
        PERFORM ledger.fence_unit_statements(part::regclass);
      ELSE
        PERFORM ledger.fence_statements(part::regclass);
      END IF;
    END IF;
  END LOOP;
END
$$;

-- ---- what is known of an erasure only grows; it is an entry of the log ----

SELECT ledger.fence_statements('ledger.erased_unit');
SELECT ledger.fence_rows('ledger.erased_unit');

CREATE FUNCTION ledger.erased_by_entry() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM ledger.entry e
    WHERE e.log_id = NEW.log_id AND e.index = NEW.erased_by
      AND convert_from(e.leaf, 'UTF8')::jsonb ->> 'type' = 'io.ledgerline.erasure.v1') THEN
    RAISE EXCEPTION 'ledger.erased_unit names entry %, which is no erasure', NEW.erased_by
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER erased_by_entry AFTER INSERT ON ledger.erased_unit
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger.erased_by_entry();
ALTER TABLE ledger.erased_unit ENABLE ALWAYS TRIGGER erased_by_entry;

-- A hold may get the entries that place and lift it, once each; nothing else of it changes.
CREATE FUNCTION ledger.hold_forward() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE'
    OR (NEW.log_id, NEW.hold_id, NEW.matter, NEW.first_index, NEW.last_index, NEW.subject_hash)
      IS DISTINCT FROM
      (OLD.log_id, OLD.hold_id, OLD.matter, OLD.first_index, OLD.last_index, OLD.subject_hash)
    OR (OLD.placed_by IS NOT NULL AND NEW.placed_by IS DISTINCT FROM OLD.placed_by)
    OR (OLD.lifted_by IS NOT NULL AND NEW.lifted_by IS DISTINCT FROM OLD.lifted_by) THEN
    RAISE EXCEPTION 'ledger.hold only goes forward: % refused', TG_OP
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER hold_forward BEFORE UPDATE OR DELETE ON ledger.hold
FOR EACH ROW EXECUTE FUNCTION ledger.hold_forward();
ALTER TABLE ledger.hold ENABLE ALWAYS TRIGGER hold_forward;
CREATE TRIGGER refuse_statement BEFORE DELETE OR TRUNCATE ON ledger.hold
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
ALTER TABLE ledger.hold ENABLE ALWAYS TRIGGER refuse_statement;

-- ---- erasing, as the owner, in the transaction of the erasure entry ----

-- The holds in force on any of these entries.
CREATE FUNCTION ledger.holds_on(log uuid, indices bigint[])
RETURNS TABLE (index bigint, hold_id uuid)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT DISTINCT t.index, h.hold_id
  FROM ledger.hold h, unnest(indices) AS t (index)
  WHERE h.log_id = log AND h.lifted_by IS NULL
    AND (t.index BETWEEN h.first_index AND h.last_index
      OR EXISTS (
        SELECT FROM ledger.subject s
        WHERE s.log_id = log AND s.subject_hash = h.subject_hash AND s.index = t.index))
$$;

-- For each unit the entry that erases it: deletes values and salts of units, the salts of their events, and what leads from a data subject
-- to them. Refused, all of it, with SQLSTATE LL001 if one is held, and with LL002 if one is not
-- there, is of the system's own entries, or is a unit 0 without the rest of its entry.
CREATE FUNCTION ledger.erase_units(
  log uuid, erasures bigint[], indices bigint[], numbers integer[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found bigint;
  erased bigint;
BEGIN
  SELECT min(h.index) INTO found FROM ledger.holds_on(log, indices) h;
  IF found IS NOT NULL THEN
    RAISE EXCEPTION 'entry % is held', found USING ERRCODE = 'LL001';
  END IF;
  SELECT min(t.index) INTO found FROM unnest(indices, numbers) AS t (index, unit)
  WHERE NOT EXISTS (
    SELECT FROM ledger.unit u JOIN ledger.entry e ON e.log_id = u.log_id AND e.index = u.index
    WHERE u.log_id = log AND u.index = t.index AND u.unit = t.unit
      AND convert_from(e.leaf, 'UTF8')::jsonb ->> 'producer' <> 'system');
  IF found IS NOT NULL THEN
    RAISE EXCEPTION 'entry % has no such unit to erase', found USING ERRCODE = 'LL002';
  END IF;
  SELECT min(t.index) INTO found FROM unnest(indices, numbers) AS t (index, unit)
  JOIN ledger.unit u ON u.log_id = log AND u.index = t.index AND u.value IS NOT NULL
  WHERE t.unit = 0 AND NOT EXISTS (
    SELECT FROM unnest(indices, numbers) AS o (index, unit)
    WHERE o.index = u.index AND o.unit = u.unit);
  IF found IS NOT NULL THEN
    RAISE EXCEPTION 'unit 0 of entry % goes with all others', found USING ERRCODE = 'LL002';
  END IF;
  INSERT INTO ledger.erased_unit (log_id, index, unit, erased_by)
  SELECT log, t.index, t.unit, t.erasure
  FROM unnest(erasures, indices, numbers) AS t (erasure, index, unit)
  ON CONFLICT (log_id, index, unit) DO NOTHING;
  UPDATE ledger.unit u
  SET value = NULL, salt = NULL, event_salt = NULL, cipher = NULL, data_key_id = NULL
  FROM unnest(indices, numbers) AS t (index, unit)
  WHERE u.log_id = log AND u.index = t.index AND u.unit = t.unit AND u.value IS NOT NULL;
  GET DIAGNOSTICS erased = ROW_COUNT;
  UPDATE ledger.unit u SET event_salt = NULL
  FROM (SELECT DISTINCT unnest(indices) AS index) AS t
  WHERE u.log_id = log AND u.index = t.index AND u.unit = 0 AND u.event_salt IS NOT NULL;
  DELETE FROM ledger.subject s USING unnest(indices, numbers) AS t (index, unit)
  WHERE s.log_id = log AND s.index = t.index AND s.unit = t.unit;
  RETURN erased;
END
$$;

-- ---- who may do what ----

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger FROM PUBLIC;
GRANT SELECT ON ledger.erased_unit TO ledger_app;
GRANT SELECT, INSERT ON ledger.subject, ledger.quarantine_subject TO ledger_app;
GRANT DELETE ON ledger.quarantine TO ledger_app;
GRANT SELECT, INSERT, UPDATE (entries, state, reason) ON ledger.erasure TO ledger_app;
GRANT SELECT, INSERT, UPDATE (placed_by, lifted_by) ON ledger.hold TO ledger_app;
GRANT SELECT, INSERT, UPDATE (holder, until) ON ledger.duty TO ledger_app;
GRANT EXECUTE ON FUNCTION ledger.erase_units(uuid, bigint[], bigint[], integer[]),
  ledger.holds_on(uuid, bigint[]) TO ledger_app;
