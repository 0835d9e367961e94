package io.ledgerline.projection.facts;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Frame;
import io.ledgerline.entry.Leaf;
import io.ledgerline.event.record.BinaryHeader;
import io.ledgerline.event.stored.StoredEvent;
import io.ledgerline.event.stored.StoredEvents;
import io.ledgerline.event.stored.UnreadableEventException;
import io.ledgerline.ledger.PayloadEntry;
import java.util.List;
import java.util.Optional;

/// What an entry says, read from its payload or from what erasures left of it. Pure.
public final class PayloadReading {

  private PayloadReading() {}

  /// What it says; of one that was erased in part as much as is left, and nothing where too little
  /// is left to read.
  ///
  /// @throws UnreadableEventException if nothing was erased, and it is not what its leaf says
  public static Optional<StoredEvent> of(PayloadEntry entry) {
    Leaf leaf = entry.entry().leaf();
    return switch (entry.content()) {
      case PayloadEntry.Whole(var payload) -> Optional.of(read(leaf, payload.accepted()));
      case PayloadEntry.Remains _ -> {
        try {
          yield entry.readable().map(bytes -> read(leaf, bytes));
        } catch (UnreadableEventException mutilated) {
          yield Optional.empty();
        }
      }
    };
  }

  private static StoredEvent read(Leaf leaf, Bytes accepted) {
    if (!leaf.mediaType().equals(Frame.MEDIA_TYPE)) {
      return StoredEvents.read(leaf.type(), accepted);
    }
    Frame frame = Frame.parse(accepted);
    List<BinaryHeader> headers =
        frame.headers().stream()
            .map(header -> new BinaryHeader(header.name(), header.value()))
            .toList();
    return StoredEvents.read(leaf.type(), headers, frame.data());
  }
}
