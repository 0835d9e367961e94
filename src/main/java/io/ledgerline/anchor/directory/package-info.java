/// Anchors as files: one directory of checkpoints that only grows.
///
/// [AnchorDirectory] is one log's part of a directory, [AnchorFile] a checkpoint in it,
/// [UsedDirectories] remembers where anchors were ever kept. Everything here blocks. Must not know
/// who signs, when an anchor is due, or what a timestamp is.
package io.ledgerline.anchor.directory;
