/// Anchors: checkpoints of a log that are kept where the owner of its database does not write.
///
/// [AnchorKeeper] keeps them while the log grows and has them stamped, [LogAnchors] reads them back
/// for the rollback guard, [AnchorSettings] says where and how often. Must not know which database
/// keeps the log, nor what an entry means.
package io.ledgerline.anchor;
