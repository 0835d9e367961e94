package io.ledgerline.ledger;

import io.ledgerline.entry.CorruptEntryException;
import io.ledgerline.entry.DataUnit;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.Identity;
import io.ledgerline.entry.LogId;
import io.ledgerline.entry.Payload;
import io.ledgerline.entry.Receipt.UnitSalt;
import io.ledgerline.entry.UnitSet;
import io.ledgerline.merkle.Digest;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// An [EntryStore] that forgets everything with the JVM, for tests. Thread-safe.
public final class InMemoryEntryStore implements EntryStore {

  private final Map<String, Genesis> genesisByTenant = new HashMap<>();
  private final Map<LogId, Log> logs = new HashMap<>();

  private static final class Log {
    private Head head = Head.EMPTY;
    private final List<PayloadRow> rows = new ArrayList<>();
    private final Map<UUID, Head> batches = new HashMap<>();
    private final Map<Digest, Known> knownByKey = new HashMap<>();
    private final Map<Digest, Digest> contentByKey = new HashMap<>();
  }

  @Override
  public Uni<Genesis> open(Genesis proposed) {
    return locked(
        () -> {
          Genesis genesis = genesisByTenant.computeIfAbsent(proposed.tenant(), t -> proposed);
          logs.computeIfAbsent(genesis.log(), l -> new Log());
          return genesis;
        });
  }

  @Override
  public Uni<Head> head(LogId log) {
    return locked(() -> logs.get(log).head);
  }

  @Override
  public Uni<Written> append(LogId id, Batch batch) {
    return locked(
        () -> {
          Log log = logs.get(id);
          List<Known> known =
              known(log, batch.entries().stream().map(InMemoryEntryStore::identity));
          if (!known.isEmpty()) {
            return new Written.Repeats(known);
          }
          if (!log.head.equals(batch.before())) {
            return new Written.Moved();
          }
          for (Batch.Line line : batch.entries()) {
            log.rows.add(row(line));
            Identity identity = identity(line);
            log.contentByKey.put(identity.key(), identity.content());
            log.knownByKey.put(identity.key(), new Known(identity.key(), line.index(), true));
          }
          if (log.batches.put(batch.id(), batch.after()) != null) {
            throw new CorruptEntryException("two batches with the id " + batch.id());
          }
          batch.entries().forEach(line -> erase(log, line));
          log.head = batch.after();
          return new Written.Committed();
        });
  }

  @Override
  public Uni<Boolean> isCommitted(LogId log, Batch batch) {
    return locked(() -> batch.after().equals(logs.get(log).batches.get(batch.id())));
  }

  @Override
  public Uni<List<Known>> known(LogId log, List<Identity> identities) {
    return locked(() -> known(logs.get(log), identities.stream()));
  }

  @Override
  public Uni<List<Opening>> openings(LogId log, Collection<Long> indices) {
    return locked(
        () -> {
          List<PayloadRow> rows = logs.get(log).rows;
          return indices.stream()
              .map(
                  index -> {
                    if (index >= rows.size()) {
                      throw new CorruptEntryException("no entry " + index);
                    }
                    PayloadRow row = rows.get(index.intValue());
                    return new Opening(index, row.row().entry().leaf(), salts(row.entry()));
                  })
              .toList();
        });
  }

  @Override
  public Uni<List<EntryRow>> rows(LogId log, long from, int countMax) {
    return locked(() -> page(log, from, countMax).map(PayloadRow::row).toList());
  }

  @Override
  public Uni<List<PayloadRow>> payloadRows(LogId log, long from, int countMax, long sizeBytesMax) {
    return locked(
        () -> {
          List<PayloadRow> page = new ArrayList<>();
          long sizeBytes = 0;
          for (PayloadRow row : page(log, from, countMax).toList()) {
            sizeBytes += row.units().stream().mapToLong(InMemoryEntryStore::sizeBytes).sum();
            if (!page.isEmpty() && sizeBytes > sizeBytesMax) {
              break;
            }
            page.add(row);
          }
          return List.copyOf(page);
        });
  }

  @Override
  public Uni<List<Digest>> leafHashes(LogId log, long from, int countMax) {
    return locked(() -> page(log, from, countMax).map(row -> row.row().leafHash()).toList());
  }

  /// The identity of an entry.
  public synchronized Identity identity(LogId log, long index) {
    Digest key =
        logs.get(log).knownByKey.values().stream()
            .filter(known -> known.index() == index)
            .findFirst()
            .orElseThrow()
            .key();
    return new Identity(key, logs.get(log).contentByKey.get(key));
  }

  /// Puts something else where an entry was, as only a test can.
  public synchronized void tamper(LogId log, PayloadRow row) {
    logs.get(log).rows.set((int) row.row().index(), row);
  }

  /// Puts something else where the head was, as only a test can.
  public synchronized void tamper(LogId log, Head head) {
    logs.get(log).head = head;
  }

  private static void erase(Log log, Batch.Line line) {
    UnitSet erased = line.submission().beside().erased();
    for (long index : erased.byIndex().keySet()) {
      PayloadRow row = log.rows.get((int) index);
      List<UnitRow> units =
          row.units().stream()
              .map(
                  unit ->
                      erased.contains(index, unit.number()) && unit.erasedBy() == null
                          ? new UnitRow(
                              unit.number(),
                              unit.pointer(),
                              unit.digest(),
                              null,
                              null,
                              line.index())
                          : unit)
              .toList();
      log.rows.set((int) index, new PayloadRow(row.row(), null, units));
    }
  }

  private static Optional<Salts> salts(PayloadEntry entry) {
    return switch (entry.content()) {
      case PayloadEntry.Remains _ -> Optional.empty();
      case PayloadEntry.Whole(var payload) ->
          Optional.of(
              new Salts(
                  payload.eventSalt(),
                  payload.units().stream().map(u -> new UnitSalt(u.pointer(), u.salt())).toList()));
    };
  }

  private Stream<PayloadRow> page(LogId log, long from, int countMax) {
    return logs.get(log).rows.stream().skip(from).limit(countMax);
  }

  private synchronized <T> T synchronous(Supplier<T> access) {
    return access.get();
  }

  private <T> Uni<T> locked(Supplier<T> access) {
    return Uni.createFrom().item(() -> synchronous(access));
  }

  private static List<Known> known(Log log, Stream<Identity> identities) {
    return identities
        .filter(identity -> log.knownByKey.containsKey(identity.key()))
        .map(
            identity ->
                new Known(
                    identity.key(),
                    log.knownByKey.get(identity.key()).index(),
                    log.contentByKey.get(identity.key()).equals(identity.content())))
        .toList();
  }

  private static Identity identity(Batch.Line line) {
    return line.submission().identity();
  }

  private static long sizeBytes(UnitRow unit) {
    return unit.value() == null ? 0 : unit.value().size();
  }

  private static PayloadRow row(Batch.Line line) {
    Payload payload = line.submission().payload();
    List<UnitRow> units = new ArrayList<>();
    for (DataUnit unit : payload.units()) {
      Digest digest = line.submission().draft().commitment().unitDigests().get(units.size());
      units.add(new UnitRow(units.size(), unit.pointer(), digest, unit.salt(), unit.value(), null));
    }
    EntryRow row =
        new EntryRow(
            line.index(),
            line.leaf().receivedAt(),
            line.leaf().json().bytes(),
            line.leafHash(),
            line.chainHash());
    return new PayloadRow(row, payload.eventSalt(), units);
  }
}
