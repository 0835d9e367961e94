package io.ledgerline.vault.erasure;

import static java.util.stream.Collectors.counting;

import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.LogId;
import io.ledgerline.entry.UnitSet;
import io.ledgerline.event.Violation;
import io.ledgerline.event.system.Erasure;
import io.ledgerline.event.system.Word;
import io.ledgerline.ledger.Appended;
import io.ledgerline.ledger.Submission.Beside;
import io.ledgerline.merkle.Digest;
import io.ledgerline.vault.Recorder;
import io.ledgerline.vault.SubjectKey;
import io.ledgerline.vault.erasure.ErasureOrder.Subject;
import io.ledgerline.vault.erasure.ErasureOrder.Units;
import io.ledgerline.vault.erasure.ErasureRequest.State;
import io.ledgerline.vault.hold.HoldStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Erases units of entries.
///
/// Values and salts go in the transaction of the erasure entry that names them: there is never one
/// without the other. An order comes to at most [Erasure#ENTRIES_MAX] entries an erasure entry, and
/// to as many erasure entries as it takes; it is kept until the last one is there, and carried on
/// by [#resume] after whatever stopped it. The same part again is the same entry. Thread-safe; a
/// Uni does nothing before it is subscribed to.
public final class Erasures {

  private static final int RESUMED_MAX = 100;

  private final LogId log;
  private final ErasureStore store;
  private final HoldStore holds;
  private final Recorder recorder;
  private final SubjectKey key;
  private final InstantSource clock;
  private final RandomGenerator random;

  /// The erasures of a log.
  ///
  /// @param key hides data subjects and idempotency keys
  /// @param random of the requests' ids; thread-safe
  public Erasures(
      LogId log,
      ErasureStore store,
      HoldStore holds,
      Recorder recorder,
      SubjectKey key,
      InstantSource clock,
      RandomGenerator random) {
    this.log = log;
    this.store = store;
    this.holds = holds;
    this.recorder = recorder;
    this.key = key;
    this.clock = clock;
    this.random = random;
  }

  /// Carries out an order, as far as it goes now.
  public Uni<ErasureOutcome> erase(ErasureOrder order) {
    List<Violation> violations = new ArrayList<>();
    require("/legal_basis", order.legalBasis(), violations);
    require("/authorised_by", order.authorisedBy(), violations);
    if (!violations.isEmpty()) {
      return Uni.createFrom().item(new ErasureOutcome.Invalid(violations));
    }
    Digest keyHash = key.ofRequest(log, "key\n" + order.idempotencyKey());
    Digest requestHash = key.ofRequest(log, order.text());
    return store
        .byKey(log, keyHash)
        .chain(
            found ->
                found.isPresent()
                    ? again(found.get(), requestHash)
                    : resolve(order)
                        .chain(resolution -> accept(order, keyHash, requestHash, resolution)));
  }

  /// How far a request is.
  public Uni<Optional<ErasureRequest>> request(UUID id) {
    return store.byId(log, id);
  }

  /// Carries on what was not done.
  ///
  /// @return how many requests are still open
  public Uni<Long> resume() {
    return store
        .open(log, RESUMED_MAX)
        .chain(
            open ->
                Multi.createFrom()
                    .iterable(open)
                    .onItem()
                    .transformToUniAndConcatenate(this::carryOut)
                    .filter(request -> request.state() == State.OPEN)
                    .collect()
                    .with(counting()));
  }

  /// Erases units for a reason of the system's own, without a request: one erasure entry. The same
  /// units again are the same entry.
  ///
  /// @return the entry; empty if it could not be written now
  /// @throws CorruptEntryException within the Uni if the store does not allow it: one is held, or
  ///   not there
  public Uni<OptionalLong> erase(UnitSet targets, String legalBasis, String authorisedBy) {
    return recorder
        .record(
            new Erasure(targets.byIndex(), legalBasis, authorisedBy),
            new Beside(List.of(), targets))
        .map(Erasures::entryOf);
  }

  private Uni<ErasureOutcome> again(ErasureRequest before, Digest requestHash) {
    if (!before.requestHash().equals(requestHash)) {
      return Uni.createFrom().item(new ErasureOutcome.KeyReused());
    }
    return carryOut(before).map(request -> new ErasureOutcome.Accepted(request, false));
  }

  private Uni<Resolution> resolve(ErasureOrder order) {
    return switch (order.scope()) {
      case Units(var unitsByIndex) ->
          store
              .kept(log, unitsByIndex.keySet())
              .map(kept -> Resolution.ofUnits(unitsByIndex, kept));
      case Subject(var value, var isWhole) ->
          store
              .naming(log, key.ofSubject(log, value))
              .chain(
                  naming ->
                      store
                          .kept(log, naming.byIndex().keySet())
                          .map(kept -> Resolution.ofSubject(naming, isWhole, kept)));
    };
  }

  private Uni<ErasureOutcome> accept(
      ErasureOrder order, Digest keyHash, Digest requestHash, Resolution resolution) {
    if (!resolution.violations().isEmpty()) {
      return Uni.createFrom().item(new ErasureOutcome.Invalid(resolution.violations()));
    }
    Optional<Digest> subject =
        switch (order.scope()) {
          case Units _ -> Optional.empty();
          case Subject(var value, var _) -> Optional.of(key.ofSubject(log, value));
        };
    ErasureRequest request =
        new ErasureRequest(
            new UUID(random.nextLong(), random.nextLong()),
            keyHash,
            requestHash,
            clock.instant(),
            order.legalBasis(),
            order.authorisedBy(),
            resolution.targets(),
            List.of(),
            State.OPEN,
            "");
    return holds
        .on(log, resolution.targets().byIndex().keySet(), subject)
        .chain(
            held ->
                held.isEmpty()
                    ? accept(request, subject)
                    : Uni.createFrom().item(new ErasureOutcome.Refused(held)));
  }

  private Uni<ErasureOutcome> accept(ErasureRequest request, Optional<Digest> subject) {
    Uni<Long> dropped =
        subject.isPresent() ? store.dropRefused(log, subject.get()) : Uni.createFrom().item(0L);
    return dropped
        .chain(() -> store.keep(log, request))
        .chain(
            kept ->
                kept.id().equals(request.id())
                    ? carryOut(kept).map(done -> new ErasureOutcome.Accepted(done, true))
                    : again(kept, request.requestHash()));
  }

  /// Writes the erasure entries that are missing, one after the other.
  private Uni<ErasureRequest> carryOut(ErasureRequest request) {
    if (request.state() != State.OPEN) {
      return Uni.createFrom().item(request);
    }
    List<UnitSet> parts = request.targets().parts(Erasure.ENTRIES_MAX, Erasure.UNITS_MAX);
    return carryOut(request, parts.subList(request.entries().size(), parts.size()));
  }

  private Uni<ErasureRequest> carryOut(ErasureRequest request, List<UnitSet> left) {
    if (left.isEmpty()) {
      return advance(request.as(State.DONE, request.entries(), ""));
    }
    return erase(left.getFirst(), request.legalBasis(), request.authorisedBy())
        .chain(
            entry -> {
              if (entry.isEmpty()) {
                return Uni.createFrom().item(request);
              }
              List<Long> entries = new ArrayList<>(request.entries());
              entries.add(entry.getAsLong());
              return advance(request.as(State.OPEN, entries, ""))
                  .chain(next -> carryOut(next, left.subList(1, left.size())));
            })
        .onFailure(CorruptEntryException.class)
        .recoverWithUni(
            refused ->
                advance(
                    request.as(
                        State.REFUSED, request.entries(), String.valueOf(refused.getMessage()))));
  }

  private Uni<ErasureRequest> advance(ErasureRequest request) {
    return store.advance(log, request).replaceWith(request);
  }

  private static OptionalLong entryOf(Appended appended) {
    return switch (appended) {
      case Appended.Sequenced(var receipt) -> OptionalLong.of(receipt.index());
      case Appended.Repeated(var receipt) -> OptionalLong.of(receipt.index());
      case Appended.Erased(var index, var _) -> OptionalLong.of(index);
      case Appended.Detached(var index) -> OptionalLong.of(index);
      case Appended.Overloaded _ -> OptionalLong.empty();
      // Its name is its content.
      case Appended.Contradicted _ -> throw new IllegalStateException("two erasures in one");
    };
  }

  private static void require(String at, String word, List<Violation> violations) {
    if (!Word.is(word)) {
      violations.add(
          new Violation(at, "must be a code of 1 to 64 letters, digits, '.', '_' and '-'"));
    }
  }
}
