package io.ledgerline.drill.log;

import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.Identity;
import io.ledgerline.entry.LeafDraft;
import io.ledgerline.entry.Payload;
import io.ledgerline.entry.UnitSet;
import io.ledgerline.event.system.HoldLifted;
import io.ledgerline.event.system.HoldPlaced;
import io.ledgerline.event.system.KeyRotated;
import io.ledgerline.event.system.SegmentSeal;
import io.ledgerline.event.system.SystemRecord;
import io.ledgerline.ledger.Appended;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submission;
import io.ledgerline.ledger.Submissions;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.merkle.Digest;
import io.ledgerline.note.SigningKey;
import io.ledgerline.note.history.KeyHistory;
import io.ledgerline.note.history.KeyRotation;
import io.ledgerline.segment.Segment;
import io.ledgerline.vault.hold.Hold;
import io.smallrye.mutiny.Uni;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;

/// How a log grows that is attacked: the same entries every time, and one of them as a forger would
/// have it.
///
/// 270 events and their checkpoint; two events with a unit of their own, the first of which is
/// erased; two holds, one of which is lifted; a key rotation; a sealed segment; a sweep; and more.
public final class Recipe {

  /// Entries of a segment.
  public static final int SEGMENT_SIZE = 256;

  /// An entry that a forger changes, in the sealed segment.
  public static final long FORGED = 100;

  /// The event of which a unit was erased.
  public static final long ERASED = 270;

  /// The event that has two units.
  public static final long CUT = 271;

  /// The erasure.
  public static final long ERASURE = 272;

  /// The entry of the key rotation.
  public static final long ROTATION = 276;

  /// How many entries yesterday's backup has.
  public static final int YESTERDAY = 300;

  /// How many entries the newest anchor covers.
  public static final int ANCHORED = 330;

  /// How many there are before the attack.
  public static final int TODAY = 340;

  private static final int BEFORE = 270;

  /// What is remembered beside entries.
  public interface Beside {

    void rotation(KeyHistory.Step step);

    void hold(Hold hold);

    void segment(Segment segment);

    void sweep();
  }

  private final Ledger ledger;
  private final Beside beside;
  private final String told;

  /// @param told what the event at [#FORGED] says
  Recipe(Ledger ledger, Beside beside, String told) {
    this.ledger = ledger;
    this.beside = beside;
    this.told = told;
  }

  /// The key that signs before the rotation.
  public static SigningKey firstKey() {
    return TestLedgers.key();
  }

  /// The key that signs, with the first one, after it.
  public static SigningKey secondKey() {
    byte[] seed = new byte[SigningKey.SEED_BYTES];
    Arrays.fill(seed, (byte) 2);
    return SigningKey.ofSeed(TestLedgers.ORIGIN, seed);
  }

  /// Grows to yesterday's size, and publishes.
  public void growToYesterday() {
    events(1, BEFORE);
    publish();
    append(Submissions.cut("erased"));
    append(Submissions.cut("cut"));
    append(Submissions.erasing("dpo-1", UnitSet.of(ERASED, List.of(1))));
    hold(1, false);
    hold(2, true);
    rotate();
    seal();
    beside.sweep();
    events(ledger.size(), YESTERDAY);
    publish();
  }

  /// Grows by events to a size, and publishes.
  public void growTo(long size) {
    events(ledger.size(), size);
    publish();
  }

  /// The submission of a record of the system, the same one every time.
  public static Submission submission(Genesis log, SystemRecord record) {
    Payload payload =
        Payload.whole(
            "application/json", record.toJson().bytes(), new Random(record.name().hashCode()));
    return new Submission(
        new LeafDraft(
            record.type(),
            "application/json",
            Ledger.SYSTEM_PRODUCER,
            log.tenant(),
            payload.commitment(),
            0),
        payload,
        Identity.ofSystem(log.tenant(), record.type(), record.name(), record.toJson().object()),
        "documentation",
        Submission.Beside.NOTHING);
  }

  private void events(long from, long to) {
    List<Uni<Appended>> appends =
        LongStream.range(from, to)
            .mapToObj(
                i ->
                    ledger.append(
                        Submissions.of("event " + i, i == FORGED ? told : "content " + i)))
            .toList();
    Uni.join().all(appends).andFailFast().await().indefinitely();
  }

  private void hold(long number, boolean isLifted) {
    UUID id = new UUID(0, number);
    Optional<HoldPlaced.Range> range = Optional.of(new HoldPlaced.Range(10, 20));
    long placed = record(new HoldPlaced(id.toString(), "case-7", range, "counsel-1"));
    OptionalLong lifted =
        isLifted
            ? OptionalLong.of(record(new HoldLifted(id.toString(), "counsel-1")))
            : OptionalLong.empty();
    beside.hold(new Hold(id, "case-7", range, Optional.empty(), OptionalLong.of(placed), lifted));
  }

  private void rotate() {
    KeyRotation rotation =
        KeyRotation.sign(ledger.genesis().log().toString(), firstKey(), secondKey());
    long index = record(new KeyRotated(rotation.note().render()));
    KeyHistory.Step step = new KeyHistory.Step(index, rotation);
    beside.rotation(step);
    ledger.keys().rotated(step);
  }

  private void seal() {
    int height = Integer.numberOfTrailingZeros(SEGMENT_SIZE);
    Digest root = ledger.published().subtree(height, 0).await().indefinitely().orElseThrow();
    Digest chain = ledger.entry(SEGMENT_SIZE - 1).await().indefinitely().orElseThrow().chainHash();
    long index = record(new SegmentSeal(0, 0, SEGMENT_SIZE - 1, root.toHex(), chain.toHex()));
    beside.segment(new Segment(0, 0, SEGMENT_SIZE - 1, root, chain, index));
  }

  private long record(SystemRecord record) {
    return append(submission(ledger.genesis(), record));
  }

  private long append(Submission submission) {
    return ((Appended.Sequenced) ledger.append(submission).await().indefinitely())
        .receipt()
        .index();
  }

  private void publish() {
    ledger.publish().await().indefinitely();
  }
}
