package io.ledgerline.vault.keys;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.DataUnit;
import io.ledgerline.entry.LogId;
import io.ledgerline.entry.Payload;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submission;
import io.ledgerline.merkle.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/// Encrypts what is stored of payloads and of refused events, and opens it again: AES-256-GCM, each
/// column by itself, bound to the log, the row and the column that it stands in
/// (docs/reference/formats.md, "Payloads at rest").
///
/// Thread-safe; what it hands out is for one thread at a time.
public final class PayloadCipher {

  /// How a row says that it is encrypted so: AES-256-GCM, version 1.
  public static final String NAME = "A256GCM.1";

  private static final int OVERHEAD_BYTES = Gcm.NONCE_BYTES + Gcm.TAG_BYTES;
  private static final int SIZE_STEP_BYTES = 64;

  private static final byte[] COLUMN_LABEL =
      "ledgerline/column/v1\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] REFUSAL_LABEL =
      "ledgerline/refusal/v1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int LOG_BYTES = 2 * Long.BYTES;

  private final DataKeys keys;
  private final Queue<Packing> packings = new ConcurrentLinkedQueue<>();

  /// Encrypts under data keys.
  public PayloadCipher(DataKeys keys) {
    this.keys = keys;
  }

  /// A unit as it is stored.
  ///
  /// @param key the data key's name
  /// @param salt the encrypted salt
  /// @param value the encrypted value
  /// @param sizeBytes of the value where it was packed, rounded up to 64, lest it tell how long
  ///   what was erased had been; null where the ciphertext tells
  /// @param eventSalt the encrypted salt of the event digest, under the key of the payload's last
  ///   unit; null but for unit 0
  public record SealedUnit(
      UUID key, Bytes salt, Bytes value, @Nullable Integer sizeBytes, @Nullable Bytes eventSalt) {}

  /// A refused event as it is stored.
  ///
  /// @param key the data key's name
  /// @param body the encrypted body
  public record SealedBody(UUID key, Bytes body) {}

  /// Encrypts rows of a log.
  public Sealing sealing(LogId log) {
    return new Sealing(log);
  }

  /// Opens rows of a log.
  public Opening opening(LogId log) {
    return new Opening(log);
  }

  /// Encrypts many rows. Every key that it uses is on the disk when it returns.
  public final class Sealing {

    private final LogId log;
    private final Gcm gcm = new Gcm();

    private Sealing(LogId log) {
      this.log = log;
    }

    /// Encrypts the units of an entry's payload.
    ///
    /// @throws KeysUnavailableException if a key is needed and cannot be made
    public List<SealedUnit> seal(long index, Submission submission) {
      Set<Digest> subjects =
          submission.beside().subjects().stream()
              .map(Submission.Mark::subject)
              .collect(Collectors.toSet());
      boolean isSystem = submission.draft().producer().equals(Ledger.SYSTEM_PRODUCER);
      boolean isLog = submission.retentionClass().equals("log");
      ChestFormat.Use kept = isLog ? ChestFormat.Use.LOG : ChestFormat.Use.DOCUMENTATION;
      ChestFormat.Use use = isSystem ? ChestFormat.Use.SYSTEM : kept;
      return seal(index, submission.payload(), subjects, use);
    }

    /// @param subjects the pseudonyms of all data subjects whom the payload is about
    /// @param use of the key where there are none
    List<SealedUnit> seal(long index, Payload payload, Set<Digest> subjects, ChestFormat.Use use) {
      int last = payload.units().size() - 1;
      SealingKey rest = key(subjects, use, true);
      SealingKey apart = last == 0 ? rest : key(subjects, use, false);
      byte[] salt = payload.eventSalt().bytes().toArray();
      List<SealedUnit> units = new ArrayList<>(last + 1);
      for (int number = 0; number <= last; number++) {
        DataUnit unit = payload.units().get(number);
        SealingKey key = number == 0 ? rest : apart;
        Bytes eventSalt =
            number == 0 ? seal(apart, aad(log, index, 0, Column.EVENT_SALT), salt) : null;
        byte[] packed = pack(unit.value());
        units.add(
            new SealedUnit(
                key.id().value(),
                seal(key, aad(log, index, number, Column.SALT), unit.salt().bytes().toArray()),
                seal(key, aad(log, index, number, Column.VALUE), packed),
                Packing.isSmaller(packed) ? roundedUp(unit.value().size()) : null,
                eventSalt));
      }
      return units;
    }

    /// Encrypts the body of a refused event.
    ///
    /// @param refusal the row's id
    /// @throws KeysUnavailableException if a key is needed and cannot be made
    public SealedBody seal(UUID refusal, Bytes body) {
      SealingKey key = keys.period(log, ChestFormat.Use.QUARANTINE);
      return new SealedBody(key.id().value(), seal(key, refusalAad(log, refusal), body.toArray()));
    }

    private SealingKey key(Set<Digest> subjects, ChestFormat.Use use, boolean isRest) {
      return subjects.isEmpty() ? keys.period(log, use) : keys.subjects(log, subjects, isRest);
    }

    private Bytes seal(SealingKey key, byte[] aad, byte[] plain) {
      byte[] target = key.nonce(plain.length + OVERHEAD_BYTES);
      gcm.seal(key.key(), aad, plain, target);
      return Bytes.owned(target);
    }
  }

  /// Opens many rows; looks each key up once.
  public final class Opening {

    private final LogId log;
    private final Gcm gcm = new Gcm();
    private final Map<UUID, ChestFormat.Found> found = new HashMap<>();

    private Opening(LogId log) {
      this.log = log;
    }

    /// Opens a column of a unit's row.
    ///
    /// @param key the data key's name
    /// @throws KeysUnavailableException if the directory of the data keys does not answer
    public Opened open(long index, int unit, Column column, UUID key, Bytes sealed) {
      return open(key, aad(log, index, unit, column), sealed, column == Column.VALUE);
    }

    /// Opens the body of a refused event.
    ///
    /// @throws KeysUnavailableException if the directory of the data keys does not answer
    public Opened open(UUID refusal, UUID key, Bytes sealed) {
      return open(key, refusalAad(log, refusal), sealed, false);
    }

    private Opened open(UUID key, byte[] aad, Bytes sealed, boolean isPacked) {
      return switch (found.computeIfAbsent(key, id -> keys.find(log, new KeyId(id)))) {
        case ChestFormat.Found.Here(var secret) ->
            gcm.open(secret, aad, sealed.toArray())
                .map(plain -> isPacked ? unpack(plain) : new Opened.Plain(Bytes.owned(plain)))
                .orElseGet(() -> new Opened.Faulty("it was changed, or belongs to another row"));
        case ChestFormat.Found.Destroyed(var at) -> new Opened.KeyDestroyed(at);
        case ChestFormat.Found.Faulty(var why) ->
            new Opened.Faulty("its data key " + key + ": " + why);
      };
    }
  }

  private byte[] pack(Bytes plain) {
    Packing packing = borrowed();
    byte[] packed = packing.pack(plain);
    packings.add(packing);
    return packed;
  }

  private Opened unpack(byte[] packed) {
    Packing packing = borrowed();
    try {
      return new Opened.Plain(packing.unpack(packed));
    } catch (DataFormatException malformed) {
      return new Opened.Faulty("it was packed by another program: " + malformed.getMessage());
    } finally {
      packings.add(packing);
    }
  }

  /// They hold memory outside the heap, and are made once for each thread that is at work.
  private Packing borrowed() {
    Packing packing = packings.poll();
    return packing == null ? new Packing() : packing;
  }

  private static int roundedUp(int sizeBytes) {
    return Math.ceilDiv(sizeBytes, SIZE_STEP_BYTES) * SIZE_STEP_BYTES;
  }

  private static byte[] aad(LogId log, long index, int unit, Column column) {
    return aad(COLUMN_LABEL, log, Long.BYTES + Integer.BYTES + 1)
        .putLong(index)
        .putInt(unit)
        .put((byte) column.code())
        .array();
  }

  private static byte[] refusalAad(LogId log, UUID refusal) {
    return aad(REFUSAL_LABEL, log, LOG_BYTES)
        .putLong(refusal.getMostSignificantBits())
        .putLong(refusal.getLeastSignificantBits())
        .array();
  }

  private static ByteBuffer aad(byte[] label, LogId log, int moreBytes) {
    return ByteBuffer.allocate(label.length + LOG_BYTES + moreBytes)
        .put(label)
        .putLong(log.value().getMostSignificantBits())
        .putLong(log.value().getLeastSignificantBits());
  }
}
