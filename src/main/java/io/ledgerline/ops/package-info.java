/// What operators watch: health and metrics.
///
/// [LedgerReadiness] and [ProjectionReadiness] say whether requests are answered rightly now;
/// [Gauges] are numbers to draw, and [MeteredEntryStore] measures what the ledger writes.
///
/// Must not change anything, nor know what an event means.
package io.ledgerline.ops;
