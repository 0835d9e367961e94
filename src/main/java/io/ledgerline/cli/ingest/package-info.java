/// Sending what is in files: [Ingest].
///
/// Must not know how the service works inside.
package io.ledgerline.cli.ingest;
