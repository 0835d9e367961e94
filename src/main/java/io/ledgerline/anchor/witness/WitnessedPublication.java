package io.ledgerline.anchor.witness;

import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.CheckpointStore;
import io.ledgerline.ledger.publication.Publication;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.cosignature.Cosignature;
import io.ledgerline.note.cosignature.CosignerKey;
import io.ledgerline.note.policy.Policy;
import io.smallrye.mutiny.Uni;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Publishes a checkpoint once the quorum of a policy has cosigned it.
///
/// All witnesses are asked at once. What they answer is kept before it counts. A checkpoint whose
/// quorum does not come in time is not published; a newer one is offered, and the published one
/// stays. Cosignatures that come later are added as long as they can help: to the published
/// checkpoint, or to one that is still waiting.
///
/// A witness that says that the log is not what it was ends all writing if it shows a checkpoint
/// that the log signed and does not continue, or if the quorum cannot be met without it. Otherwise
/// its word is told, and it does not count: one witness that lies does not stop a log.
///
/// For the ledger of one log; thread-safe.
public final class WitnessedPublication implements Publication {

  private static final Logger LOG = System.getLogger(WitnessedPublication.class.getName());
  private static final int RESUMED_SIZES_MAX = 256;
  private static final int CANDIDATES_MAX = 16;

  /// What it works with.
  ///
  /// @param log the log whose checkpoints are published
  /// @param policy the witnesses, with addresses, and how many are enough
  /// @param cosignatures where their answers are kept
  /// @param checkpoints where the signed checkpoints are kept
  /// @param exchange how they are asked
  /// @param clock of the waits between two attempts
  public record Setup(
      LogId log,
      Policy policy,
      CosignatureStore cosignatures,
      CheckpointStore checkpoints,
      Exchange exchange,
      WitnessSettings settings,
      InstantSource clock) {}

  private final Setup setup;
  private final List<WitnessFeed> feeds;

  private final TreeMap<Long, Candidate> candidates = new TreeMap<>();
  private long offeredSize;
  private long publishedSize;
  private Optional<SignedNote> published = Optional.empty();
  private @Nullable CorruptEntryException alarm;

  /// Nothing is published yet.
  ///
  /// @throws IllegalArgumentException if a witness has an address that is none
  public WitnessedPublication(Setup setup) {
    this.setup = setup;
    this.feeds =
        setup.policy().witnesses().stream()
            .map(
                witness ->
                    new WitnessFeed(witness, setup.exchange(), setup.settings(), setup.clock()))
            .toList();
  }

  /// How it stands with each witness, in the order of the policy.
  public List<WitnessStatus> statuses() {
    return feeds.stream().map(WitnessFeed::status).toList();
  }

  @Override
  public synchronized Optional<SignedNote> newest() {
    return published;
  }

  @Override
  public synchronized Optional<String> fault() {
    if (publishedSize >= offeredSize) {
      return Optional.empty();
    }
    String faults =
        statuses().stream()
            .flatMap(s -> s.fault().map(reason -> s.name() + ": " + reason).stream())
            .collect(Collectors.joining("; "));
    return Optional.of("the quorum of witnesses is not met; " + faults);
  }

  @Override
  public Uni<Void> resume(Optional<SignedNote> signed) {
    return setup
        .cosignatures()
        .newest(setup.log(), RESUMED_SIZES_MAX)
        .chain(
            kept -> {
              Map<Long, List<CosignatureStore.Kept>> bySize =
                  kept.stream().collect(Collectors.groupingBy(CosignatureStore.Kept::size));
              TreeSet<Long> sizes = new TreeSet<>(bySize.keySet());
              signed.ifPresent(note -> sizes.add(Checkpoint.parse(note.text()).size()));
              remember(kept);
              return resume(List.copyOf(sizes.descendingSet()), bySize);
            });
  }

  /// From the largest size down, until one may be published.
  private Uni<Void> resume(List<Long> sizes, Map<Long, List<CosignatureStore.Kept>> bySize) {
    if (sizes.isEmpty()) {
      return done();
    }
    long size = sizes.getFirst();
    return setup
        .checkpoints()
        .page(setup.log(), size, 1)
        .chain(
            found -> {
              boolean isPublished =
                  found.stream()
                      .filter(note -> Checkpoint.parse(note.text()).size() == size)
                      .anyMatch(note -> taken(size, note, bySize.getOrDefault(size, List.of())));
              return isPublished ? done() : resume(sizes.subList(1, sizes.size()), bySize);
            });
  }

  private synchronized boolean taken(long size, SignedNote note, List<CosignatureStore.Kept> kept) {
    Candidate candidate = new Candidate(note);
    kept.stream()
        .flatMap(
            one ->
                setup.policy().witnessKeys().stream()
                    .flatMap(key -> key.verified(note.text(), one.line()).stream()))
        .forEach(candidate::add);
    candidates.put(size, candidate);
    return publish(size, candidate);
  }

  /// What each witness cosigned last, to begin the conversation with.
  private void remember(List<CosignatureStore.Kept> kept) {
    for (WitnessFeed feed : feeds) {
      kept.stream()
          .filter(one -> feed.witness().key().isNamedBy(one.line()))
          .mapToLong(CosignatureStore.Kept::size)
          .max()
          .ifPresent(feed::resume);
    }
  }

  @Override
  public Uni<Void> offer(Offer offer) {
    return Uni.createFrom()
        .deferred(
            () -> {
              CompletableFuture<Void> settled = new CompletableFuture<>();
              List<WitnessFeed> missing = stand(offer);
              CompletableFuture<?>[] asked =
                  missing.stream()
                      .map(feed -> ask(feed, offer, settled))
                      .toArray(CompletableFuture[]::new);
              if (isPublished(offer)) {
                settled.complete(null);
              }
              var _ =
                  CompletableFuture.allOf(asked)
                      .whenComplete((answered, failure) -> settled.complete(null));
              return Uni.createFrom().completionStage(settled);
            })
        .ifNoItem()
        .after(setup.settings().roundMax())
        .recoverWithItem(() -> null)
        .invoke(() -> givenUp(offer));
  }

  /// Takes an offer up, and says who is to be asked.
  private synchronized List<WitnessFeed> stand(Offer offer) {
    CorruptEntryException known = alarm;
    if (known != null) {
      throw known;
    }
    long size = offer.checkpoint().size();
    offeredSize = Math.max(offeredSize, size);
    Candidate candidate = candidates.computeIfAbsent(size, s -> new Candidate(offer.note()));
    while (candidates.size() > CANDIDATES_MAX) {
      candidates.pollFirstEntry();
    }
    publish(size, candidate);
    List<WitnessFeed> missing = new ArrayList<>(feeds);
    missing.removeIf(feed -> candidate.has(feed.witness().key()));
    return missing;
  }

  private synchronized boolean isPublished(Offer offer) {
    return publishedSize >= offer.checkpoint().size();
  }

  /// Asks a witness. Goes on when nobody waits any more: what comes late still counts.
  private CompletableFuture<Void> ask(
      WitnessFeed feed, Offer offer, CompletableFuture<Void> settled) {
    long size = offer.checkpoint().size();
    return feed.ask(offer)
        .chain(
            answer ->
                answer
                    .map(
                        cosignature ->
                            setup
                                .cosignatures()
                                .keep(setup.log(), size, cosignature)
                                .invoke(() -> arrived(size, cosignature)))
                    .orElseGet(WitnessedPublication::done))
        .invoke(
            () -> {
              requireHope(feed);
              if (isPublished(offer)) {
                settled.complete(null);
              }
            })
        .onFailure(CorruptEntryException.class)
        .invoke(
            found -> {
              raise(found);
              settled.completeExceptionally(found);
            })
        .onFailure(failure -> !(failure instanceof CorruptEntryException))
        .invoke(failure -> LOG.log(Level.WARNING, "a cosignature cannot be kept", failure))
        .onFailure()
        .recoverWithNull()
        .subscribeAsCompletionStage();
  }

  /// Without the witnesses that said something of the log and did not show it, the others have to
  /// be enough: otherwise nothing can be published before a person has looked.
  private void requireHope(WitnessFeed asked) {
    List<CosignerKey> others =
        feeds.stream().filter(f -> f.claim().isEmpty()).map(f -> f.witness().key()).toList();
    boolean isHope = setup.settings().publishesUnwitnessed() || setup.policy().isQuorumMet(others);
    if (!isHope && asked.claim().isPresent()) {
      throw new CorruptEntryException(asked.claim().get());
    }
  }

  private synchronized void arrived(long size, Cosignature cosignature) {
    Candidate candidate = candidates.get(size);
    if (candidate != null) {
      candidate.add(cosignature);
      if (size == publishedSize || candidate.isEnoughFor(setup.policy())) {
        publishAs(size, candidate);
      }
    }
  }

  private synchronized void givenUp(Offer offer) {
    Candidate candidate = candidates.get(offer.checkpoint().size());
    if (setup.settings().publishesUnwitnessed() && candidate != null) {
      publishAs(offer.checkpoint().size(), candidate);
    }
  }

  private boolean publish(long size, Candidate candidate) {
    return candidate.isEnoughFor(setup.policy()) && publishAs(size, candidate);
  }

  private boolean publishAs(long size, Candidate candidate) {
    if (size < publishedSize) {
      return false;
    }
    publishedSize = size;
    published = Optional.of(candidate.published(setup.policy()));
    candidates.headMap(size).clear();
    return true;
  }

  private synchronized void raise(CorruptEntryException found) {
    if (alarm == null) {
      alarm = found;
      LOG.log(Level.ERROR, "this log is not written to any more: " + found.getMessage());
    }
  }

  private static Uni<Void> done() {
    return Uni.createFrom().voidItem();
  }
}
