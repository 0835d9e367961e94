-- The roles of Ledgerline.
--
-- An administrator (a superuser, or a role that may create roles and databases) runs it once per
-- server, PostgreSQL 16 or newer, and then makes the database:
--
--   psql -d postgres -f roles.sql
--   psql -d postgres -c "ALTER ROLE ledger_migrator PASSWORD '…'"
--   psql -d postgres -c "ALTER ROLE ledger_app PASSWORD '…'"
--   psql -d postgres -c "CREATE DATABASE ledgerline OWNER ledger_owner"
--   psql -d postgres -c "REVOKE ALL ON DATABASE ledgerline FROM PUBLIC"
--   psql -d postgres -c "GRANT CONNECT ON DATABASE ledgerline TO ledger_migrator, ledger_app"
--
-- It may be run again. With the embedded PostgreSQL the program does all of this by itself. What
-- each role may do: docs/reference/database.md.

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'ledger_owner') THEN
    CREATE ROLE ledger_owner NOLOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'ledger_migrator') THEN
    CREATE ROLE ledger_migrator LOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'ledger_app') THEN
    CREATE ROLE ledger_app LOGIN;
  END IF;
END
$$;

-- Migrations are applied as the owner, by a login that becomes it for that time alone.
GRANT ledger_owner TO ledger_migrator WITH INHERIT FALSE, SET TRUE;

-- A statement whose client is gone must end, so that it does not hold the head.
ALTER ROLE ledger_app SET statement_timeout = '60s';
ALTER ROLE ledger_app SET idle_in_transaction_session_timeout = '60s';
ALTER ROLE ledger_app SET synchronous_commit = 'on';
