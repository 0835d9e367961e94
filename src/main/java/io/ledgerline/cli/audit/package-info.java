/// A running log, verified from outside: [LogAudit] reads checkpoint, tiles and bundles over HTTP
/// as any stranger can, and believes nothing of it but its signature.
///
/// Must not know the service's own API, nor its database.
package io.ledgerline.cli.audit;
