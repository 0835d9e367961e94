/// PostgreSQL behind the ports of the vault: requests, holds, and what is kept past its limit.
///
/// Must not delete a unit: `ledger.erase_units` does, within an append.
package io.ledgerline.pg.vault;
