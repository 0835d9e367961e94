package io.ledgerline.pg;

import io.ledgerline.ledger.CheckpointStore;
import io.ledgerline.merkle.Digest;
import io.ledgerline.note.SignedNote;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/// A row of `ledger.checkpoint`: a published checkpoint.
@Entity
@Immutable
@Table(schema = "ledger", name = "checkpoint")
@IdClass(CheckpointRecord.Key.class)
class CheckpointRecord {

  /// Log and size.
  record Key(UUID log, long size) implements Serializable {}

  @Id
  @Column(name = "log_id")
  private UUID log;

  @Id private long size;

  private byte[] root;

  private String note;

  /// What is stored.
  CheckpointStore.Stored stored() {
    return new CheckpointStore.Stored(size, Digest.of(root), note);
  }

  /// The stored note.
  ///
  /// @throws io.ledgerline.entry.CorruptEntryException as [CheckpointStore.Stored#signed] does
  SignedNote signedNote() {
    return stored().signed();
  }
}
