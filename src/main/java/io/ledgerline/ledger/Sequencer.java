package io.ledgerline.ledger;

import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toMap;

import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.Genesis;
import io.ledgerline.ledger.Batch.Sealed;
import io.ledgerline.ledger.EntryStore.Known;
import io.ledgerline.ledger.EntryStore.Opening;
import io.ledgerline.ledger.EntryStore.Written;
import io.ledgerline.ledger.WaitingLine.Producer;
import io.ledgerline.ledger.tile.HashTree;
import io.ledgerline.merkle.Digest;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  // ---- touched by one step at a time ----
  private Head head;
  private boolean isHeadStale;
  private boolean wasStoreLost;
  private @Nullable Batch uncertain;
  private List<Producer> hand = List.of();
  private Optional<Sealed> ahead = Optional.empty();
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
      next().ifPresentOrElse(this::write, this::rest);
    }
  }

  private void rest() {
    if (!hand.isEmpty()) {
      proceed(); // nothing of what was in hand can become an entry
      return;
    }
    progress.storing().passed();
    isStepping.set(false);
    if (!line.isEmpty()) {
      wake();
    }
  }

  /// The next batch: the one that was sealed ahead, if it still fits.
  private Optional<Sealed> next() {
    hand = hand.stream().filter(Producer::isWaiting).toList();
    Optional<Sealed> sealed =
        ahead.filter(fits -> hand.isEmpty() && fits.batch().before().equals(head));
    hand =
        Stream.concat(hand.stream(), ahead.stream().flatMap(a -> a.producers().stream())).toList();
    ahead = Optional.empty();
    if (hand.isEmpty()) {
      hand = line.take(batchEntriesMax);
    }
    return sealed.or(() -> Sealed.of(setup, genesis.log(), hand, batchEntriesMax, head));
  }

  private void write(Sealed sealed) {
    Batch batch = sealed.batch();
    uncertain = batch;
    Uni<Written> written = sealed.append().memoize().indefinitely();
    var _ = written.subscribeAsCompletionStage();
    if (hand.size() <= batchEntriesMax && line.size() >= batchEntriesMax) {
      // A full batch will not grow: it is sealed while the store works on this one.
      List<Producer> next = line.take(batchEntriesMax);
      ahead = Sealed.of(setup, genesis.log(), next, batchEntriesMax, batch.after());
    }
    ask(
        () -> written,
        answer -> {
          uncertain = null;
          decide(batch, answer);
        });
  }

  private void decide(Batch batch, Written written) {
    progress.storing().passed();
    switch (written) {
      case Written.Committed() -> commit(batch);
      case Written.Moved() -> {
        isHeadStale = true;
        proceed();
      }
      case Written.Repeats(List<Known> known) -> repeat(known);
      case Written.Refused(String reason) -> {
        // Halved until the entry that the store cannot hold is alone.
        if (batch.entries().size() == 1) {
          Digest key = batch.entries().getFirst().submission().identity().key();
          hand.stream()
              .filter(p -> p.key().equals(key))
              .findFirst()
              .ifPresent(p -> p.fail(new CorruptEntryException(reason)));
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

  private void repeat(List<Known> known) {
    List<Long> indices = known.stream().filter(Known::sameContent).map(Known::index).toList();
    ask(
        () -> setup.entries().openings(genesis.log(), indices),
        openings -> {
          answerKnown(known, openings);
          proceed();
        });
  }

  private void answerKnown(List<Known> known, List<Opening> openings) {
    Map<Digest, Producer> firsts =
        hand.stream().collect(toMap(Producer::key, p -> p, (first, copy) -> first));
    Map<Long, Opening> openingsByIndex = openings.stream().collect(toMap(Opening::index, o -> o));
    Map<Digest, Known> knownByKey = known.stream().collect(toMap(Known::key, k -> k));
    for (Producer producer : hand) {
      Known entry = knownByKey.get(producer.key());
      Producer first = firsts.get(producer.key());
      // A copy that says something else than the first one was not asked for: it comes next.
      if (entry != null
          && first != null
          && first.submission().identity().equals(producer.submission().identity())) {
        Optional<Opening> opening = Optional.ofNullable(openingsByIndex.get(entry.index()));
        producer.answer(entry.answer(opening, genesis));
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
    return setup.guard().check(claimed.stored(genesis.log(), setup.entries(), tree), wasStoreLost);
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
