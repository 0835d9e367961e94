/// A log, or a segment of it, as files: nobody is locked in.
///
/// [LogExport] answers what an export is made of, [ArchiveWriter] makes the files, [ExportedLog]
/// and [ExportedSegment] read and check them, [LogImport] makes a log of them elsewhere. The format
/// is in `docs/reference/formats.md`, "Export".
///
/// Must not know how an export travels from the service to who asked for it.
package io.ledgerline.segment.archive;
