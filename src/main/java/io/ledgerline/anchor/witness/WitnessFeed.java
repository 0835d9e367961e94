package io.ledgerline.anchor.witness;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.ledger.publication.Publication.Offer;
import io.ledgerline.merkle.ConsistencyProof;
import io.ledgerline.merkle.Digest;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.NoteSignature;
import io.ledgerline.note.cosignature.Cosignature;
import io.ledgerline.note.policy.Policy;
import io.smallrye.mutiny.Uni;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The conversation with one witness: one request at a time, each from the size that it cosigned
/// last.
///
/// Thread-safe.
final class WitnessFeed {

  private static final Logger LOG = System.getLogger(WitnessFeed.class.getName());
  private static final int CORRECTIONS_MAX = 2;

  private final Policy.Witness witness;
  private final Optional<URI> address;
  private final Exchange exchange;
  private final WitnessSettings settings;
  private final InstantSource clock;

  private long knownSize;
  private boolean isAsking;
  private int failures;
  private Instant retryAt = Instant.MIN;
  private Optional<String> fault = Optional.empty();
  private Optional<String> claim = Optional.empty();

  WitnessFeed(
      Policy.Witness witness, Exchange exchange, WitnessSettings settings, InstantSource clock) {
    this.witness = witness;
    this.exchange = exchange;
    this.settings = settings;
    this.clock = clock;
    this.address = witness.url().map(prefix -> Addresses.below(prefix, "add-checkpoint"));
    if (address.isEmpty()) {
      fault = Optional.of("the policy names no address for it");
    }
  }

  Policy.Witness witness() {
    return witness;
  }

  synchronized WitnessStatus status() {
    return new WitnessStatus(witness.shownName(), knownSize, fault);
  }

  /// What it is known to have cosigned before the start.
  synchronized void resume(long size) {
    knownSize = Math.max(knownSize, size);
  }

  /// Asks for a cosignature, unless it is being asked, or has to be left alone for a while.
  ///
  /// @return empty if there is none; fails with [CorruptEntryException] if the witness shows that
  ///   the log is not what it was, and with nothing else
  Uni<Optional<Cosignature>> ask(Offer offer) {
    return Uni.createFrom()
        .deferred(
            () -> {
              if (!begin()) {
                return nothing();
              }
              return attempt(offer, CORRECTIONS_MAX)
                  .onFailure(failure -> !(failure instanceof CorruptEntryException))
                  .recoverWithUni(failure -> failed(reason(failure)))
                  .onTermination()
                  .invoke(this::end);
            });
  }

  private synchronized boolean begin() {
    if (isAsking || address.isEmpty() || clock.instant().isBefore(retryAt)) {
      return false;
    }
    isAsking = true;
    return true;
  }

  private synchronized void end() {
    isAsking = false;
  }

  private Uni<Optional<Cosignature>> attempt(Offer offer, int corrections) {
    long old = knownSize();
    long size = offer.checkpoint().size();
    if (old > size) {
      // Another replica was faster; it is asked again with a larger checkpoint.
      return nothing();
    }
    return proof(offer, old)
        .map(hashes -> new AddCheckpoint(old, hashes, offer.note()).render())
        .chain(body -> exchange.post(address.orElseThrow(), Bytes.owned(body)))
        .map(WitnessReply::read)
        .chain(
            reply ->
                switch (reply) {
                  case WitnessReply.Lines(var lines) -> cosigned(offer, lines);
                  case WitnessReply.OtherSize(long other) ->
                      otherSize(offer, old, other, corrections);
                  case WitnessReply.Inconsistent(String detail) ->
                      claimed(
                          offer,
                          "FORK: the witness %s refuses the checkpoint of %d entries as no continuation of the %d that it cosigned: %s"
                              .formatted(witness.shownName(), size, old, detail));
                  case WitnessReply.Refused(String detail) -> refused(detail);
                  case WitnessReply.Unavailable(String detail) -> failed(detail);
                });
  }

  private static Uni<List<Digest>> proof(Offer offer, long old) {
    return old == 0
        ? Uni.createFrom().item(List.of())
        : offer.log().consistency(old, offer.checkpoint().size()).map(ConsistencyProof::hashes);
  }

  private Uni<Optional<Cosignature>> cosigned(Offer offer, List<NoteSignature> lines) {
    for (NoteSignature line : lines) {
      Optional<Cosignature> verified = witness.key().verified(offer.note().text(), line);
      if (verified.isPresent()) {
        succeeded(offer.checkpoint().size());
        return Uni.createFrom().item(verified);
      }
    }
    return refused("it answers without a cosignature of the key in the policy");
  }

  private Uni<Optional<Cosignature>> otherSize(Offer offer, long old, long other, int corrections) {
    long size = offer.checkpoint().size();
    if (other == old && old == size) {
      return claimed(
          offer,
          "FORK: the witness %s cosigned another log of %d entries than ours"
              .formatted(witness.shownName(), size));
    }
    if (other == old) {
      return refused("it says that it cosigned another size than " + old + ": " + other);
    }
    if (other > size) {
      return offer.log().durableSize().chain(durable -> ahead(offer, other, durable));
    }
    learned(other);
    return corrections > 0
        ? attempt(offer, corrections - 1)
        : failed("it names another size each time");
  }

  /// The witness knows more than was offered: another replica's checkpoint, or a log that lost its
  /// end.
  private Uni<Optional<Cosignature>> ahead(Offer offer, long other, long durable) {
    if (other > durable) {
      return claimed(
          offer,
          "ROLLBACK: the witness %s cosigned %d entries of this log, the database has %d"
              .formatted(witness.shownName(), other, durable));
    }
    learned(other);
    return nothing();
  }

  /// The witness says that the log is not what it was. What the log itself signed shows that, if
  /// the witness has it; its word alone is told, and the witness does not count.
  private Uni<Optional<Cosignature>> claimed(Offer offer, String claim) {
    return Shown.by(witness, exchange, offer.checkpoint().origin(), offer.log().keys())
        .onFailure()
        .recoverWithItem(Optional.empty())
        .chain(
            shown ->
                shown
                    .map(known -> contradicts(offer, known))
                    .orElseGet(() -> Uni.createFrom().item(false)))
        .chain(
            isShown ->
                isShown
                    ? Uni.createFrom().failure(new CorruptEntryException(claim))
                    : disputed(claim));
  }

  private static Uni<Boolean> contradicts(Offer offer, Checkpoint known) {
    return offer
        .log()
        .durableSize()
        .chain(
            durable ->
                known.size() > durable
                    ? Uni.createFrom().item(true)
                    : offer.log().root(known.size()).map(root -> !root.equals(known.root())));
  }

  private synchronized Uni<Optional<Cosignature>> disputed(String claim) {
    this.claim = Optional.of(claim);
    return refused(claim + "; it has no checkpoint of this log to show for that");
  }

  /// What it said of the log and did not show; empty once it has cosigned again.
  synchronized Optional<String> claim() {
    return claim;
  }

  private synchronized long knownSize() {
    return knownSize;
  }

  private synchronized void learned(long size) {
    knownSize = size;
  }

  private synchronized void succeeded(long size) {
    knownSize = size;
    failures = 0;
    retryAt = Instant.MIN;
    claim = Optional.empty();
    if (fault.isPresent()) {
      fault = Optional.empty();
      LOG.log(Level.INFO, "the witness " + witness.shownName() + " cosigns again");
    }
  }

  private Uni<Optional<Cosignature>> refused(String reason) {
    wait(reason, settings.faultRetry());
    return nothing();
  }

  private synchronized Uni<Optional<Cosignature>> failed(String reason) {
    failures++;
    wait(reason, settings.wait(failures));
    return nothing();
  }

  private synchronized void wait(String reason, Duration delay) {
    retryAt = clock.instant().plus(delay);
    Optional<String> before = fault;
    fault = Optional.of(reason);
    if (!fault.equals(before)) {
      LOG.log(
          Level.WARNING,
          "the witness " + witness.shownName() + " does not cosign and is asked again: " + reason);
    }
  }

  private static String reason(Throwable failure) {
    return "no answer: " + failure;
  }

  private static Uni<Optional<Cosignature>> nothing() {
    return Uni.createFrom().item(Optional.empty());
  }
}
