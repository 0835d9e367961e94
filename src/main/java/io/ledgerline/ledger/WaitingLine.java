package io.ledgerline.ledger;

import io.ledgerline.ledger.Appended.Overloaded;
import io.ledgerline.merkle.Digest;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The producers that wait for a durable commit, in the order of their arrival: those in line,
/// bounded in entries and bytes, and those of the batch in hand. Whoever has waited too long is
/// told to come again.
///
/// Thread-safe. Time is counted in sweeps, so that it needs no clock.
final class WaitingLine {

  /// How many sweeps a producer sees before it is told to come again.
  private static final int SWEEPS = 4;

  private final LedgerSettings settings;
  private final ScheduledExecutorService executor;
  private final Deque<Producer> line = new ArrayDeque<>();
  private List<Producer> taken = List.of();
  private long bytes;
  private long sweep;
  private boolean isSweeping;
  private @Nullable RuntimeException closed;

  WaitingLine(LedgerSettings settings, ScheduledExecutorService executor) {
    this.settings = settings;
    this.executor = executor;
  }

  /// A producer, answered once.
  static final class Producer {

    private final Submission submission;
    private final UniEmitter<? super Appended> emitter;
    private final long arrival;
    private final AtomicBoolean isAnswered = new AtomicBoolean();

    private Producer(Submission submission, UniEmitter<? super Appended> emitter, long arrival) {
      this.submission = submission;
      this.emitter = emitter;
      this.arrival = arrival;
    }

    Submission submission() {
      return submission;
    }

    /// What the store knows the submission by.
    Digest key() {
      return submission.identity().key();
    }

    boolean isWaiting() {
      return !isAnswered.get();
    }

    void answer(Appended appended) {
      if (isAnswered.compareAndSet(false, true)) {
        emitter.complete(appended);
      }
    }

    void fail(Throwable failure) {
      if (isAnswered.compareAndSet(false, true)) {
        emitter.fail(failure);
      }
    }
  }

  /// Lines up a producer, or tells it to come again if the line is full.
  ///
  /// @return whether it is in line
  boolean offer(Submission submission, UniEmitter<? super Appended> emitter) {
    RuntimeException refusal;
    synchronized (this) {
      refusal = closed;
      if (refusal == null && hasRoomFor(submission)) {
        line.add(new Producer(submission, emitter, sweep));
        bytes += submission.sizeBytes();
        keepSweeping();
        return true;
      }
    }
    if (refusal == null) {
      emitter.complete(new Overloaded(settings.retryAfter()));
    } else {
      emitter.fail(refusal);
    }
    return false;
  }

  /// Takes the next batch in hand, as many as are there; a single producer may exceed the bytes of
  /// a batch.
  synchronized List<Producer> take(int countMax) {
    List<Producer> batch = new ArrayList<>();
    long batchBytes = 0;
    for (Producer next = line.peek(); next != null && batch.size() < countMax; next = line.peek()) {
      long size = next.submission.sizeBytes();
      if (!batch.isEmpty() && batchBytes + size > settings.batchBytesMax()) {
        break;
      }
      line.remove();
      bytes -= size;
      batchBytes += size;
      batch.add(next);
    }
    taken = Stream.concat(taken.stream().filter(Producer::isWaiting), batch.stream()).toList();
    return batch;
  }

  /// How many producers are in line.
  synchronized int size() {
    return line.size();
  }

  /// Whether no producer is in line.
  synchronized boolean isEmpty() {
    return line.isEmpty();
  }

  /// Fails whoever waits and whoever comes. The first reason stays.
  void close(RuntimeException reason) {
    List<Producer> dismissed;
    synchronized (this) {
      if (closed == null) {
        closed = reason;
      }
      dismissed = new ArrayList<>(taken);
      dismissed.addAll(line);
      line.clear();
      taken = List.of();
      bytes = 0;
    }
    dismissed.forEach(producer -> producer.fail(reason));
  }

  private boolean hasRoomFor(Submission submission) {
    return line.isEmpty()
        || (line.size() < settings.queueEntriesMax()
            && bytes + submission.sizeBytes() <= settings.queueBytesMax());
  }

  private void keepSweeping() {
    if (!isSweeping) {
      isSweeping = true;
      long period = settings.waitMax().dividedBy(SWEEPS).toNanos();
      try {
        var _ = executor.schedule(this::sweep, period, TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException closing) {
        isSweeping = false; // nobody is left to answer: the sequencer finds out too
      }
    }
  }

  private void sweep() {
    List<Producer> expired = new ArrayList<>();
    synchronized (this) {
      sweep++;
      taken.stream().filter(this::isExpired).forEach(expired::add);
      while (!line.isEmpty() && isExpired(line.element())) {
        Producer producer = line.remove();
        bytes -= producer.submission.sizeBytes();
        expired.add(producer);
      }
      isSweeping = false;
      if (!line.isEmpty() || taken.stream().anyMatch(Producer::isWaiting)) {
        keepSweeping();
      }
    }
    expired.forEach(producer -> producer.answer(new Overloaded(settings.retryAfter())));
  }

  private boolean isExpired(Producer producer) {
    return sweep - producer.arrival > SWEEPS && producer.isWaiting();
  }
}
