/// Being a witness of other logs: their checkpoints are compared with what was seen before, and
/// cosigned (C2SP tlog-witness).
///
/// [LogWatch] is the entry point, [WatchAnswer] what it says, [WatchedStore] where it remembers.
///
/// Must not know how it is asked. Whoever asks is believed in nothing that is not signed.
package io.ledgerline.anchor.watch;
