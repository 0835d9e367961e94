-- Optional: makes the owner's ways around the fence visible and refuses them. A superuser runs it
-- once, after the migrations, because only a superuser can make event triggers:
--
--   psql -d ledgerline -f hardening.sql
--
-- It refuses, to everybody but a superuser who drops it first: DDL on what lies in the schema
-- ledger, apart from new partitions that ledger.open_segments makes, and from the drop of the
-- partitions of a segment that ledger.detached_segment names. Known hole: refuse_alter
-- recognises that function by PG_CONTEXT, and an owner can forge it with a comment in an executed
-- statement (docs/reference/database.md). Before a new version of
-- Ledgerline applies migrations, the administrator runs
--
--   ALTER EVENT TRIGGER ledger_fence_alter DISABLE;  (and ENABLE ALWAYS afterwards)
--
-- and likewise for ledger_fence_drop and ledger_fence_rewrite. A superuser can still do all of it:
-- only a checkpoint kept elsewhere exposes that. Each trigger against its hole:
-- docs/reference/database.md.

CREATE SCHEMA IF NOT EXISTS ledger_fence;
REVOKE ALL ON SCHEMA ledger_fence FROM PUBLIC;

-- ALTER COLUMN … TYPE … USING rewrites rows and fires no row trigger.
CREATE OR REPLACE FUNCTION ledger_fence.refuse_rewrite() RETURNS event_trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT FROM pg_class c WHERE c.oid = pg_event_trigger_table_rewrite_oid()
      AND c.relnamespace = to_regnamespace('ledger')) THEN
    RAISE EXCEPTION 'ledger: rewriting a table is refused' USING ERRCODE = 'restrict_violation';
  END IF;
END
$$;

-- DROP of a table, trigger, function or schema, by whatever statement. The partitions of a segment
-- pass once ledger.detached_segment names it, which no row does that ledger.may_detach refuses.
CREATE OR REPLACE FUNCTION ledger_fence.refuse_drop() RETURNS event_trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  dropped record;
  part text[];
BEGIN
  FOR dropped IN SELECT * FROM pg_event_trigger_dropped_objects() LOOP
    part := regexp_match(dropped.object_identity,
      '^(?:[a-z_0-9]+ (?:on|for) )*ledger\.(?:entry|unit)_([0-9a-f]{32})_([0-9]{1,18})(?:_[a-z_0-9]+)?(?:\[\])?$');
    -- Where the list itself is dropped, nothing is on it.
    IF part IS NOT NULL AND to_regclass('ledger.detached_segment') IS NOT NULL THEN
      CONTINUE WHEN EXISTS (
        SELECT FROM ledger.detached_segment d
        WHERE d.log_id = part[1]::uuid AND d.segment = part[2]::bigint);
    END IF;
    IF dropped.schema_name = 'ledger' OR dropped.object_identity IN ('ledger', 'ledger_fence')
      OR dropped.object_identity LIKE '% on ledger.%' THEN
      RAISE EXCEPTION 'ledger: dropping % % is refused',
        dropped.object_type, dropped.object_identity USING ERRCODE = 'restrict_violation';
    END IF;
  END LOOP;
END
$$;

-- DISABLE TRIGGER, DETACH PARTITION, a rule that swallows inserts, another body of a function, row
-- security. What ledger.open_segment does passes: it attaches and fences new partitions.
CREATE OR REPLACE FUNCTION ledger_fence.refuse_alter() RETURNS event_trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  changed record;
  stack text;
BEGIN
  GET DIAGNOSTICS stack = PG_CONTEXT;
  FOR changed IN SELECT * FROM pg_event_trigger_ddl_commands() LOOP
    IF (changed.schema_name = 'ledger' OR changed.object_identity LIKE '% on ledger.%')
      AND stack !~ '\nPL/pgSQL function ledger\.open_segment\(uuid,bigint\) line [0-9]+ at' THEN
      RAISE EXCEPTION 'ledger: % of % is refused', changed.command_tag, changed.object_identity
        USING ERRCODE = 'restrict_violation';
    END IF;
  END LOOP;
END
$$;

DROP EVENT TRIGGER IF EXISTS ledger_fence_rewrite;
DROP EVENT TRIGGER IF EXISTS ledger_fence_drop;
DROP EVENT TRIGGER IF EXISTS ledger_fence_alter;

CREATE EVENT TRIGGER ledger_fence_rewrite ON table_rewrite
  EXECUTE FUNCTION ledger_fence.refuse_rewrite();
CREATE EVENT TRIGGER ledger_fence_drop ON sql_drop
  EXECUTE FUNCTION ledger_fence.refuse_drop();
CREATE EVENT TRIGGER ledger_fence_alter ON ddl_command_end
  WHEN TAG IN (
    'ALTER FUNCTION', 'ALTER POLICY', 'ALTER RULE', 'ALTER SCHEMA', 'ALTER TABLE', 'ALTER TRIGGER',
    'CREATE FUNCTION', 'CREATE POLICY', 'CREATE RULE', 'CREATE TRIGGER')
  EXECUTE FUNCTION ledger_fence.refuse_alter();

ALTER EVENT TRIGGER ledger_fence_rewrite ENABLE ALWAYS;
ALTER EVENT TRIGGER ledger_fence_drop ENABLE ALWAYS;
ALTER EVENT TRIGGER ledger_fence_alter ENABLE ALWAYS;
