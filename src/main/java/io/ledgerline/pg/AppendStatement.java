package io.ledgerline.pg;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.DataUnit;
import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.Batch;
import io.ledgerline.ledger.Head;
import io.ledgerline.ledger.Submission;
import io.ledgerline.merkle.Digest;
import io.ledgerline.vault.keys.PayloadCipher;
import io.ledgerline.vault.keys.PayloadCipher.SealedUnit;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;

/// One batch as one statement, and therefore one transaction and one round trip.
///
/// The head is swapped first: where it is not the expected one, or an identity is known, nothing is
/// written, because every insert reads from the swap. Answers one row for each known identity, or
/// one with none; `moved` says whether the head was swapped.
final class AppendStatement {

  private static final String WRITES =
      """
      WITH known AS (
        SELECT i.key_hash, i.content_hash, i.index FROM ledger.identity i
        WHERE i.log_id = $1 AND i.key_hash = ANY ($2::bytea[])
      ), swapped AS (
        UPDATE ledger.head h
        SET size = $7, chain_hash = $8, frontier = $9, received_at = $10, epoch = h.epoch + 1
        WHERE h.log_id = $1 AND h.size = $4 AND h.chain_hash = $5 AND h.epoch = $6
          AND NOT EXISTS (SELECT FROM known)
        RETURNING h.epoch
      ), entries AS (
        INSERT INTO ledger.entry (log_id, index, received_at, leaf, leaf_hash, chain_hash)
        SELECT $1, $4 + e.place - 1, $10, e.leaf, e.leaf_hash, e.chain_hash
        FROM swapped, unnest($11::bytea[], $12::bytea[], $13::bytea[])
          WITH ORDINALITY AS e (leaf, leaf_hash, chain_hash, place)
      ), units AS (
        INSERT INTO ledger.unit
          (log_id, index, unit, pointer, digest, event_salt, salt, value, retention_class, cipher,
           data_key_id, value_size)
        SELECT $1, u.index, u.unit, u.pointer, u.digest, u.event_salt, u.salt, u.value, u.retention,
          $24, u.key, u.size
        FROM swapped, unnest($14::bigint[], $15::integer[], $16::text[], $17::bytea[],
          $18::bytea[], $19::bytea[], $20::bytea[], $21::text[], $25::uuid[], $26::integer[])
          AS u (index, unit, pointer, digest, event_salt, salt, value, retention, key, size)
      ), identities AS (
        INSERT INTO ledger.identity (log_id, key_hash, content_hash, index)
        SELECT $1, i.key_hash, i.content_hash, $4 + i.place - 1
        FROM swapped, unnest($2::bytea[], $3::bytea[])
          WITH ORDINALITY AS i (key_hash, content_hash, place)
      ), batches AS (
        INSERT INTO ledger.batch (log_id, batch_id, epoch, first_index, entries)
        SELECT $1, $22, s.epoch, $4, $23 FROM swapped s
      )
      """;

  private static final String ANSWER =
      """
      SELECT (SELECT count(*) FROM swapped) AS moved, k.key_hash, k.content_hash, k.index
      FROM (SELECT) AS once LEFT JOIN known k ON true
      """;

  /// A batch of which no submission says anything beside: nearly all of them.
  static final String PLAIN = WRITES + ANSWER;

  /// The function that erases is called only where a row asks for its result.
  private static final String WITH_MORE =
      WRITES
          + """
          , subjects AS (
            INSERT INTO ledger.subject (log_id, subject_hash, index, unit)
            SELECT DISTINCT $1::uuid, m.subject_hash, m.index, m.unit
            FROM swapped, unnest($27::bytea[], $28::bigint[], $29::integer[])
              AS m (subject_hash, index, unit)
          ), erased AS (
            SELECT ledger.erase_units($1, $30::bigint[], $31::bigint[], $32::integer[]) AS units
            FROM swapped WHERE cardinality($31::bigint[]) > 0
          )
          SELECT (SELECT count(*) FROM swapped) AS moved, k.key_hash, k.content_hash, k.index,
            (SELECT units FROM erased) AS erased
          FROM (SELECT) AS once LEFT JOIN known k ON true
          """;

  /// What one thread encrypts at a time.
  private static final int PART_ENTRIES = 64;

  private final LogId log;
  private final Batch batch;
  private final Buffer[] keyHashes;
  private final Buffer[] contentHashes;
  private final List<List<SealedUnit>> sealed;

  /// Encrypts the batch: what it makes of data keys is on the disk afterwards.
  ///
  /// @throws io.ledgerline.vault.keys.KeysUnavailableException if it cannot be
  AppendStatement(LogId log, Batch batch, IdentityKey key, PayloadCipher cipher) {
    this.log = log;
    this.batch = batch;
    this.sealed = seal(log, batch.entries(), cipher);
    this.keyHashes = buffers(line -> key.keyHash(line.submission().identity().key()));
    this.contentHashes = buffers(line -> key.contentHash(line.submission().identity()));
  }

  /// Packing takes some 30 us for an event of 4 KiB, so all processors do it.
  private static List<List<SealedUnit>> seal(
      LogId log, List<Batch.Line> lines, PayloadCipher cipher) {
    return IntStream.range(0, Math.ceilDiv(lines.size(), PART_ENTRIES))
        .parallel()
        .mapToObj(
            part -> {
              PayloadCipher.Sealing sealing = cipher.sealing(log);
              int end = Math.min((part + 1) * PART_ENTRIES, lines.size());
              return lines.subList(part * PART_ENTRIES, end).stream()
                  .map(line -> sealing.seal(line.index(), line.submission()))
                  .toList();
            })
        .flatMap(List::stream)
        .toList();
  }

  /// The identity's place in the batch, or -1.
  int placeOf(Buffer keyHash) {
    for (int i = 0; i < keyHashes.length; i++) {
      if (keyHashes[i].equals(keyHash)) {
        return i;
      }
    }
    return -1;
  }

  /// Whether the line at the place has this content.
  boolean hasContent(int place, Buffer contentHash) {
    return contentHashes[place].equals(contentHash);
  }

  String sql() {
    return hasMore() ? WITH_MORE : PLAIN;
  }

  private boolean hasMore() {
    return batch.entries().stream()
        .anyMatch(line -> !line.submission().beside().equals(Submission.Beside.NOTHING));
  }

  Tuple parameters() {
    Head before = batch.before();
    Head after = batch.after();
    List<Object> values = new ArrayList<>();
    values.add(log.value());
    values.add(keyHashes);
    values.add(contentHashes);
    values.add(before.size());
    values.add(buffer(before.chainHash()));
    values.add(before.epoch());
    values.add(after.size());
    values.add(buffer(after.chainHash()));
    values.add(buffer(after.frontier().toArray()));
    values.add(timestamp(after.receivedAt()));
    values.add(
        batch.entries().stream()
            .map(line -> buffer(line.leaf().json().bytes().toArray()))
            .toArray(Buffer[]::new));
    values.add(buffers(Batch.Line::leafHash));
    values.add(buffers(Batch.Line::chainHash));
    addUnits(values);
    values.add(batch.id());
    values.add(batch.entries().size());
    values.add(PayloadCipher.NAME);
    values.add(sealed.stream().flatMap(List::stream).map(SealedUnit::key).toArray(UUID[]::new));
    values.add(
        sealed.stream().flatMap(List::stream).map(SealedUnit::sizeBytes).toArray(Integer[]::new));
    if (hasMore()) {
      addSubjects(values);
      addErased(values);
    }
    return Tuple.from(values);
  }

  private void addSubjects(List<Object> values) {
    List<Buffer> subjects = new ArrayList<>();
    List<Long> indices = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    for (Batch.Line line : batch.entries()) {
      for (Submission.Mark mark : line.submission().beside().subjects()) {
        subjects.add(buffer(mark.subject()));
        indices.add(line.index());
        numbers.add(mark.unit());
      }
    }
    values.add(subjects.toArray(Buffer[]::new));
    values.add(indices.toArray(Long[]::new));
    values.add(numbers.toArray(Integer[]::new));
  }

  private void addErased(List<Object> values) {
    List<Long> erasures = new ArrayList<>();
    List<Long> indices = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    for (Batch.Line line : batch.entries()) {
      line.submission()
          .beside()
          .erased()
          .byIndex()
          .forEach(
              (index, units) ->
                  units.forEach(
                      unit -> {
                        erasures.add(line.index());
                        indices.add(index);
                        numbers.add(unit);
                      }));
    }
    values.add(erasures.toArray(Long[]::new));
    values.add(indices.toArray(Long[]::new));
    values.add(numbers.toArray(Integer[]::new));
  }

  private void addUnits(List<Object> values) {
    List<Long> indices = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    List<String> pointers = new ArrayList<>();
    List<Buffer> digests = new ArrayList<>();
    List<Buffer> eventSalts = new ArrayList<>();
    List<Buffer> salts = new ArrayList<>();
    List<Buffer> contents = new ArrayList<>();
    List<String> retentionClasses = new ArrayList<>();
    for (int place = 0; place < sealed.size(); place++) {
      Batch.Line line = batch.entries().get(place);
      List<Digest> unitDigests = line.submission().draft().commitment().unitDigests();
      List<DataUnit> units = line.submission().payload().units();
      for (int number = 0; number < units.size(); number++) {
        DataUnit unit = units.get(number);
        SealedUnit stored = sealed.get(place).get(number);
        indices.add(line.index());
        numbers.add(number);
        pointers.add(unit.pointer());
        digests.add(buffer(unitDigests.get(number)));
        Bytes eventSalt = stored.eventSalt();
        eventSalts.add(eventSalt == null ? null : buffer(eventSalt.toArray()));
        salts.add(buffer(stored.salt().toArray()));
        contents.add(buffer(stored.value().toArray()));
        retentionClasses.add(line.submission().retentionClass());
      }
    }
    values.add(indices.toArray(Long[]::new));
    values.add(numbers.toArray(Integer[]::new));
    values.add(pointers.toArray(String[]::new));
    values.add(digests.toArray(Buffer[]::new));
    values.add(eventSalts.toArray(Buffer[]::new));
    values.add(salts.toArray(Buffer[]::new));
    values.add(contents.toArray(Buffer[]::new));
    values.add(retentionClasses.toArray(String[]::new));
  }

  private Buffer[] buffers(Function<Batch.Line, Digest> part) {
    return batch.entries().stream().map(line -> buffer(part.apply(line))).toArray(Buffer[]::new);
  }

  static Buffer buffer(Digest digest) {
    return buffer(digest.toArray());
  }

  static Buffer buffer(byte[] bytes) {
    return Buffer.buffer(bytes);
  }

  static OffsetDateTime timestamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
