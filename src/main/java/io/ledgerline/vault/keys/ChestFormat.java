package io.ledgerline.vault.keys;

import io.ledgerline.entry.LogId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;

/// A file of data keys, byte by byte: a header, then a record for each key, all of 128 bytes, so
/// that no record lies across two sectors of a disk (docs/reference/formats.md, "Data keys").
///
/// @param log the log whose payloads the keys encrypt
/// @param first the name of the first key
/// @param use what the keys are for
/// @param useUntil from then on nothing is encrypted under them
/// @param count how many keys there are
record ChestFormat(LogId log, KeyId first, Use use, Instant useUntil, int count) {

  /// The number of bytes of the header, and of each record.
  static final int RECORD_BYTES = 128;

  /// The most keys of a file.
  static final int COUNT_MAX = 1 << 12;

  private static final byte[] MAGIC = "ledgerline/keys\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LABEL =
      "ledgerline/data-key/v1\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte VERSION = 1;
  private static final byte WRAPPED = 1;
  private static final byte DESTROYED = 2;
  private static final int SEALED_OFFSET = 16;
  private static final int SEALED_BYTES = Gcm.NONCE_BYTES + Gcm.KEY_BYTES + Gcm.TAG_BYTES;

  /// Where the record of a place starts.
  static long offset(int place) {
    return (long) RECORD_BYTES * (1 + place);
  }

  /// The first record of the file.
  byte[] header() {
    return ByteBuffer.allocate(RECORD_BYTES)
        .put(MAGIC)
        .put(VERSION)
        .put((byte) use.code())
        .putShort((short) count)
        .putInt(0)
        .putLong(useUntil.getEpochSecond())
        .putLong(log.value().getMostSignificantBits())
        .putLong(log.value().getLeastSignificantBits())
        .put(first.toArray())
        .array();
  }

  /// Reads the header of the chest in which a key should lie.
  ///
  /// @return nothing if it is none, of another version, or of another log or chest
  static Optional<ChestFormat> parse(ByteBuffer header, LogId log, KeyId key) {
    try {
      byte[] magic = new byte[MAGIC.length];
      header.get(magic);
      byte version = header.get();
      int use = header.get();
      int count = header.getShort();
      header.getInt();
      Instant useUntil = Instant.ofEpochSecond(header.getLong());
      LogId ofLog = new LogId(new UUID(header.getLong(), header.getLong()));
      KeyId first = KeyId.of(header);
      boolean isOurs =
          Arrays.equals(magic, MAGIC)
              && version == VERSION
              && count > 0
              && count <= COUNT_MAX
              && ofLog.equals(log)
              && first.equals(key.first());
      return Arrays.stream(Use.values())
          .filter(known -> isOurs && known.code() == use)
          .findFirst()
          .map(known -> new ChestFormat(log, first, known, useUntil, count));
    } catch (BufferUnderflowException | DateTimeException truncated) {
      return Optional.empty();
    }
  }

  /// A record with a key in it.
  ///
  /// @param nonce 12 fresh random bytes
  byte[] wrapped(int place, byte[] key, MasterKeys masters, byte[] nonce, Gcm gcm) {
    byte[] sealed = Arrays.copyOf(nonce, SEALED_BYTES);
    gcm.seal(masters.current(), aad(place), key, sealed);
    return ByteBuffer.allocate(RECORD_BYTES)
        .put(WRAPPED)
        .putLong(masters.currentId())
        .put(SEALED_OFFSET, sealed)
        .array();
  }

  /// The record of a key that was destroyed.
  static byte[] destroyed(Instant at) {
    return ByteBuffer.allocate(RECORD_BYTES).put(DESTROYED).putLong(at.getEpochSecond()).array();
  }

  /// Whether a record holds a key, whatever it is wrapped under.
  static boolean isWrapped(ByteBuffer record) {
    return record.get(record.position()) == WRAPPED;
  }

  /// The name of the master key that a record is wrapped under.
  static long masterId(ByteBuffer record) {
    return record.getLong(record.position() + 1);
  }

  /// What a record holds.
  Found open(int place, ByteBuffer record, MasterKeys masters, Gcm gcm) {
    int start = record.position();
    if (record.get(start) == DESTROYED) {
      return new Found.Destroyed(Instant.ofEpochSecond(record.getLong(start + 1)));
    }
    if (!isWrapped(record)) {
      return new Found.Faulty("its record in %s is none".formatted(first.fileName()));
    }
    Optional<SecretKeySpec> master = masters.key(masterId(record));
    if (master.isEmpty()) {
      return new Found.Faulty(
          "it is wrapped under the master key %016x, which is not here"
              .formatted(masterId(record)));
    }
    byte[] sealed = new byte[SEALED_BYTES];
    record.get(start + SEALED_OFFSET, sealed);
    return gcm.open(master.get(), aad(place), sealed)
        .<Found>map(bytes -> new Found.Here(Gcm.key(bytes)))
        .orElseGet(
            () -> new Found.Faulty("its record in %s was changed".formatted(first.fileName())));
  }

  private byte[] aad(int place) {
    return ByteBuffer.allocate(LABEL.length + 2 * KeyId.SIZE_BYTES + 1 + Long.BYTES)
        .put(LABEL)
        .putLong(log.value().getMostSignificantBits())
        .putLong(log.value().getLeastSignificantBits())
        .put(first.at(place).toArray())
        .put((byte) use.code())
        .putLong(useUntil.getEpochSecond())
        .array();
  }

  /// What a data key encrypts. Its code is stored, and is for ever.
  ///
  /// What is kept for different times lies under different keys: a key dies when the last unit
  /// under it is erased.
  enum Use {

    /// Payloads of the retention class `log` without a known data subject, for a period.
    LOG(1),

    /// Payloads of data subjects.
    SUBJECT(2),

    /// Refused events, for a period.
    QUARANTINE(3),

    /// Payloads of the retention class `documentation` without a known data subject, for a period.
    DOCUMENTATION(4),

    /// What the system recorded of itself, which is never erased, for a period.
    SYSTEM(5);

    private final int code;

    Use(int code) {
      this.code = code;
    }

    /// The byte that is stored.
    int code() {
      return code;
    }
  }

  /// What became of a data key that a row names.
  sealed interface Found {

    /// It is there.
    record Here(SecretKeySpec key) implements Found {}

    /// It was destroyed, and its place says so.
    record Destroyed(Instant at) implements Found {}

    /// It should be there, and is not, or cannot be read: nobody destroyed it.
    ///
    /// @param why for a person who has to mend it
    record Faulty(String why) implements Found {}
  }
}
