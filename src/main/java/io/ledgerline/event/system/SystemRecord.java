package io.ledgerline.event.system;

import io.ledgerline.canon.CanonicalJson;

/// What the system records of itself. It says no time unless the time is the fact, so that a
/// repetition is the same entry; the leaf says when it was received.
///
/// A kind is a record in a file of its own, with a constant `TYPE` and a static `parse` that
/// refuses what [#toJson] would not write.
public sealed interface SystemRecord
    permits Continuation,
        DocumentExport,
        Erasure,
        Finding,
        HoldLifted,
        HoldPlaced,
        KeyRotated,
        SegmentDetach,
        SegmentSeal,
        SignatureVerified,
        Sweep {

  /// The type of the leaf, as `io.ledgerline.document-export.v1`.
  String type();

  /// The payload: RFC 8785 bytes. Equal records have equal bytes.
  CanonicalJson toJson();

  /// Names the record among those of its type: with the same name again it is the same entry, and
  /// must say the same. The text of the payload, unless a kind has a name of its own.
  default String name() {
    return toJson().bytes().utf8();
  }
}
