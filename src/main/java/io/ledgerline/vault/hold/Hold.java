package io.ledgerline.vault.hold;

import io.ledgerline.event.system.HoldPlaced.Range;
import io.ledgerline.merkle.Digest;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// A legal hold.
///
/// @param id names it
/// @param matter the case or matter that it belongs to, as a code
/// @param range the entries that it holds; empty where it holds those of a data subject
/// @param subject the data subject, under the subject key; empty where it holds a range
/// @param placedBy the entry that places it; empty while that is not there yet, though the hold is
///   in force
/// @param liftedBy the entry that lifts it; empty while it is in force
public record Hold(
    UUID id,
    String matter,
    Optional<Range> range,
    Optional<Digest> subject,
    OptionalLong placedBy,
    OptionalLong liftedBy) {

  /// Checks that it is about one of the two.
  ///
  /// @throws IllegalArgumentException if not
  public Hold {
    if (range.isPresent() == subject.isPresent()) {
      throw new IllegalArgumentException("a hold is about a range of entries or a data subject");
    }
  }

  /// Whether another hold of the same id is about the same.
  public boolean isSameAs(Hold other) {
    return id.equals(other.id)
        && matter.equals(other.matter)
        && range.equals(other.range)
        && subject.equals(other.subject);
  }
}
