package io.ledgerline.vault.hold;

import io.ledgerline.entry.LogId;
import io.ledgerline.event.system.HoldLifted;
import io.ledgerline.event.system.HoldPlaced;
import io.ledgerline.event.system.SystemRecord;
import io.ledgerline.ledger.Appended;
import io.ledgerline.ledger.Submission;
import io.ledgerline.merkle.Digest;
import io.ledgerline.vault.Recorder;
import io.ledgerline.vault.SubjectKey;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// Places and lifts legal holds.
///
/// A hold is in force before its entry is there, and until the entry that lifts it is: whatever
/// breaks off between leaves it in force. Thread-safe.
public final class Holds {

  private final LogId log;
  private final HoldStore store;
  private final Recorder recorder;
  private final SubjectKey key;

  /// The holds of a log.
  ///
  /// @param key hides data subjects
  public Holds(LogId log, HoldStore store, Recorder recorder, SubjectKey key) {
    this.log = log;
    this.store = store;
    this.recorder = recorder;
    this.key = key;
  }

  /// A hold that is wanted.
  ///
  /// @param idempotencyKey the same one for the same wish
  /// @param matter the case or matter, as a code
  /// @param range the entries; or
  /// @param subject the value by which the entries of a person, or of a case, are found
  /// @param authorisedBy who, as a pseudonym
  public record Wish(
      String idempotencyKey,
      String matter,
      Optional<HoldPlaced.Range> range,
      Optional<String> subject,
      String authorisedBy) {}

  /// What became of a wish.
  public sealed interface Outcome {

    /// The hold is in force, and its entry is there.
    ///
    /// @param isNew whether it was not before
    record Placed(Hold hold, boolean isNew) implements Outcome {}

    /// It is lifted.
    record Lifted(UUID id, long entry) implements Outcome {}

    /// The key belongs to another wish.
    record KeyReused() implements Outcome {}

    /// There is no hold of this id.
    record Unknown() implements Outcome {}

    /// The entry could not be written now. A hold that was to be placed is in force all the same,
    /// one that was to be lifted too; the same wish again settles it.
    record NotYet(Duration retryAfter) implements Outcome {}
  }

  /// Places a hold.
  public Uni<Outcome> place(Wish wish) {
    Optional<Digest> subject = wish.subject().map(value -> key.ofSubject(log, value));
    Hold wanted =
        new Hold(
            idOf(wish.idempotencyKey()),
            wish.matter(),
            wish.range(),
            subject,
            OptionalLong.empty(),
            OptionalLong.empty());
    return store
        .keep(log, wanted)
        .chain(
            kept -> {
              if (!kept.isSameAs(wanted)) {
                return Uni.createFrom().item(new Outcome.KeyReused());
              }
              return kept.placedBy().isPresent()
                  ? Uni.createFrom().item(new Outcome.Placed(kept, false))
                  : record(kept, wish.authorisedBy());
            });
  }

  private Uni<Outcome> record(Hold hold, String authorisedBy) {
    HoldPlaced placed =
        new HoldPlaced(hold.id().toString(), hold.matter(), hold.range(), authorisedBy);
    return entry(placed)
        .chain(
            entry -> {
              if (entry.isEmpty()) {
                return Uni.createFrom().item(new Outcome.NotYet(RETRY_AFTER));
              }
              Hold known =
                  new Hold(
                      hold.id(),
                      hold.matter(),
                      hold.range(),
                      hold.subject(),
                      entry,
                      hold.liftedBy());
              return store
                  .placed(log, hold.id(), entry.getAsLong())
                  .replaceWith(new Outcome.Placed(known, true));
            });
  }

  /// Lifts a hold. To lift it once more changes nothing.
  public Uni<Outcome> lift(UUID id, String authorisedBy) {
    return all()
        .map(holds -> holds.stream().filter(hold -> hold.id().equals(id)).findFirst())
        .chain(
            found -> {
              if (found.isEmpty()) {
                return Uni.createFrom().item(new Outcome.Unknown());
              }
              OptionalLong before = found.get().liftedBy();
              return before.isPresent()
                  ? Uni.createFrom().item(new Outcome.Lifted(id, before.getAsLong()))
                  : recordLift(id, authorisedBy);
            });
  }

  private Uni<Outcome> recordLift(UUID id, String authorisedBy) {
    return entry(new HoldLifted(id.toString(), authorisedBy))
        .chain(
            entry ->
                entry.isEmpty()
                    ? Uni.createFrom().item(new Outcome.NotYet(RETRY_AFTER))
                    : store
                        .lifted(log, id, entry.getAsLong())
                        .replaceWith(new Outcome.Lifted(id, entry.getAsLong())));
  }

  /// Every hold, those in force first.
  public Uni<List<Hold>> all() {
    return store.all(log);
  }

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  /// The entry of a record; empty if it could not be written now.
  private Uni<OptionalLong> entry(SystemRecord record) {
    return recorder
        .record(record, Submission.Beside.NOTHING)
        .map(
            appended ->
                switch (appended) {
                  case Appended.Sequenced(var receipt) -> OptionalLong.of(receipt.index());
                  case Appended.Repeated(var receipt) -> OptionalLong.of(receipt.index());
                  // Somebody else was faster with the same hold.
                  case Appended.Contradicted(var index) -> OptionalLong.of(index);
                  case Appended.Erased(var index, var _) -> OptionalLong.of(index);
                  case Appended.Detached(var index) -> OptionalLong.of(index);
                  case Appended.Overloaded _ -> OptionalLong.empty();
                });
  }

  private UUID idOf(String idempotencyKey) {
    ByteBuffer bytes = key.ofRequest(log, "hold\n" + idempotencyKey).view();
    return new UUID(bytes.getLong(), bytes.getLong());
  }
}
