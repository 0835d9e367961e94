/// PostgreSQL behind the ports: entries, checkpoints, quarantine.
///
/// [PgEntryStore] appends a batch with one statement and reads pages through the reactive pool that
/// Hibernate Reactive uses too; Hibernate Reactive maps entries, checkpoints and refusals.
/// [PgFence] says at the start which of the database's own refusals are missing. Tables, roles and
/// triggers: `migrations`, described in `docs/reference/database.md`.
///
/// Must not know what an event means, and never writes a statement that changes or deletes an
/// entry.
package io.ledgerline.pg;
