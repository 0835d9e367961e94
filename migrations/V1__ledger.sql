-- The ledger: logs, entries, payloads, identities, batches, checkpoints, and the fence around them.
-- Applied by the role ledger_owner. Every table, column and grant: docs/reference/database.md.

-- The schema itself is made by Flyway, as the owner.
REVOKE ALL ON SCHEMA ledger FROM PUBLIC;
GRANT USAGE ON SCHEMA ledger TO ledger_app;

-- ---- the fence ----

CREATE FUNCTION ledger.refuse_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION '%.% is append-only: % refused', TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'restrict_violation';
END
$$;

-- Refuses UPDATE, DELETE and TRUNCATE by a statement that names this table. Every partition needs
-- its own: a statement that names the partition passes the triggers of the parent by.
CREATE FUNCTION ledger.fence_statements(fenced regclass) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  EXECUTE format(
    'CREATE TRIGGER refuse_statement BEFORE UPDATE OR DELETE OR TRUNCATE ON %s '
    'FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change()', fenced);
  EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER refuse_statement', fenced);
END
$$;

-- Refuses UPDATE and DELETE of a row, whatever statement it comes from. Partitions inherit it.
CREATE FUNCTION ledger.fence_rows(fenced regclass) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  EXECUTE format(
    'CREATE TRIGGER refuse_row BEFORE UPDATE OR DELETE ON %s '
    'FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change()', fenced);
  EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER refuse_row', fenced);
END
$$;

-- ---- tables ----

CREATE TABLE ledger.log (
  log_id uuid PRIMARY KEY,
  tenant text NOT NULL UNIQUE,
  genesis bytea NOT NULL
);

CREATE TABLE ledger.head (
  log_id uuid PRIMARY KEY REFERENCES ledger.log,
  size bigint NOT NULL CHECK (size >= 0),
  chain_hash bytea NOT NULL CHECK (octet_length(chain_hash) = 32),
  frontier bytea NOT NULL,
  received_at timestamptz NOT NULL,
  epoch bigint NOT NULL CHECK (epoch >= 0),
  CONSTRAINT head_frontier CHECK (octet_length(frontier) = 32 * bit_count(int8send(size)))
) WITH (fillfactor = 10, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0);

CREATE TABLE ledger.entry (
  log_id uuid NOT NULL,
  index bigint NOT NULL CHECK (index >= 0),
  received_at timestamptz NOT NULL,
  leaf bytea NOT NULL CONSTRAINT entry_leaf_size CHECK (octet_length(leaf) <= 65535),
  leaf_hash bytea NOT NULL,
  chain_hash bytea NOT NULL CONSTRAINT entry_chain_hash CHECK (octet_length(chain_hash) = 32),
  PRIMARY KEY (log_id, index),
  CONSTRAINT entry_leaf_hash CHECK (leaf_hash = sha256('\x00'::bytea || leaf))
) PARTITION BY RANGE (log_id, index);

CREATE TABLE ledger.unit (
  log_id uuid NOT NULL,
  index bigint NOT NULL,
  unit integer NOT NULL CHECK (unit >= 0),
  pointer text NOT NULL,
  digest bytea NOT NULL CONSTRAINT unit_digest CHECK (octet_length(digest) = 32),
  event_salt bytea,
  salt bytea,
  value bytea,
  retention_class text NOT NULL
    CONSTRAINT unit_retention_class CHECK (retention_class IN ('log', 'documentation')),
  cipher text,
  data_key_id uuid,
  PRIMARY KEY (log_id, index, unit),
  CONSTRAINT unit_pointer CHECK ((unit = 0) = (pointer = '')),
  CONSTRAINT unit_event_salt CHECK (unit = 0 OR event_salt IS NULL),
  CONSTRAINT unit_erased CHECK ((salt IS NULL) = (value IS NULL)),
  CONSTRAINT unit_cipher CHECK ((cipher IS NULL) = (data_key_id IS NULL)),
  CONSTRAINT unit_salts CHECK (
    cipher IS NOT NULL OR (octet_length(salt) = 32 AND octet_length(event_salt) = 32) IS NOT FALSE)
) PARTITION BY RANGE (log_id, index);

CREATE TABLE ledger.identity (
  log_id uuid NOT NULL,
  key_hash bytea NOT NULL CHECK (octet_length(key_hash) = 32),
  content_hash bytea NOT NULL CHECK (octet_length(content_hash) = 32),
  index bigint NOT NULL,
  PRIMARY KEY (log_id, key_hash)
);

CREATE TABLE ledger.batch (
  log_id uuid NOT NULL,
  batch_id uuid NOT NULL,
  epoch bigint NOT NULL,
  first_index bigint NOT NULL,
  entries integer NOT NULL CHECK (entries BETWEEN 1 AND 512),
  PRIMARY KEY (log_id, batch_id),
  UNIQUE (log_id, epoch)
);

CREATE TABLE ledger.checkpoint (
  log_id uuid NOT NULL REFERENCES ledger.log,
  size bigint NOT NULL CHECK (size > 0),
  root bytea NOT NULL CHECK (octet_length(root) = 32),
  note text NOT NULL,
  PRIMARY KEY (log_id, size)
);

CREATE TABLE ledger.quarantine (
  log_id uuid NOT NULL REFERENCES ledger.log,
  refusal_id uuid NOT NULL,
  refused_at timestamptz NOT NULL,
  producer text NOT NULL,
  tenant text NOT NULL,
  door text NOT NULL,
  media_type text NOT NULL,
  problem text NOT NULL,
  violations text NOT NULL,
  body bytea NOT NULL,
  PRIMARY KEY (log_id, refusal_id)
);
CREATE INDEX quarantine_newest ON ledger.quarantine (log_id, refused_at);

-- ---- the head goes forward, and never further than the entries ----

CREATE FUNCTION ledger.head_forward() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.log_id <> OLD.log_id OR NEW.size <= OLD.size OR NEW.epoch <> OLD.epoch + 1
    OR NEW.received_at < OLD.received_at THEN
    RAISE EXCEPTION 'ledger.head only goes forward: size % to %, epoch % to %',
      OLD.size, NEW.size, OLD.epoch, NEW.epoch USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER head_forward BEFORE UPDATE ON ledger.head
FOR EACH ROW EXECUTE FUNCTION ledger.head_forward();
ALTER TABLE ledger.head ENABLE ALWAYS TRIGGER head_forward;

CREATE FUNCTION ledger.head_reached() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM ledger.entry e
    WHERE e.log_id = NEW.log_id AND e.index = NEW.size - 1 AND e.chain_hash = NEW.chain_hash) THEN
    RAISE EXCEPTION 'ledger.head names entry %, which is not there', NEW.size - 1
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER head_reached AFTER UPDATE ON ledger.head
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger.head_reached();
ALTER TABLE ledger.head ENABLE ALWAYS TRIGGER head_reached;

CREATE TRIGGER refuse_statement BEFORE DELETE OR TRUNCATE ON ledger.head
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
ALTER TABLE ledger.head ENABLE ALWAYS TRIGGER refuse_statement;

-- ---- everything else only grows ----

DO $$
DECLARE
  fenced regclass;
BEGIN
  FOREACH fenced IN ARRAY ARRAY[
    'ledger.log', 'ledger.entry', 'ledger.unit', 'ledger.identity', 'ledger.batch',
    'ledger.checkpoint']::regclass[]
  LOOP
    PERFORM ledger.fence_statements(fenced);
    PERFORM ledger.fence_rows(fenced);
  END LOOP;
END
$$;

-- ---- partitions: 2^20 entries each, made by the owner two ahead of the head ----

CREATE FUNCTION ledger.open_segment(log uuid, segment bigint) RETURNS void
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
      PERFORM ledger.fence_statements(part::regclass);
    END IF;
  END LOOP;
END
$$;

-- Makes the segment of the head and the two behind it, as the owner.
CREATE FUNCTION ledger.open_segments(log uuid) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  current_segment bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('ledger.open_segments ' || log, 0));
  SELECT h.size >> 20 INTO STRICT current_segment FROM ledger.head h WHERE h.log_id = log;
  FOR ahead IN 0..2 LOOP
    PERFORM ledger.open_segment(log, current_segment + ahead);
  END LOOP;
  RETURN current_segment + 2;
END
$$;

-- The log of a tenant, made if there is none, as the owner: an empty log with its first segments.
-- Returns the genesis that the log was made with.
CREATE FUNCTION ledger.open_log(proposed uuid, proposed_tenant text, proposed_genesis bytea)
RETURNS bytea
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found_log uuid;
  found_genesis bytea;
BEGIN
  INSERT INTO ledger.log (log_id, tenant, genesis)
  VALUES (proposed, proposed_tenant, proposed_genesis)
  ON CONFLICT (tenant) DO NOTHING;
  SELECT l.log_id, l.genesis INTO STRICT found_log, found_genesis
  FROM ledger.log l WHERE l.tenant = proposed_tenant;
  INSERT INTO ledger.head (log_id, size, chain_hash, frontier, received_at, epoch)
  VALUES (found_log, 0, decode(repeat('00', 32), 'hex'), '', 'epoch', 0)
  ON CONFLICT (log_id) DO NOTHING;
  PERFORM ledger.open_segments(found_log);
  RETURN found_genesis;
END
$$;

-- ---- who may do what ----

REVOKE ALL ON ALL TABLES IN SCHEMA ledger FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger FROM PUBLIC;

GRANT SELECT ON ledger.log TO ledger_app;
GRANT SELECT, UPDATE (size, chain_hash, frontier, received_at, epoch) ON ledger.head TO ledger_app;
GRANT SELECT, INSERT
  ON ledger.entry, ledger.unit, ledger.identity, ledger.batch, ledger.checkpoint, ledger.quarantine
  TO ledger_app;
GRANT EXECUTE ON FUNCTION ledger.open_log(uuid, text, bytea), ledger.open_segments(uuid)
  TO ledger_app;
