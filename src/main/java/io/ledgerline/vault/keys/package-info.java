/// Encryption of what is stored of payloads, and the keys for it.
///
/// [PayloadCipher] encrypts and opens columns; [DataKeys] makes, finds and destroys the keys, which
/// lie wrapped under [MasterKeys] in files outside PostgreSQL, so that a backup of the database
/// cannot be read once a key is destroyed; [KeySweep] destroys those under which everything is
/// erased.
///
/// Must not know who erases what and why, nor how a row is stored.
package io.ledgerline.vault.keys;
