package io.ledgerline.ledger;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Identity;
import io.ledgerline.ledger.Batch.Rendered;
import io.ledgerline.ledger.EntryStore.EntryRow;
import io.ledgerline.merkle.Digest;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/// Batches of made-up events, each with an id of its own.
public final class Batches {

  private static final AtomicLong IDS = new AtomicLong();

  private Batches() {}

  /// Events with these names, and their names as content, behind a head.
  public static Batch of(Head head, String... names) {
    return seal(
        head, Arrays.stream(names).map(name -> rendered(Submissions.of(name, name))).toList());
  }

  /// These submissions behind a head.
  public static Batch of(Head head, List<Submission> submissions) {
    return seal(head, submissions.stream().map(Batches::rendered).toList());
  }

  /// These submissions behind a head, all of them received at [TestLedgers#NOW].
  public static Batch of(UUID id, Head head, List<Submission> submissions) {
    return Batch.seal(
        id, head, submissions.stream().map(Batches::rendered).toList(), TestLedgers.NOW);
  }

  static Batch seal(Head head, List<Rendered> rendered) {
    return Batch.seal(new UUID(1, IDS.incrementAndGet()), head, rendered, TestLedgers.NOW);
  }

  static Rendered rendered(Submission submission) {
    return new Rendered(submission.draft().receivedAt(TestLedgers.NOW), submission);
  }

  /// Events with so many accepted bytes each, behind a head.
  public static Batch sized(Head head, String name, int entries, int sizeBytes) {
    return seal(
        head, IntStream.range(0, entries).mapToObj(i -> sized(name + " " + i, sizeBytes)).toList());
  }

  /// Events with these accepted bytes, again and again, behind a head.
  public static Batch real(Head head, String name, int entries, List<Bytes> accepted) {
    return seal(
        head,
        IntStream.range(0, entries)
            .mapToObj(
                i ->
                    rendered(
                        Submissions.of(name + " " + i, accepted.get(i % accepted.size()), name, 3)))
            .toList());
  }

  /// An event with so many accepted bytes.
  static Rendered sized(String name, int sizeBytes) {
    byte[] bytes = new byte[sizeBytes];
    new Random(name.hashCode()).nextBytes(bytes);
    return rendered(Submissions.of(name, Bytes.owned(bytes), name, 3));
  }

  /// The identity of an event with this name.
  public static Identity identity(String name) {
    return Submissions.of(name, name).identity();
  }

  /// What a store must return for a batch.
  static List<EntryRow> rows(Batch batch) {
    return batch.entries().stream()
        .map(
            line ->
                new EntryRow(
                    line.index(),
                    TestLedgers.NOW,
                    line.leaf().json().bytes(),
                    Digest.ofLeaf(line.leaf().json().bytes().view()),
                    line.chainHash()))
        .toList();
  }
}
