package io.ledgerline.vault.keys;

import io.ledgerline.entry.LogId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// The chests of all logs in one directory, `<log id>/<name>.keys`, which processes may share.
///
/// A chest is written aside, forced to the disk and renamed, so that one that is there is whole;
/// afterwards single records are overwritten in place: a key that is destroyed, or wrapped anew.
/// Thread-safe. Every method may block, and fails with [KeysUnavailableException] where the disk
/// does.
final class ChestFiles {

  private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path directory;
  private final MasterKeys masters;
  private final RandomGenerator random;
  private final Set<Path> durable = ConcurrentHashMap.newKeySet();

  /// Chests below a directory, which need not exist.
  ///
  /// @param random of keys, names and nonces: a `SecureRandom` wherever payloads are real
  ChestFiles(Path directory, MasterKeys masters, RandomGenerator random) {
    this.directory = directory;
    this.masters = masters;
    this.random = random;
  }

  /// Makes a chest of fresh keys. It is on the disk, name and all, when this returns.
  List<SealingKey> make(LogId log, ChestFormat.Use use, Instant now, Instant useUntil, int count) {
    ChestFormat chest = new ChestFormat(log, freshId(now), use, useUntil, count);
    Gcm gcm = new Gcm();
    List<SealingKey> keys = new ArrayList<>(count);
    ByteBuffer content = ByteBuffer.allocate((int) ChestFormat.offset(count));
    content.put(chest.header());
    for (int place = 0; place < count; place++) {
      byte[] key = fresh(Gcm.KEY_BYTES);
      content.put(chest.wrapped(place, key, masters, fresh(Gcm.NONCE_BYTES), gcm));
      keys.add(new SealingKey(chest.first().at(place), Gcm.key(key), useUntil));
    }
    Path home = directory.resolve(log.toString());
    try {
      write(home, chest.first().fileName(), content.flip());
      return keys;
    } catch (IOException failed) {
      throw new KeysUnavailableException("cannot write data keys to " + home, failed);
    }
  }

  /// Looks a key up.
  ChestFormat.Found find(LogId log, KeyId id) {
    Path file = directory.resolve(log.toString()).resolve(id.fileName());
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      Optional<ChestFormat> chest = ChestFormat.parse(read(channel, 0), log, id);
      if (chest.isEmpty()) {
        return new ChestFormat.Found.Faulty(file + " is no file of data keys of this log");
      }
      ByteBuffer record = read(channel, ChestFormat.offset(id.place()));
      if (id.place() >= chest.get().count() || record.remaining() < ChestFormat.RECORD_BYTES) {
        return new ChestFormat.Found.Faulty(file + " ends before it");
      }
      return chest.get().open(id.place(), record, masters, new Gcm());
    } catch (NoSuchFileException missing) {
      return new ChestFormat.Found.Faulty(file + " is missing");
    } catch (IOException failed) {
      throw new KeysUnavailableException("cannot read " + file, failed);
    }
  }

  /// Until when a key may encrypt; nothing if its chest is not there.
  Optional<Instant> useUntil(LogId log, KeyId id) {
    Path file = directory.resolve(log.toString()).resolve(id.fileName());
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return ChestFormat.parse(read(channel, 0), log, id).map(ChestFormat::useUntil);
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    } catch (IOException failed) {
      throw new KeysUnavailableException("cannot read " + file, failed);
    }
  }

  /// Overwrites the record of a key in place, and forces that to the disk. What file systems and
  /// disks keep of overwritten bytes is beyond this program. A key that is not there, or destroyed,
  /// is left so.
  synchronized void destroy(LogId log, KeyId id, Instant at) {
    Path file = directory.resolve(log.toString()).resolve(id.fileName());
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      ByteBuffer record = read(channel, ChestFormat.offset(id.place()));
      if (lock.isValid() && record.hasRemaining() && ChestFormat.isWrapped(record)) {
        channel.write(ByteBuffer.wrap(ChestFormat.destroyed(at)), ChestFormat.offset(id.place()));
      }
      // Also what an earlier attempt overwrote, and could not force.
      channel.force(true);
    } catch (IOException failed) {
      throw new KeysUnavailableException("cannot destroy a data key in " + file, failed);
    }
  }

  /// Overwrites the records of a chest from a key on, in one write: of keys that were never used.
  synchronized void destroyUnused(LogId log, KeyId first, int count, Instant at) {
    Path file = directory.resolve(log.toString()).resolve(first.fileName());
    ByteBuffer records = ByteBuffer.allocate(count * ChestFormat.RECORD_BYTES);
    for (int i = 0; i < count; i++) {
      records.put(ChestFormat.destroyed(at));
    }
    records.flip();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      long offset = ChestFormat.offset(first.place());
      while (lock.isValid() && records.hasRemaining()) {
        channel.write(records, offset + records.position());
      }
    } catch (NoSuchFileException missing) {
      // Then there is nothing to destroy.
    } catch (IOException failed) {
      throw new KeysUnavailableException("cannot destroy data keys in " + file, failed);
    }
  }

  /// Wraps every key of every log that is not under the current master key under it, in place.
  ///
  /// @return how many
  /// @throws IllegalStateException if a key cannot be unwrapped; what was done until then stays
  synchronized int rewrap() {
    int rewrapped = 0;
    for (LogId log : logs()) {
      for (Path file : chests(log)) {
        rewrapped += rewrap(log, file);
      }
    }
    return rewrapped;
  }

  private int rewrap(LogId log, Path file) {
    KeyId first = KeyId.ofFileName(String.valueOf(file.getFileName())).orElseThrow();
    int rewrapped = 0;
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      ChestFormat chest =
          ChestFormat.parse(read(channel, 0), log, first)
              .orElseThrow(() -> new IllegalStateException(file + " is no file of data keys"));
      Gcm gcm = new Gcm();
      for (KeyId id : lock.isValid() ? wrappedIn(channel, chest) : List.<KeyId>of()) {
        ByteBuffer record = read(channel, ChestFormat.offset(id.place()));
        if (ChestFormat.masterId(record) != masters.currentId()) {
          if (!(chest.open(id.place(), record, masters, gcm)
              instanceof ChestFormat.Found.Here(var key))) {
            throw new IllegalStateException("a data key in " + file + " cannot be unwrapped");
          }
          byte[] nonce = fresh(Gcm.NONCE_BYTES);
          channel.write(
              ByteBuffer.wrap(chest.wrapped(id.place(), key.getEncoded(), masters, nonce, gcm)),
              ChestFormat.offset(id.place()));
          rewrapped++;
        }
      }
      channel.force(true);
      return rewrapped;
    } catch (IOException failed) {
      throw new KeysUnavailableException("cannot wrap the data keys in " + file, failed);
    }
  }

  private static List<KeyId> wrappedIn(FileChannel channel, ChestFormat chest) throws IOException {
    List<KeyId> keys = new ArrayList<>();
    for (int place = 0; place < chest.count(); place++) {
      ByteBuffer record = read(channel, ChestFormat.offset(place));
      if (record.hasRemaining() && ChestFormat.isWrapped(record)) {
        keys.add(chest.first().at(place));
      }
    }
    return keys;
  }

  private List<LogId> logs() {
    return list(directory).stream()
        .filter(Files::isDirectory)
        .map(path -> LogId.parse(String.valueOf(path.getFileName())))
        .toList();
  }

  private List<Path> chests(LogId log) {
    return list(directory.resolve(log.toString())).stream()
        .filter(path -> KeyId.ofFileName(String.valueOf(path.getFileName())).isPresent())
        .sorted()
        .toList();
  }

  private static List<Path> list(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(directory)) {
      return paths.toList();
    } catch (IOException failed) {
      throw new KeysUnavailableException("cannot list " + directory, failed);
    }
  }

  private void write(Path home, String name, ByteBuffer content) throws IOException {
    makeDurably(home);
    Path fresh = Files.createTempFile(home, name, ".new", FILE);
    try {
      try (FileChannel file = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        while (content.hasRemaining()) {
          file.write(content);
        }
        file.force(true);
      }
      Files.move(fresh, home.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
    force(home);
  }

  /// That a directory is there does not say that its name is on the disk: who made it may have
  /// failed, or been killed, before it was.
  private void makeDurably(Path home) throws IOException {
    if (!durable.contains(home)) {
      Files.createDirectories(home, DIRECTORY);
      force(directory);
      Path above = directory.toAbsolutePath().getParent();
      if (above != null) {
        force(above);
      }
      durable.add(home);
    }
  }

  private static void force(Path directory) throws IOException {
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  /// A record, or what there is of it.
  private static ByteBuffer read(FileChannel channel, long offset) throws IOException {
    ByteBuffer record = ByteBuffer.allocate(ChestFormat.RECORD_BYTES);
    while (record.hasRemaining() && channel.read(record, offset + record.position()) >= 0) {
      // the rest follows
    }
    return record.flip();
  }

  private KeyId freshId(Instant now) {
    ByteBuffer name = ByteBuffer.allocate(KeyId.SIZE_BYTES);
    name.putInt((int) now.getEpochSecond()).putInt(random.nextInt()).putLong(random.nextLong());
    return KeyId.of(name.flip()).first();
  }

  private byte[] fresh(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
