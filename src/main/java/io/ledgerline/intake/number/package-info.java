/// Where a producer writes the number of an event within it: [Numbers].
///
/// Must not know what becomes of an event.
package io.ledgerline.intake.number;
