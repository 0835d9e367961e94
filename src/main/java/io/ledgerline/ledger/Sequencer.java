package io.ledgerline.ledger;

import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toMap;

import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.Timestamp;
import io.ledgerline.ledger.EntryStore.Known;
import io.ledgerline.ledger.EntryStore.Opening;
import io.ledgerline.ledger.EntryStore.Written;
import io.ledgerline.ledger.WaitingLine.Producer;
import io.ledgerline.ledger.tile.HashTree;
import io.ledgerline.merkle.Digest;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Numbers what producers hand in, one batch at a time: what waits when the one before is durable.
///
/// Receipts are given after the commit. Any number of sequencers may work on one log: each seals on
/// the head that it knows, and the store accepts one of them. An append whose outcome is unknown is
/// looked up before anything else is written. One step runs at a time, on any thread.
final class Sequencer {

  private final Ledger.Setup setup;
  private final Genesis genesis;
  private final Progress progress;
  private final HashTree tree;
  private final WaitingLine line;
  private final AtomicBoolean isStepping = new AtomicBoolean();

  /// A batch, and how it is asked for to be made durable.
  private record Sealed(
      Batch batch, List<Producer> producers, Map<Digest, Producer> firsts, Uni<Written> append) {}

  // ---- touched by one step at a time ----
  private Head head;
  private boolean isHeadStale;
  private boolean wasStoreLost;
  private @Nullable Batch uncertain;
  private List<Producer> hand = List.of();
  private @Nullable Sealed ahead;
  private int batchEntriesMax;

  Sequencer(Ledger.Setup setup, Genesis genesis, Head head, Progress progress, HashTree tree) {
    this.setup = setup;
    this.genesis = genesis;
    this.head = head;
    this.progress = progress;
    this.tree = tree;
    this.line = new WaitingLine(setup.settings(), setup.executor());
    this.batchEntriesMax = setup.settings().batchEntriesMax();
  }

  /// Hands in a submission when subscribed to; answered after the durable commit, on any thread.
  Uni<Appended> append(Submission submission) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              if (line.offer(submission, emitter)) {
                wake();
              }
            });
  }

  /// Fails who waits and who comes, and writes no more.
  void close(RuntimeException reason) {
    line.close(reason);
  }

  private void wake() {
    if (isStepping.compareAndSet(false, true)) {
      proceed();
    }
  }

  private void proceed() {
    proceedAfter(Duration.ZERO);
  }

  private void proceedAfter(Duration delay) {
    try {
      var _ =
          setup
              .executor()
              .schedule(() -> guarded(this::step), delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closing) {
      close(closing);
    }
  }

  private void step() {
    Batch unsettled = uncertain;
    if (progress.haltReason().isPresent()) {
      return; // for good: isStepping stays
    } else if (unsettled != null) {
      settle(unsettled);
    } else if (isHeadStale) {
      reloadHead();
    } else {
      Sealed next = next();
      if (next != null) {
        write(next);
      } else {
        progress.storing().passed();
        isStepping.set(false);
        if (!line.isEmpty()) {
          wake();
        }
      }
    }
  }

  /// The next batch: the one that was sealed ahead, if it still fits.
  private @Nullable Sealed next() {
    Sealed waiting = ahead;
    ahead = null;
    hand = hand.stream().filter(Producer::isWaiting).toList();
    if (waiting != null && hand.isEmpty() && waiting.batch().before().equals(head)) {
      hand = waiting.producers();
      return waiting;
    }
    if (waiting != null) {
      hand = Stream.concat(hand.stream(), waiting.producers().stream()).toList();
    }
    if (hand.isEmpty()) {
      hand = line.take(batchEntriesMax);
    }
    Sealed sealed = null;
    while (sealed == null && !hand.isEmpty()) {
      sealed = seal(hand, head);
      if (sealed == null) {
        hand = hand.stream().filter(Producer::isWaiting).toList();
      }
    }
    return sealed;
  }

  /// A batch of the first of some producers; none if nothing of theirs can become an entry.
  private @Nullable Sealed seal(List<Producer> producers, Head before) {
    Instant now = Timestamp.truncated(setup.clock().instant());
    Instant receivedAt = now.isBefore(before.receivedAt()) ? before.receivedAt() : now;
    Map<Digest, Producer> firsts = new LinkedHashMap<>();
    List<Batch.Rendered> rendered = new ArrayList<>();
    for (Producer producer : producers.subList(0, Math.min(producers.size(), batchEntriesMax))) {
      Submission submission = producer.submission();
      if (!firsts.containsKey(producer.key())) {
        try {
          rendered.add(new Batch.Rendered(submission.draft().receivedAt(receivedAt), submission));
          firsts.put(producer.key(), producer);
        } catch (CorruptEntryException noLeaf) {
          producer.fail(noLeaf);
        }
      }
    }
    if (rendered.isEmpty()) {
      return null;
    }
    UUID id = new UUID(setup.random().nextLong(), setup.random().nextLong());
    Batch batch = Batch.seal(id, before, rendered, receivedAt);
    return new Sealed(batch, producers, firsts, setup.entries().append(genesis.log(), batch));
  }

  private void write(Sealed sealed) {
    uncertain = sealed.batch();
    Uni<Written> written = sealed.append().memoize().indefinitely();
    // Asked once, now: while the store works, the next batch is sealed behind this one.
    var _ = written.subscribe().asCompletionStage();
    if (line.size() >= batchEntriesMax) {
      ahead = seal(line.take(batchEntriesMax), sealed.batch().after());
    }
    ask(
        () -> written,
        answer -> {
          uncertain = null;
          decide(sealed.batch(), sealed.firsts(), answer);
        });
  }

  private void decide(Batch batch, Map<Digest, Producer> firsts, Written written) {
    progress.storing().passed();
    switch (written) {
      case Written.Committed() -> commit(batch);
      case Written.Moved() -> {
        isHeadStale = true;
        proceed();
      }
      case Written.Repeats(List<Known> known) -> repeat(known, firsts);
      case Written.Refused(String reason) -> {
        // Halved until the entry that the store cannot hold is alone.
        if (batch.entries().size() == 1) {
          firsts.values().forEach(p -> p.fail(new CorruptEntryException(reason)));
        }
        batchEntriesMax = Math.max(1, batch.entries().size() / 2);
        proceed();
      }
    }
  }

  private void settle(Batch batch) {
    ask(
        () -> setup.entries().isCommitted(genesis.log(), batch),
        isCommitted -> {
          uncertain = null;
          if (isCommitted) {
            commit(batch);
          } else {
            proceed();
          }
        });
  }

  private void commit(Batch batch) {
    Map<Digest, Batch.Line> linesByKey =
        batch.entries().stream().collect(toMap(l -> l.submission().identity().key(), l -> l));
    Map<Boolean, List<Producer>> parts =
        hand.stream().collect(partitioningBy(p -> linesByKey.containsKey(p.key())));
    hand = parts.getOrDefault(false, List.of());
    head = batch.after();
    batchEntriesMax = Math.min(setup.settings().batchEntriesMax(), batchEntriesMax * 2);
    tree.append(batch.before().size(), batch.leafHashes());
    progress.grow(head.size());
    // The next batch is sealed while this one's producers are told.
    proceed();
    Set<Digest> told = new HashSet<>();
    for (Producer producer : parts.getOrDefault(true, List.of())) {
      Batch.Line entry = linesByKey.get(producer.key());
      if (entry != null) {
        boolean isFirst = told.add(producer.key());
        producer.answer(entry.answer(producer.submission(), isFirst, genesis));
      }
    }
  }

  private void repeat(List<Known> known, Map<Digest, Producer> firsts) {
    List<Long> indices = known.stream().filter(Known::sameContent).map(Known::index).toList();
    ask(
        () -> setup.entries().openings(genesis.log(), indices),
        openings -> {
          answerKnown(known, openings, firsts);
          proceed();
        });
  }

  private void answerKnown(
      List<Known> known, List<Opening> openings, Map<Digest, Producer> firsts) {
    Map<Long, Opening> openingsByIndex = openings.stream().collect(toMap(Opening::index, o -> o));
    Map<Digest, Known> knownByKey = known.stream().collect(toMap(Known::key, k -> k));
    for (Producer producer : hand) {
      Known entry = knownByKey.get(producer.key());
      Producer first = firsts.get(producer.key());
      // A copy that says something else than the first one was not asked for: it comes next.
      if (entry != null
          && first != null
          && first.submission().identity().equals(producer.submission().identity())) {
        Opening opening = openingsByIndex.get(entry.index());
        producer.answer(
            !entry.sameContent()
                ? new Appended.Contradicted(entry.index())
                : opening == null ? new Appended.Detached(entry.index()) : opening.answer(genesis));
      }
    }
  }

  /// Takes over from another sequencer, or from before the store was lost.
  private void reloadHead() {
    ask(
        () -> setup.entries().head(genesis.log()).call(this::allowed),
        claimed -> {
          head = claimed;
          isHeadStale = false;
          wasStoreLost = false;
          progress.grow(claimed.size());
          proceed();
        });
  }

  private Uni<Void> allowed(Head claimed) {
    head.requireGrowth(claimed);
    return setup.guard().check(claimed.size(), claimed.root(), tree::root, wasStoreLost);
  }

  /// Asks the store; what fails without being corrupt may pass, and is followed by another step.
  private <T> void ask(Supplier<Uni<T>> call, Consumer<T> onAnswer) {
    Uni.createFrom()
        .deferred(() -> call.get())
        .ifNoItem()
        .after(setup.settings().storeTimeout())
        .on(setup.executor())
        .fail()
        .subscribe()
        .with(
            answer -> guarded(() -> onAnswer.accept(answer)),
            failure ->
                guarded(
                    () -> {
                      if (failure instanceof CorruptEntryException corrupt) {
                        stop(String.valueOf(corrupt.getMessage()));
                      } else {
                        progress.storing().failed(failure);
                        isHeadStale = true;
                        wasStoreLost = true;
                        proceedAfter(setup.settings().retryDelay());
                      }
                    }));
  }

  /// A step that breaks off leaves nothing to go on with.
  private void guarded(Runnable part) {
    try {
      part.run();
    } catch (RuntimeException broken) {
      stop("the sequencer broke off: " + broken);
    }
  }

  private void stop(String reason) {
    progress.halt(reason);
    close(new Ledger.HaltedException(reason));
  }
}
