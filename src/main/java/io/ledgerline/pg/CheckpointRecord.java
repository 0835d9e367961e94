package io.ledgerline.pg;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.merkle.Digest;
import io.ledgerline.note.Checkpoint;
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

  /// The stored note.
  ///
  /// @throws CorruptEntryException if size and root beside it are not those that it signs
  SignedNote signedNote() {
    SignedNote signed = SignedNote.parse(Bytes.utf8(note).toArray());
    Checkpoint checkpoint = Checkpoint.parse(signed.text());
    if (checkpoint.size() != size || !checkpoint.root().equals(Digest.of(root))) {
      throw new CorruptEntryException(
          "the checkpoint of size %d in log %s signs another tree".formatted(size, log));
    }
    return signed;
  }
}
