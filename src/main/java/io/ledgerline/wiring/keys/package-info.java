/// The data keys that the service encrypts under, as they are configured, and whether they are
/// those of the database.
///
/// Must not know how the service starts.
package io.ledgerline.wiring.keys;
