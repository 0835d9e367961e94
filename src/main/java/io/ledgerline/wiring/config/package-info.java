/// Groups of settings, each documented in `docs/reference/configuration.md`.
///
/// Must not know who uses them.
package io.ledgerline.wiring.config;
