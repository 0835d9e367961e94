package io.ledgerline.vault.keys;

import io.ledgerline.entry.LogId;
import io.ledgerline.merkle.Digest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The keys of one log that this process encrypts under, all of its own making.
///
/// Keys of subjects are made ahead, many in one file: forcing a file to the disk for every new
/// subject costs more than writing its event. Thread-safe; blocks while a file is written.
final class KeyRing {

  private static final int STOCK_MIN = 16;
  private static final int MONTHS = 12;
  private static final float LOAD_FACTOR = 0.75f;

  /// What one key of a subject encrypts.
  ///
  /// @param subjects the pseudonyms of all whom a payload is about
  /// @param isRest unit 0, and not what was set apart
  private record Part(Set<Digest> subjects, boolean isRest) {}

  private final LogId log;
  private final ChestFiles files;
  private final KeySettings settings;
  private final Map<ChestFormat.Use, SealingKey> periodKeys = new EnumMap<>(ChestFormat.Use.class);
  private final Map<Part, SealingKey> subjectKeys;
  private final Deque<SealingKey> stock = new ArrayDeque<>();
  private int handedOut;

  KeyRing(LogId log, ChestFiles files, KeySettings settings) {
    this.log = log;
    this.files = files;
    this.settings = settings;
    this.subjectKeys =
        new LinkedHashMap<>(STOCK_MIN, LOAD_FACTOR, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Part, SealingKey> eldest) {
            return size() > 2 * settings.subjectsMax();
          }
        };
  }

  /// The key of the period that `now` lies in.
  synchronized SealingKey period(ChestFormat.Use use, Instant now) {
    SealingKey key = periodKeys.get(use);
    if (key == null || !key.isUsable(now)) {
      key = files.make(log, use, now, periodEnd(now), 1).getFirst();
      periodKeys.put(use, key);
    }
    return key;
  }

  /// The key of payloads about exactly these subjects: of the units that were set apart, or of unit
  /// 0.
  synchronized SealingKey subjects(Set<Digest> subjects, boolean isRest, Instant now) {
    Part part = new Part(Set.copyOf(subjects), isRest);
    SealingKey key = subjectKeys.get(part);
    if (key == null || !key.isUsable(now)) {
      key = fromStock(now);
      subjectKeys.put(part, key);
    }
    return key;
  }

  private SealingKey fromStock(Instant now) {
    SealingKey key = stock.poll();
    if (key == null || !key.isUsable(now)) {
      int count = Math.clamp(2L * handedOut, STOCK_MIN, ChestFormat.COUNT_MAX);
      Instant useUntil = now.plus(settings.subjectKeyAgeMax());
      if (key != null) {
        files.destroyUnused(log, key.id(), 1 + stock.size(), now);
        stock.clear();
      }
      stock.addAll(files.make(log, ChestFormat.Use.SUBJECT, now, useUntil, count));
      handedOut = 0;
      key = stock.remove();
    }
    handedOut++;
    return key;
  }

  private Instant periodEnd(Instant now) {
    OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
    int months = MONTHS * at.getYear() + at.getMonthValue() - 1;
    int end = (months / settings.periodMonths() + 1) * settings.periodMonths();
    return OffsetDateTime.of(end / MONTHS, end % MONTHS + 1, 1, 0, 0, 0, 0, ZoneOffset.UTC)
        .toInstant();
  }
}
