package io.ledgerline.anchor.directory;

import io.ledgerline.canon.Bytes;
import java.nio.file.Path;
import java.util.Optional;

/// A checkpoint in an anchor directory, as it was found: checked by nobody.
///
/// @param size the number of entries that its name says
/// @param path the file
/// @param note its bytes: a signed note, with the log's own signatures alone
/// @param timestamp the bytes of the timestamp beside it
public record AnchorFile(long size, Path path, Bytes note, Optional<Bytes> timestamp) {}
