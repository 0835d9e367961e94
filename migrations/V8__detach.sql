-- Detaching: a sealed segment that was exported leaves the database, by the owner's hand alone. Its
-- leaf hashes stay, so that every proof can still be made. Applied by the role ledger_owner. Every
-- table, column and grant: docs/reference/database.md.

-- ---- tables ----

-- What an entry of the log announces: this segment is kept in this archive. Nothing is gone yet.
CREATE TABLE ledger.detachment (
  log_id uuid NOT NULL REFERENCES ledger.log,
  segment bigint NOT NULL,
  archive bytea NOT NULL CHECK (octet_length(archive) = 32),
  -- How many units of the segment the archive lacks, because they were erased before.
  erased_units bigint NOT NULL CHECK (erased_units >= 0),
  recorded_by bigint NOT NULL,
  PRIMARY KEY (log_id, segment, archive),
  -- An entry announces one archive of one segment.
  UNIQUE (log_id, recorded_by),
  FOREIGN KEY (log_id, segment) REFERENCES ledger.segment
);

-- Segments that are gone from here.
CREATE TABLE ledger.detached_segment (
  log_id uuid NOT NULL REFERENCES ledger.log,
  segment bigint NOT NULL CHECK (segment >= 0),
  first_index bigint NOT NULL,
  last_index bigint NOT NULL,
  root bytea NOT NULL CHECK (octet_length(root) = 32),
  chain_hash bytea NOT NULL CHECK (octet_length(chain_hash) = 32),
  received_at timestamptz NOT NULL,
  archive bytea NOT NULL,
  recorded_by bigint NOT NULL,
  PRIMARY KEY (log_id, segment),
  FOREIGN KEY (log_id, segment, archive) REFERENCES ledger.detachment
);

-- Their leaf hashes, 256 to a row, as in a tile of level 0.
CREATE TABLE ledger.detached_tile (
  log_id uuid NOT NULL,
  tile bigint NOT NULL CHECK (tile >= 0),
  hashes bytea NOT NULL CHECK (octet_length(hashes) = 8192),
  PRIMARY KEY (log_id, tile)
);
ALTER TABLE ledger.detached_tile ALTER COLUMN hashes SET STORAGE EXTERNAL;

DO $$
DECLARE
  fenced regclass;
BEGIN
  FOREACH fenced IN ARRAY ARRAY[
    'ledger.detachment', 'ledger.detached_segment', 'ledger.detached_tile']::regclass[]
  LOOP
    PERFORM ledger.fence_statements(fenced);
    PERFORM ledger.fence_rows(fenced);
  END LOOP;
END
$$;

-- ---- when a segment may go ----

-- The holds in force on any entry from one index to another, both included.
CREATE FUNCTION ledger.holds_within(log uuid, first_held bigint, last_held bigint)
RETURNS SETOF uuid
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT h.hold_id FROM ledger.hold h
  WHERE h.log_id = log AND h.lifted_by IS NULL
    AND ((h.first_index <= last_held AND h.last_index >= first_held)
      OR EXISTS (
        SELECT FROM ledger.subject s
        WHERE s.log_id = log AND s.subject_hash = h.subject_hash
          AND s.index BETWEEN first_held AND last_held))
  ORDER BY h.hold_id
$$;

-- How many units are erased from one index to another, both included.
CREATE FUNCTION ledger.erased_within(log uuid, first_erased bigint, last_erased bigint)
RETURNS bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT count(*) FROM ledger.erased_unit x
  WHERE x.log_id = log AND x.index BETWEEN first_erased AND last_erased
$$;

-- What the entry says, PostgreSQL cannot read where payloads are encrypted: the check of the log
-- compares it.
CREATE FUNCTION ledger.detachment_recorded() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM ledger.entry e
    WHERE e.log_id = NEW.log_id AND e.index = NEW.recorded_by
      AND convert_from(e.leaf, 'UTF8')::jsonb ->> 'type' = 'io.ledgerline.segment-detach.v1') THEN
    RAISE EXCEPTION 'ledger.detachment names entry %, which announces none', NEW.recorded_by
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF NOT EXISTS (
    SELECT FROM ledger.segment s
    WHERE s.log_id = NEW.log_id AND s.segment = NEW.segment AND s.sealed_by < NEW.recorded_by) THEN
    RAISE EXCEPTION 'ledger.detachment names entry %, before which segment % was not sealed',
      NEW.recorded_by, NEW.segment USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER detachment_recorded AFTER INSERT ON ledger.detachment
FOR EACH ROW EXECUTE FUNCTION ledger.detachment_recorded();
ALTER TABLE ledger.detachment ENABLE ALWAYS TRIGGER detachment_recorded;

-- A row is refused unless all of this holds: the segment is sealed, it is the oldest one that is
-- here, its archive was announced by an entry that a checkpoint covers, nothing of it was erased
-- since it was exported, nothing of it is held, and no erasure is under way.
CREATE FUNCTION ledger.may_detach() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  oldest bigint;
  lacking bigint;
  held uuid;
BEGIN
  SELECT count(*) INTO oldest FROM ledger.detached_segment d WHERE d.log_id = NEW.log_id;
  IF NEW.segment <> oldest THEN
    RAISE EXCEPTION 'segment % is not the oldest that is here: that is %', NEW.segment, oldest
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF NOT EXISTS (
    SELECT FROM ledger.segment s
    WHERE s.log_id = NEW.log_id AND s.segment = NEW.segment
      AND (s.first_index, s.last_index, s.root, s.chain_hash)
        = (NEW.first_index, NEW.last_index, NEW.root, NEW.chain_hash)) THEN
    RAISE EXCEPTION 'segment % is not sealed like that', NEW.segment
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF NOT EXISTS (
    SELECT FROM ledger.entry e
    WHERE e.log_id = NEW.log_id AND e.index = NEW.last_index AND e.received_at = NEW.received_at) THEN
    RAISE EXCEPTION 'segment % ends at another time', NEW.segment
      USING ERRCODE = 'restrict_violation';
  END IF;
  SELECT t.erased_units INTO lacking FROM ledger.detachment t
  WHERE t.log_id = NEW.log_id AND t.segment = NEW.segment AND t.archive = NEW.archive
    AND t.recorded_by = NEW.recorded_by;
  IF lacking IS NULL THEN
    RAISE EXCEPTION 'no entry announces that segment % is kept in the archive %',
      NEW.segment, encode(NEW.archive, 'hex') USING ERRCODE = 'restrict_violation';
  END IF;
  IF NOT EXISTS (
    SELECT FROM ledger.checkpoint c
    WHERE c.log_id = NEW.log_id AND c.size > greatest(NEW.recorded_by, NEW.last_index)) THEN
    RAISE EXCEPTION 'no checkpoint covers entry %, which announces it', NEW.recorded_by
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF ledger.erased_within(NEW.log_id, NEW.first_index, NEW.last_index) <> lacking THEN
    RAISE EXCEPTION 'the archive of segment % has units that were erased since', NEW.segment
      USING ERRCODE = 'restrict_violation';
  END IF;
  SELECT h INTO held
  FROM ledger.holds_within(NEW.log_id, NEW.first_index, NEW.last_index) h LIMIT 1;
  IF held IS NOT NULL THEN
    RAISE EXCEPTION 'the hold % is in force on segment %', held, NEW.segment
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (
    SELECT FROM ledger.erasure r WHERE r.log_id = NEW.log_id AND r.state = 'open') THEN
    RAISE EXCEPTION 'an erasure is under way' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER may_detach BEFORE INSERT ON ledger.detached_segment
FOR EACH ROW EXECUTE FUNCTION ledger.may_detach();
ALTER TABLE ledger.detached_segment ENABLE ALWAYS TRIGGER may_detach;

-- ---- detaching ----

-- The root over the leaf hashes that are kept from one tile on, before another.
CREATE FUNCTION ledger.kept_root(log uuid, first_tile bigint, before_tile bigint) RETURNS bytea
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  level bytea[];
BEGIN
  SELECT array_agg(substring(t.hashes FROM i * 32 + 1 FOR 32) ORDER BY t.tile, i) INTO level
  FROM ledger.detached_tile t, generate_series(0, 255) AS i
  WHERE t.log_id = log AND t.tile >= first_tile AND t.tile < before_tile;
  WHILE cardinality(level) > 1 LOOP
    SELECT array_agg(pair.hash ORDER BY pair.place) INTO level
    FROM (
      SELECT (h.place - 1) / 2 AS place,
        sha256('\x01'::bytea || string_agg(h.hash, '' ORDER BY h.place)) AS hash
      FROM unnest(level) WITH ORDINALITY AS h (hash, place)
      GROUP BY (h.place - 1) / 2) AS pair;
  END LOOP;
  RETURN level[1];
END
$$;

-- Whoever names a segment as detached has kept its leaf hashes, when the transaction ends.
CREATE FUNCTION ledger.kept_whole() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF ledger.kept_root(NEW.log_id, NEW.first_index / 256, (NEW.last_index + 1) / 256)
    IS DISTINCT FROM NEW.root THEN
    RAISE EXCEPTION 'the leaf hashes of segment % do not give the root of its seal', NEW.segment
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER kept_whole AFTER INSERT ON ledger.detached_segment
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger.kept_whole();
ALTER TABLE ledger.detached_segment ENABLE ALWAYS TRIGGER kept_whole;

-- Takes the entries and payloads of a segment out of the database, for good. For the owner alone:
--
--   SET ROLE ledger_owner; SELECT ledger.detach_segment('<log>', <number>, '\x<manifest SHA-256>');
--
-- Returns the first index that is left. Data keys under which nothing is left are destroyed by the
-- service afterwards.
CREATE FUNCTION ledger.detach_segment(log uuid, number bigint, archive_digest bytea) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  kept ledger.segment;
  announced bigint;
  lacking bigint;
  ended timestamptz;
  suffix text := replace(log::text, '-', '') || '_' || number;
BEGIN
  PERFORM set_config('lock_timeout', '10s', true);
  PERFORM pg_advisory_xact_lock(hashtextextended('ledger.detach_segment ' || log, 0));
  -- Nobody places a hold, or begins an erasure, while it is decided.
  LOCK TABLE ledger.hold, ledger.erasure IN SHARE MODE;
  SELECT s.* INTO kept FROM ledger.segment s WHERE s.log_id = log AND s.segment = number;
  IF kept IS NULL THEN
    RAISE EXCEPTION 'segment % is not sealed', number USING ERRCODE = 'restrict_violation';
  END IF;
  SELECT t.recorded_by, t.erased_units INTO announced, lacking FROM ledger.detachment t
  WHERE t.log_id = log AND t.segment = number AND t.archive = archive_digest;
  IF announced IS NULL THEN
    RAISE EXCEPTION 'no entry announces that segment % is kept in the archive %',
      number, encode(archive_digest, 'hex') USING ERRCODE = 'restrict_violation';
  END IF;
  SELECT e.received_at INTO ended FROM ledger.entry e
  WHERE e.log_id = log AND e.index = kept.last_index;
  IF ended IS NULL THEN
    RAISE EXCEPTION 'segment % is detached already, or not whole', number
      USING ERRCODE = 'restrict_violation';
  END IF;
  INSERT INTO ledger.detached_segment VALUES (
    log, number, kept.first_index, kept.last_index, kept.root, kept.chain_hash, ended,
    archive_digest, announced);
  INSERT INTO ledger.detached_tile (log_id, tile, hashes)
  SELECT log, e.index / 256, string_agg(e.leaf_hash, '' ORDER BY e.index) FROM ledger.entry e
  WHERE e.log_id = log AND e.index BETWEEN kept.first_index AND kept.last_index
  GROUP BY e.index / 256;
  SET CONSTRAINTS ledger.kept_whole IMMEDIATE;
  SET CONSTRAINTS ledger.kept_whole DEFERRED;
  INSERT INTO ledger.released_key (log_id, data_key_id)
  SELECT DISTINCT log, u.data_key_id FROM ledger.unit u
  WHERE u.log_id = log AND u.index BETWEEN kept.first_index AND kept.last_index
    AND u.data_key_id IS NOT NULL
  ON CONFLICT DO NOTHING;
  -- From here on readers wait. Units before subjects, as in erase_units: else each of the two could
  -- wait for the other.
  EXECUTE format('DROP TABLE ledger.%I, ledger.%I', 'unit_' || suffix, 'entry_' || suffix);
  DELETE FROM ledger.subject s
  WHERE s.log_id = log AND s.index BETWEEN kept.first_index AND kept.last_index;
  -- What was erased while the lock was waited for.
  IF ledger.erased_within(log, kept.first_index, kept.last_index) <> lacking THEN
    RAISE EXCEPTION 'the archive of segment % has units that were erased since', number
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN kept.last_index + 1;
END
$$;

-- ---- who may do what ----

REVOKE ALL ON ALL TABLES IN SCHEMA ledger FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger FROM PUBLIC;

GRANT SELECT, INSERT ON ledger.detachment TO ledger_app;
GRANT SELECT ON ledger.detached_segment, ledger.detached_tile TO ledger_app;
GRANT EXECUTE ON FUNCTION ledger.holds_within(uuid, bigint, bigint),
  ledger.erased_within(uuid, bigint, bigint) TO ledger_app;
