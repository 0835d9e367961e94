package io.ledgerline.bench;

import io.ledgerline.ledger.Appended;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submission;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// Producers of which each hands in an event when its last one is durable.
final class Producers {

  private final Ledger ledger;
  private final List<Submission> submissions;
  private final int count;
  private final AtomicInteger next = new AtomicInteger();
  private final CountDownLatch done;
  private final long[] nanos;
  private double seconds;

  Producers(Ledger ledger, List<Submission> submissions, int count) {
    this.ledger = ledger;
    this.submissions = List.copyOf(submissions);
    this.count = count;
    this.done = new CountDownLatch(count);
    this.nanos = new long[submissions.size()];
  }

  void run() {
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      produce();
    }
    try {
      done.await();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
    seconds = (System.nanoTime() - start) / 1e9;
    Arrays.sort(nanos);
  }

  double perSecond() {
    return nanos.length / seconds;
  }

  /// How long this part of the appends took at most.
  double millis(double part) {
    return nanos[(int) Math.min(nanos.length - 1, nanos.length * part)] / 1e6;
  }

  private void produce() {
    int mine = next.getAndIncrement();
    if (mine >= submissions.size()) {
      done.countDown();
      return;
    }
    long start = System.nanoTime();
    ledger
        .append(submissions.get(mine))
        .subscribe()
        .with(
            appended -> {
              if (!(appended instanceof Appended.Sequenced)) {
                throw new IllegalStateException("not sequenced: " + appended);
              }
              nanos[mine] = System.nanoTime() - start;
              produce();
            });
  }
}
