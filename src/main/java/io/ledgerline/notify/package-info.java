/// Tells others of entries of the ledger: [Webhooks] follows the log for each [Webhook], makes a
/// [Notice] of every entry of the types that it asked for, signs it, and sends it until it is
/// taken.
///
/// At least once, in the order of the log, and from where it stopped: the place is kept in a
/// [NoticeCursors] and moves only when the receiver said yes. A receiver that sees a notice twice
/// knows it by its id.
///
/// Must not know what an event means, nor how HTTP is spoken: that is a [Delivery].
package io.ledgerline.notify;
