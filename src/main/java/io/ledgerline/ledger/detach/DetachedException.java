package io.ledgerline.ledger.detach;

/// What was asked for is of a segment that was taken out of the store.
public final class DetachedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient DetachedRange range;

  /// Says which one.
  public DetachedException(DetachedRange range) {
    super(
        "entries %d to %d are segment %d, which is detached; its archive has the manifest %s (entry %d)"
            .formatted(
                range.first(),
                range.last(),
                range.segment(),
                range.archive().toHex(),
                range.recordedBy()));
    this.range = range;
  }

  /// The segment.
  public DetachedRange range() {
    return range;
  }
}
