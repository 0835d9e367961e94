/// Segments in PostgreSQL: which are sealed, and what an export says of entries beside their
/// payloads.
package io.ledgerline.pg.segment;
