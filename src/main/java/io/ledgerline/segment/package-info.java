/// Segments of a log: as many entries each as its genesis says, from the first one on.
///
/// [Sealing] records the root of every segment that is complete, as an entry; [SegmentStore] keeps
/// where those entries are. [Detaching] announces that a segment is kept elsewhere.
///
/// Must not know where anything is stored.
package io.ledgerline.segment;
