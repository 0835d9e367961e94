/// Exports of the log, fetched over HTTP: [LogExport].
///
/// Must not know what the files are made of: that is the format of `segment.archive`.
package io.ledgerline.cli.export;
