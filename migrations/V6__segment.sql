-- Sealed segments: partitions follow the segment size of the log's genesis, and the root of a whole
-- segment is kept beside the entry that records it. Applied by the role ledger_owner. Every table,
-- column and grant: docs/reference/database.md.

-- ---- partitions: as many entries each as the genesis says a segment has ----

CREATE FUNCTION ledger.segment_size(log uuid) RETURNS bigint
LANGUAGE sql STABLE STRICT SET search_path = pg_catalog, pg_temp AS $$
  SELECT (convert_from(l.genesis, 'UTF8')::jsonb ->> 'segment_size')::bigint
  FROM ledger.log l WHERE l.log_id = log
$$;

CREATE OR REPLACE FUNCTION ledger.open_segment(log uuid, segment bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  size bigint := ledger.segment_size(log);
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
        parent, part, log, segment * size, log, (segment + 1) * size);
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

CREATE OR REPLACE FUNCTION ledger.open_segments(log uuid) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  current_segment bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('ledger.open_segments ' || log, 0));
  SELECT h.size / ledger.segment_size(log) INTO STRICT current_segment
  FROM ledger.head h WHERE h.log_id = log;
  FOR ahead IN 0..2 LOOP
    PERFORM ledger.open_segment(log, current_segment + ahead);
  END LOOP;
  RETURN current_segment + 2;
END
$$;

-- ---- sealed segments ----

-- The truth is the entry; this finds it.
CREATE TABLE ledger.segment (
  log_id uuid NOT NULL REFERENCES ledger.log,
  segment bigint NOT NULL CHECK (segment >= 0),
  first_index bigint NOT NULL,
  last_index bigint NOT NULL,
  root bytea NOT NULL CHECK (octet_length(root) = 32),
  chain_hash bytea NOT NULL CHECK (octet_length(chain_hash) = 32),
  sealed_by bigint NOT NULL,
  PRIMARY KEY (log_id, segment),
  CONSTRAINT segment_later CHECK (sealed_by > last_index)
);

SELECT ledger.fence_statements('ledger.segment');
SELECT ledger.fence_rows('ledger.segment');

CREATE FUNCTION ledger.segment_fits() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  size bigint := ledger.segment_size(NEW.log_id);
BEGIN
  IF NEW.first_index <> NEW.segment * size OR NEW.last_index <> (NEW.segment + 1) * size - 1 THEN
    RAISE EXCEPTION 'ledger.segment: segment % has other entries', NEW.segment
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF NOT EXISTS (
    SELECT FROM ledger.entry e
    WHERE e.log_id = NEW.log_id AND e.index = NEW.last_index AND e.chain_hash = NEW.chain_hash) THEN
    RAISE EXCEPTION 'ledger.segment: segment % ends with another chain hash', NEW.segment
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF NOT EXISTS (
    SELECT FROM ledger.entry e
    WHERE e.log_id = NEW.log_id AND e.index = NEW.sealed_by
      AND convert_from(e.leaf, 'UTF8')::jsonb ->> 'type' = 'io.ledgerline.segment-seal.v1') THEN
    RAISE EXCEPTION 'ledger.segment names entry %, which is no seal', NEW.sealed_by
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER segment_fits AFTER INSERT ON ledger.segment
FOR EACH ROW EXECUTE FUNCTION ledger.segment_fits();
ALTER TABLE ledger.segment ENABLE ALWAYS TRIGGER segment_fits;

-- ---- what an export reads of identities: they are there in the order of the entries ----

CREATE INDEX identity_entry ON ledger.identity USING brin (index)
WITH (pages_per_range = 32, autosummarize = on);

-- ---- who may do what ----

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger FROM PUBLIC;
GRANT SELECT, INSERT ON ledger.segment TO ledger_app;
GRANT EXECUTE ON FUNCTION ledger.segment_size(uuid), ledger.segment_fits() TO ledger_app;
