/// What encryption is configured with, and what is done about it again and again.
///
/// Must not know how the service starts.
package io.ledgerline.wiring.vault;
