/// Segments of the log, made from their settings.
package io.ledgerline.wiring.segment;
