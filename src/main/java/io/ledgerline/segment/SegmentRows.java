package io.ledgerline.segment;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.MalformedJsonException;
import io.ledgerline.entry.LogId;
import io.ledgerline.event.system.SegmentSeal;
import io.ledgerline.ledger.check.RowsBeside;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/// The rows of sealed segments, which repeat what their seals say.
///
/// @param store where they are kept
public record SegmentRows(SegmentStore store) implements RowsBeside {

  @Override
  public Uni<List<Row>> all(LogId log) {
    return store
        .page(log, 0, Integer.MAX_VALUE)
        .map(segments -> segments.stream().map(SegmentRows::row).toList());
  }

  @Override
  public Optional<String> saidBy(String leafType, Bytes accepted) {
    if (!leafType.equals(SegmentSeal.TYPE)) {
      return Optional.empty();
    }
    try {
      SegmentSeal seal = SegmentSeal.parse(CanonicalJson.parse(accepted, JsonLimits.OWN_RECORDS));
      return Optional.of(
          says(seal.segment(), seal.first(), seal.last(), seal.root(), seal.chainHash()));
    } catch (MalformedJsonException | IllegalArgumentException otherVersion) {
      return Optional.empty();
    }
  }

  private static Row row(Segment segment) {
    return new Row(
        segment.sealedBy(),
        "the row of segment " + segment.number(),
        says(
            segment.number(),
            segment.first(),
            segment.last(),
            segment.root().toHex(),
            segment.chainHash().toHex()));
  }

  private static String says(long number, long first, long last, String root, String chainHash) {
    return "segment %d, entries %d to %d%nroot %s%nchain %s"
        .formatted(number, first, last, root, chainHash);
  }
}
