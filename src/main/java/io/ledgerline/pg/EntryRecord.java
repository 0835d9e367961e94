package io.ledgerline.pg;

import io.ledgerline.canon.Bytes;
import io.ledgerline.ledger.EntryStore;
import io.ledgerline.merkle.Digest;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/// A row of `ledger.entry`, to read; appending is [AppendStatement]'s.
@Entity
@Immutable
@Table(schema = "ledger", name = "entry")
@IdClass(EntryRecord.Key.class)
class EntryRecord {

  /// Log and index.
  record Key(UUID log, long place) implements Serializable {}

  @Id
  @Column(name = "log_id")
  private UUID log;

  @Id
  @Column(name = "index")
  private long place;

  @Column(name = "received_at")
  private Instant receivedAt;

  private byte[] leaf;

  @Column(name = "leaf_hash")
  private byte[] leafHash;

  @Column(name = "chain_hash")
  private byte[] chainHash;

  EntryStore.EntryRow row() {
    return new EntryStore.EntryRow(
        place, receivedAt, Bytes.owned(leaf), Digest.of(leafHash), Digest.of(chainHash));
  }
}
