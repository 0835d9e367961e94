package io.ledgerline.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.entry.ChainHash;
import io.ledgerline.event.system.SegmentDetach;
import io.ledgerline.event.system.SegmentSeal;
import io.ledgerline.event.system.SystemRecord;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Frontier;
import io.ledgerline.merkle.Hasher;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Rows of segments are made of entries; the segments have four.
class RowsOfEntriesTest {

  private static final int SIZE = 4;
  private static final Digest OTHER = leaf(99);
  private static final Digest ROOT = root(0);
  private static final Digest CHAIN = chain(3);

  private final RowsOfEntries rows = new RowsOfEntries(SIZE);
  private final InMemorySegmentStore store = new InMemorySegmentStore();
  private long size;

  @Test
  void aSealAndAnAnnouncementBecomeRows() {
    // Given
    entries(6);

    // When
    says(new SegmentSeal(0, 0, 3, ROOT.toHex(), CHAIN.toHex()));
    says(new SegmentDetach(0, 0, 3, ROOT.toHex(), OTHER.toHex(), 2, "ops-1"));
    keep();

    // Then
    Segment segment = new Segment(0, 0, 3, ROOT, CHAIN, 6);
    assertThat(segments()).containsExactly(segment);
    assertThat(announced()).containsExactly(new Announcement(segment, OTHER, 2, 7));
  }

  @Test
  void aSealThatItsEntriesDoNotGiveBecomesNone() {
    // Given
    entries(6);

    // When
    says(new SegmentSeal(0, 0, 3, OTHER.toHex(), CHAIN.toHex()));
    says(new SegmentSeal(0, 0, 3, ROOT.toHex(), OTHER.toHex()));
    says(new SegmentSeal(0, 0, 1, ROOT.toHex(), CHAIN.toHex()));
    says(new SegmentSeal(3, 12, 15, ROOT.toHex(), CHAIN.toHex()));
    keep();

    // Then
    assertThat(segments()).isEmpty();
  }

  @Test
  void anAnnouncementWithoutItsSealBecomesNone() {
    // Given
    entries(6);

    // When
    says(new SegmentDetach(0, 0, 3, ROOT.toHex(), OTHER.toHex(), 0, "ops-1"));
    says(new SegmentSeal(0, 0, 3, ROOT.toHex(), CHAIN.toHex()));
    says(new SegmentDetach(0, 0, 3, OTHER.toHex(), OTHER.toHex(), 0, "ops-1"));
    keep();

    // Then
    assertThat(segments()).hasSize(1);
    assertThat(announced()).isEmpty();
  }

  private void entries(int count) {
    for (int i = 0; i < count; i++) {
      rows.next(leaf(size), chain(size));
      size++;
    }
  }

  private void says(SystemRecord record) {
    rows.next(leaf(size), chain(size));
    rows.says(size, record.type(), record.toJson().bytes());
    size++;
  }

  private void keep() {
    rows.keepIn(store, TestLedgers.genesis().log());
  }

  private List<Segment> segments() {
    return store.page(TestLedgers.genesis().log(), 0, 10).await().indefinitely();
  }

  private List<Announcement> announced() {
    return store.announcements(TestLedgers.genesis().log()).await().indefinitely();
  }

  private static Digest leaf(long index) {
    return new Hasher().bytes(ByteBuffer.allocate(8).putLong(0, index)).finish();
  }

  private static Digest chain(long index) {
    Digest hash = ChainHash.BEFORE_FIRST;
    for (long i = 0; i <= index; i++) {
      hash = ChainHash.next(hash, i, leaf(i));
    }
    return hash;
  }

  private static Digest root(int first) {
    return Frontier.EMPTY
        .append(IntStream.range(first, first + SIZE).mapToObj(RowsOfEntriesTest::leaf).toList())
        .root();
  }
}
