/// Proof by fault: every statement and every operation on a file of a workload fails once without
/// effect and once with, found by counting them, not by listing them
/// (docs/reference/fault-drills.md).
///
/// [io.ledgerline.fault.wire.PgProxy] stands between a client and PostgreSQL, [FaultyFileSystem]
/// between the program and the disk; both count, and strike at the nth. [Producers] knows what was
/// acknowledged, and checks it.
package io.ledgerline.fault;
