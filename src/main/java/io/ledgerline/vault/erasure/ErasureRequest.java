package io.ledgerline.vault.erasure;

import io.ledgerline.entry.UnitSet;
import io.ledgerline.merkle.Digest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// An order that was accepted, with the units that it came to: carried out until it is done. It
/// names no data subject.
///
/// @param id names it
/// @param keyHash of the idempotency key, under the subject key
/// @param requestHash of the order, under the subject key
/// @param requestedAt when
/// @param legalBasis why, as a code
/// @param authorisedBy who, as a pseudonym
/// @param targets every unit that goes
/// @param entries the erasure entries so far
/// @param state how far it is
/// @param reason why it was refused in the end; empty if it was not
public record ErasureRequest(
    UUID id,
    Digest keyHash,
    Digest requestHash,
    Instant requestedAt,
    String legalBasis,
    String authorisedBy,
    UnitSet targets,
    List<Long> entries,
    State state,
    String reason) {

  /// How far a request is.
  public enum State {
    /// Not all of it is done; it is tried again.
    OPEN,
    /// All of it is done.
    DONE,
    /// What is not done was refused: a hold was placed meanwhile.
    REFUSED
  }

  /// Copies the entries.
  public ErasureRequest {
    entries = List.copyOf(entries);
  }

  ErasureRequest as(State next, List<Long> done, String why) {
    return new ErasureRequest(
        id, keyHash, requestHash, requestedAt, legalBasis, authorisedBy, targets, done, next, why);
  }
}
