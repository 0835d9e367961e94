package io.ledgerline.vault.keys;

import io.ledgerline.entry.LogId;
import io.ledgerline.merkle.Digest;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/// The data keys of every log: random, wrapped under a master key, in files outside PostgreSQL.
///
/// A key is on the disk before anything is encrypted under it. Only the process that made a key
/// encrypts under it, and only until a time that the file says; from then on nothing new can come
/// under it, and it can be destroyed as soon as all that lies under it is erased. Any number of
/// processes may share the directory. Thread-safe; what needs a file blocks, and fails with
/// [KeysUnavailableException] where the directory does not answer.
public final class DataKeys {

  private static final int CAPACITY = 16;
  private static final float LOAD_FACTOR = 0.75f;

  /// A key in memory, and when it was read.
  private record Cached(ChestFormat.Found.Here key, Instant at) {}

  private final ChestFiles files;
  private final KeySettings settings;
  private final InstantSource clock;
  private final Map<LogId, KeyRing> rings = new ConcurrentHashMap<>();
  private final Map<KeyId, Cached> cache;

  /// Data keys below a directory, which is made with the first key.
  ///
  /// @param random of keys and nonces: a `SecureRandom` wherever payloads are real
  public DataKeys(
      Path directory,
      MasterKeys masters,
      KeySettings settings,
      InstantSource clock,
      RandomGenerator random) {
    this.files = new ChestFiles(directory, masters, random);
    this.settings = settings;
    this.clock = clock;
    this.cache =
        new LinkedHashMap<>(CAPACITY, LOAD_FACTOR, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<KeyId, Cached> eldest) {
            return size() > settings.cachedKeysMax();
          }
        };
  }

  /// Destroys keys for good: nothing under them is ever read again, wherever it is. Those that are
  /// in use, or were a moment ago, are left: a statement that is on its way could still bring
  /// something under them.
  ///
  /// @param ids of keys under which nothing is left that anybody may read
  /// @return those that are destroyed, now or before
  public List<UUID> destroy(LogId log, Collection<UUID> ids) {
    Instant now = clock.instant();
    List<UUID> destroyed = new ArrayList<>();
    for (UUID id : ids) {
      KeyId key = new KeyId(id);
      Optional<Instant> useUntil = files.useUntil(log, key);
      if (useUntil.isPresent() && useUntil.get().plus(settings.destroyDelay()).isBefore(now)) {
        files.destroy(log, key, now);
        destroyed.add(id);
        synchronized (cache) {
          cache.remove(key);
        }
      }
    }
    return destroyed;
  }

  /// Wraps every data key under the current master key that is still under a previous one.
  ///
  /// @return how many
  /// @throws IllegalStateException if one cannot be unwrapped
  public int rewrap() {
    return files.rewrap();
  }

  SealingKey period(LogId log, ChestFormat.Use use) {
    return ring(log).period(use, clock.instant());
  }

  SealingKey subjects(LogId log, Set<Digest> subjects, boolean isRest) {
    return ring(log).subjects(subjects, isRest, clock.instant());
  }

  ChestFormat.Found find(LogId log, KeyId id) {
    Instant now = clock.instant();
    synchronized (cache) {
      Cached cached = cache.get(id);
      if (cached != null && now.isBefore(cached.at().plus(settings.cacheAgeMax()))) {
        return cached.key();
      }
    }
    ChestFormat.Found found = files.find(log, id);
    synchronized (cache) {
      if (found instanceof ChestFormat.Found.Here key) {
        cache.put(id, new Cached(key, now));
      } else {
        cache.remove(id);
      }
    }
    return found;
  }

  private KeyRing ring(LogId log) {
    return rings.computeIfAbsent(log, id -> new KeyRing(id, files, settings));
  }
}
