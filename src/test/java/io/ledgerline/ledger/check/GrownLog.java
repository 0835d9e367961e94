package io.ledgerline.ledger.check;

import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.Identity;
import io.ledgerline.entry.LeafDraft;
import io.ledgerline.entry.LogId;
import io.ledgerline.entry.Payload;
import io.ledgerline.ledger.Batch;
import io.ledgerline.ledger.Batches;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.ledger.EntryStore.Written;
import io.ledgerline.ledger.Head;
import io.ledgerline.ledger.Submission;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.merkle.Digest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// A log that is made long: real batches of 512 entries through the store, one after the other,
/// without a sequencer. The payloads repeat; leaves, identities and batches are as they always are.
public final class GrownLog {

  private static final int BATCH_ENTRIES = 512;

  private final EntryStore store;
  private final Genesis genesis;
  private final List<Payload> payloads;
  private final List<LeafDraft> drafts;

  /// Grows a log that has its genesis already.
  public GrownLog(EntryStore store, Genesis genesis, List<Payload> payloads) {
    this.store = store;
    this.genesis = genesis;
    this.payloads = List.copyOf(payloads);
    this.drafts =
        payloads.stream()
            .map(
                payload ->
                    new LeafDraft(
                        "openlineage-run-event",
                        payload.mediaType(),
                        "producer",
                        genesis.tenant(),
                        payload.commitment(),
                        0))
            .toList();
  }

  /// The same log under another id and tenant.
  public static Genesis genesis(String tenant) {
    Genesis base = TestLedgers.genesis();
    return new Genesis(
        new LogId(new UUID(tenant.hashCode(), 99)),
        base.origin(),
        base.baseIri(),
        tenant,
        base.key(),
        base.segmentSize());
  }

  /// Appends until the log has this size.
  public void to(long size) {
    Head head = store.head(genesis.log()).await().indefinitely();
    while (head.size() < size) {
      int count = (int) Math.min(BATCH_ENTRIES, size - head.size());
      Batch batch = batch(head, count);
      Written written = store.append(genesis.log(), batch).await().indefinitely();
      if (!(written instanceof Written.Committed)) {
        throw new IllegalStateException("not committed: " + written);
      }
      head = batch.after();
    }
  }

  private Batch batch(Head head, int count) {
    List<Submission> submissions = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      long index = head.size() + i;
      int payload = (int) (index % payloads.size());
      submissions.add(
          new Submission(
              drafts.get(payload),
              payloads.get(payload),
              new Identity(digest(1, index), digest(2, index)),
              "log"));
    }
    UUID id = new UUID(genesis.log().value().getMostSignificantBits(), head.size());
    return Batches.of(id, head, submissions);
  }

  private static Digest digest(int kind, long index) {
    return Digest.ofLeaf(ByteBuffer.allocate(9).put((byte) kind).putLong(index).flip());
  }
}
