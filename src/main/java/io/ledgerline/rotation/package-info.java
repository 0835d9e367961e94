/// Passing a log from one key to another.
///
/// [Rotator] records it in the log and remembers where, [RotationStore] is the port to what is
/// remembered. Must not know where seeds are kept.
package io.ledgerline.rotation;
