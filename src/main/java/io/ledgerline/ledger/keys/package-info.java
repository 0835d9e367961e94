/// The keys that a log is signed with, and was. [LogKeys] is all there is. Must not know where a
/// seed is kept, nor when a key is replaced.
package io.ledgerline.ledger.keys;
