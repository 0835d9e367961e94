package io.ledgerline.pg;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What the database does not refuse by itself, though it should: asked at the start, as the role
/// that the service works with.
///
/// Nothing here repairs. What a superuser can do, no list shows: only a checkpoint kept elsewhere
/// does.
public final class PgFence {

  private static final String GAPS =
      """
      WITH me AS (
        SELECT r.* FROM pg_roles r WHERE r.rolname = current_user
      ), fenced AS (
        SELECT c.oid, c.oid::regclass::text AS name,
          CASE
            WHEN c.relname IN ('head', 'witnessed', 'hold', 'segment', 'erased_unit', 'assurance',
              'finding') THEN c.relname
            WHEN c.relname = 'unit' OR i.inhparent = 'ledger.unit'::regclass THEN 'unit'
            ELSE 'rows'
          END AS kind,
          c.relowner, c.relrowsecurity
        FROM pg_class c
        LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
        WHERE c.relnamespace = 'ledger'::regnamespace AND c.relkind IN ('r', 'p')
          AND (c.relname IN ('log', 'head', 'entry', 'unit', 'identity', 'batch', 'checkpoint',
              'cosignature', 'witnessed', 'erased_unit', 'key_rotation', 'segment', 'hold',
              'detachment', 'detached_segment', 'detached_tile', 'assurance', 'finding')
            OR i.inhparent IN ('ledger.entry'::regclass, 'ledger.unit'::regclass))
      ), needed AS (
        SELECT f.oid, f.name, t.trigger, t.function FROM fenced f
        JOIN (VALUES
          ('rows', 'refuse_statement', 'refuse_change'), ('rows', 'refuse_row', 'refuse_change'),
          ('unit', 'refuse_statement', 'refuse_change'), ('unit', 'refuse_row', 'erase_only'),
          ('head', 'refuse_statement', 'refuse_change'), ('head', 'head_forward', 'head_forward'),
          ('head', 'head_reached', 'head_reached'),
          ('witnessed', 'refuse_statement', 'refuse_change'),
          ('witnessed', 'witnessed_forward', 'witnessed_forward'),
          ('hold', 'refuse_statement', 'refuse_change'), ('hold', 'hold_forward', 'hold_forward'),
          ('assurance', 'refuse_statement', 'refuse_change'),
          ('assurance', 'assurance_forward', 'assurance_forward'),
          ('finding', 'refuse_statement', 'refuse_change'),
          ('finding', 'finding_forward', 'finding_forward'),
          ('segment', 'refuse_statement', 'refuse_change'),
          ('segment', 'refuse_row', 'refuse_change'), ('segment', 'segment_fits', 'segment_fits'),
          ('erased_unit', 'refuse_statement', 'refuse_change'),
          ('erased_unit', 'refuse_row', 'refuse_change'),
          ('erased_unit', 'erased_by_entry', 'erased_by_entry')) AS t (kind, trigger, function)
          ON f.kind = t.kind
        UNION ALL
        SELECT f.oid, f.name, t.trigger, t.trigger FROM fenced f
        JOIN (VALUES
          ('detached_segment', 'may_detach'), ('detached_segment', 'kept_whole'),
          ('detachment', 'detachment_recorded')) AS t (name, trigger)
          ON f.oid = ('ledger.' || t.name)::regclass
      )
      SELECT 'the role ' || rolname || ' is a superuser' AS gap FROM me WHERE rolsuper
      UNION ALL
      SELECT 'the role ' || rolname || ' may make roles or databases, or pass row security by'
      FROM me WHERE rolcreaterole OR rolcreatedb OR rolbypassrls OR rolreplication
      UNION ALL
      SELECT 'the role ' || me.rolname || ' is a member of ' || r.rolname FROM me, pg_roles r
      WHERE r.rolname IN ('ledger_owner', 'ledger_migrator', 'pg_write_all_data', 'pg_maintain',
          'pg_write_server_files', 'pg_execute_server_program', 'pg_database_owner')
        AND NOT me.rolsuper AND pg_has_role(me.oid, r.oid, 'MEMBER')
      UNION ALL
      SELECT 'the role ' || me.rolname || ' may ' || p.privilege || ' ' || f.name
      FROM me, fenced f, unnest(ARRAY['DELETE', 'TRUNCATE', 'TRIGGER']) AS p (privilege)
      WHERE NOT me.rolsuper AND has_table_privilege(me.oid, f.oid, p.privilege)
      UNION ALL
      SELECT 'the role ' || me.rolname || ' may UPDATE ' || f.name FROM me, fenced f
      WHERE NOT me.rolsuper AND f.kind NOT IN ('head', 'witnessed', 'hold', 'assurance', 'finding')
        AND has_any_column_privilege(me.oid, f.oid, 'UPDATE')
      UNION ALL
      SELECT 'the role ' || me.rolname || ' may INSERT INTO ' || f.name FROM me, fenced f
      WHERE NOT me.rolsuper AND has_any_column_privilege(me.oid, f.oid, 'INSERT')
        AND f.oid IN ('ledger.detached_segment'::regclass, 'ledger.detached_tile'::regclass)
      UNION ALL
      SELECT 'the role ' || me.rolname || ' may create in the schema ledger' FROM me
      WHERE NOT me.rolsuper AND has_schema_privilege(me.oid, 'ledger', 'CREATE')
      UNION ALL
      SELECT f.name || ' is owned by ' || f.relowner::regrole || ', not by ledger_owner'
      FROM fenced f WHERE f.relowner::regrole::text <> 'ledger_owner'
      UNION ALL
      SELECT 'the role ledger_owner can log in' FROM pg_roles
      WHERE rolname = 'ledger_owner' AND rolcanlogin
      UNION ALL
      SELECT f.name || ' has rules or row security' FROM fenced f
      WHERE f.relrowsecurity OR EXISTS (SELECT FROM pg_rewrite r WHERE r.ev_class = f.oid)
      UNION ALL
      SELECT n.name || ' lacks the trigger ' || n.trigger || ', or it is not ENABLE ALWAYS'
      FROM needed n
      WHERE NOT EXISTS (
        SELECT FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
        WHERE t.tgrelid = n.oid AND t.tgname = n.trigger AND t.tgenabled = 'A'
          AND t.tgqual IS NULL AND t.tgattr = ''
          AND p.pronamespace = 'ledger'::regnamespace AND p.proname = n.function)
      UNION ALL
      SELECT f.name || ' lacks the check of its leaf hashes' FROM fenced f
      WHERE f.oid IN (
          SELECT 'ledger.entry'::regclass
          UNION ALL
          SELECT inhrelid FROM pg_inherits WHERE inhparent = 'ledger.entry'::regclass)
        AND NOT EXISTS (
          SELECT FROM pg_constraint c
          WHERE c.conrelid = f.oid AND c.conname = 'entry_leaf_hash' AND c.convalidated)
      UNION ALL
      SELECT 'a partition of ' || p.parent || ' was detached: ' || c.relname
      FROM pg_class c, (VALUES ('entry'), ('unit')) AS p (parent)
      WHERE c.relnamespace = 'ledger'::regnamespace AND c.relkind = 'r' AND NOT c.relispartition
        AND c.relname ~ ('^' || p.parent || '_[0-9a-f]{32}_[0-9]+$')
      UNION ALL
      SELECT s.name || ' is ' || s.setting || ', a commit can be lost' FROM pg_settings s
      WHERE (s.name IN ('fsync', 'full_page_writes') AND s.setting <> 'on')
        OR (s.name = 'synchronous_commit' AND s.setting IN ('off', 'local')
          AND (s.setting = 'off' OR current_setting('synchronous_standby_names') <> ''))
        OR (s.name = 'session_replication_role' AND s.setting <> 'origin')
      UNION ALL
      SELECT 'no event triggers: the owner of the tables could lift the fence (hardening.sql)'
      WHERE (
        SELECT count(*) FROM pg_event_trigger
        WHERE evtname IN ('ledger_fence_alter', 'ledger_fence_drop', 'ledger_fence_rewrite')
          AND evtenabled = 'A') < 3
      ORDER BY gap
      """;

  /// What each function of the schema does, as the migrations make it.
  private static final String MADE = "/fence-functions.txt";

  private static final String FUNCTIONS =
      """
      SELECT p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' AS function,
        encode(sha256(convert_to(p.prosrc, 'UTF8')), 'hex') AS body,
        p.proowner::regrole::text AS owner
      FROM pg_proc p WHERE p.pronamespace = 'ledger'::regnamespace
      ORDER BY 1
      """;

  private final Queries queries;
  private final Map<String, String> made = made();

  /// Asks over the pool of the role `ledger_app`.
  public PgFence(Pool pool) {
    this.queries = new Queries(pool);
  }

  /// Every gap, one sentence each, for the start-up log.
  public Uni<List<String>> gaps() {
    return Uni.combine()
        .all()
        .unis(queries.rows(GAPS), queries.rows(FUNCTIONS))
        .with(
            (gaps, functions) ->
                Stream.concat(
                        gaps.stream().map(row -> row.getString("gap")),
                        functions.stream().flatMap(this::changed))
                    .sorted()
                    .toList());
  }

  /// Whoever changes what a function does needs to touch no trigger.
  private Stream<String> changed(Row row) {
    String function = row.getString("function");
    String owner = row.getString("owner");
    List<String> gaps = new ArrayList<>();
    if (!row.getString("body").equals(made.get(function))) {
      gaps.add("the function ledger." + function + " is not what the migrations made");
    }
    if (!owner.equals("ledger_owner")) {
      gaps.add("the function ledger.%s is owned by %s".formatted(function, owner));
    }
    return gaps.stream();
  }

  /// SHA-256 of the body of every function, by its name.
  private static Map<String, String> made() {
    try (InputStream in = PgFence.class.getResourceAsStream(MADE)) {
      Map<String, String> bodies = new TreeMap<>();
      new String(Objects.requireNonNull(in, MADE).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .forEach(line -> bodies.put(line.substring(65), line.substring(0, 64)));
      return bodies;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
