package io.ledgerline.intake;

import io.ledgerline.event.Violation;
import io.ledgerline.event.record.RetractionTarget;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.StoredEntry;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/// What cannot be retracted: what the system recorded of itself, and an entry that is another one.
/// What is not there yet may come.
final class Retractable {

  private static final String POINTER = "/data/target/entry";

  private Retractable() {}

  /// What is wrong with an event that retracts this, or nothing.
  static Uni<List<Violation>> violations(Ledger ledger, Optional<RetractionTarget> target) {
    return target
        .map(known -> violations(ledger, known))
        .orElseGet(() -> Uni.createFrom().item(List.of()));
  }

  private static Uni<List<Violation>> violations(Ledger ledger, RetractionTarget target) {
    return switch (target) {
      // Asked for whatever this replica knows of the size: another one may have numbered it.
      case RetractionTarget.Entry entry ->
          ledger.entry(entry.index()).map(found -> violations(entry, found));
      case RetractionTarget.Event _, RetractionTarget.LineageEvent _ ->
          Uni.createFrom().item(List.of());
    };
  }

  private static List<Violation> violations(
      RetractionTarget.Entry target, Optional<StoredEntry> found) {
    if (found.isEmpty()) {
      return List.of();
    }
    if (found.get().leaf().producer().equals(Ledger.SYSTEM_PRODUCER)) {
      String message =
          "entry %d is a record of the system itself (%s), which nothing retracts"
              .formatted(target.index(), found.get().leaf().type());
      return List.of(new Violation(POINTER, message));
    }
    if (!found.get().leaf().hash().toBase64().equals(target.leafHash())) {
      String message = "entry %d has another leaf hash".formatted(target.index());
      return List.of(new Violation(POINTER + "/leafHash", message));
    }
    return List.of();
  }
}
