/// PostgreSQL behind the ports of witnesses: the cosignatures of our checkpoints, and what was
/// cosigned of other logs.
///
/// Tables, roles and triggers: `migrations`, described in `docs/reference/database.md`.
package io.ledgerline.pg.witness;
