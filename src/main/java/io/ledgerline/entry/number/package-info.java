/// The number that a producer gives what it sends, as a leaf carries it: [Numbering].
///
/// Must not know what a number is missed for.
package io.ledgerline.entry.number;
