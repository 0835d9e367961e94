package io.ledgerline.segment;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.MalformedJsonException;
import io.ledgerline.entry.LogId;
import io.ledgerline.event.system.SegmentDetach;
import io.ledgerline.ledger.check.RowsBeside;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/// The rows of announced archives, which repeat what entries say: with such a row, and nothing
/// else, the owner of the database may take a segment out.
///
/// @param store where they are kept
public record DetachmentRows(SegmentStore store) implements RowsBeside {

  @Override
  public Uni<List<Row>> all(LogId log) {
    return store
        .announcements(log)
        .map(announced -> announced.stream().map(DetachmentRows::row).toList());
  }

  @Override
  public Optional<String> saidBy(String leafType, Bytes accepted) {
    if (!leafType.equals(SegmentDetach.TYPE)) {
      return Optional.empty();
    }
    try {
      SegmentDetach detach =
          SegmentDetach.parse(CanonicalJson.parse(accepted, JsonLimits.OWN_RECORDS));
      return Optional.of(
          says(
              detach.segment(),
              detach.first(),
              detach.last(),
              detach.root(),
              detach.archive(),
              detach.erasedUnits()));
    } catch (MalformedJsonException | IllegalArgumentException otherVersion) {
      return Optional.empty();
    }
  }

  private static Row row(Announcement announced) {
    Segment segment = announced.segment();
    return new Row(
        announced.recordedBy(),
        "the row of the archive of segment " + segment.number(),
        says(
            segment.number(),
            segment.first(),
            segment.last(),
            segment.root().toHex(),
            announced.archive().toHex(),
            announced.erasedUnits()));
  }

  private static String says(
      long number, long first, long last, String root, String archive, long erasedUnits) {
    return "the archive of segment %d, entries %d to %d%nroot %s%narchive %s%nerased %d"
        .formatted(number, first, last, root, archive, erasedUnits);
  }
}
