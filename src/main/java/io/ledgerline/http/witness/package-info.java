/// The witness as other logs see it (C2SP tlog-witness): `add-checkpoint`, the key, and what was
/// cosigned last of each log.
///
/// Off unless logs are configured. Must not know what is checked; that is `anchor.watch`.
package io.ledgerline.http.witness;
