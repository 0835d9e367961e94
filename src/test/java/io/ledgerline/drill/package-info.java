/// Proof by attack: what somebody does to a stored log, and which detector sees it first.
///
/// [DrillsTest] runs every [Drill] on a [DrilledLog] of its own, in a real PostgreSQL, and compares
/// what it saw with `docs/reference/tamper-drills.md`.
package io.ledgerline.drill;
