package io.ledgerline.segment.archive;

import io.ledgerline.canon.Bytes;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Hasher;
import io.ledgerline.merkle.TilePath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The files of an export, below a directory.
///
/// A file is written under another name, forced to the disk and renamed: under its own name it is
/// whole. For one thread.
record ArchiveFiles(Path directory) {

  static final String DESCRIPTION = "export.json";
  static final String GENESIS = "genesis.json";
  static final String KEY = "log.vkey";
  static final String CHECKPOINT = "checkpoint";
  static final String CHECKPOINTS = "checkpoints.ndjson";
  static final String HOLDS = "holds.ndjson";
  static final String MANIFEST = "MANIFEST.sha256";

  /// What an export is made of may be read by its owner alone: payloads are in the clear.
  private static final FileAttribute<?> PRIVATE_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final FileAttribute<?> PRIVATE_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final String PART = ".part";
  private static final String GAP = "  ";
  private static final int HEX_CHARACTERS = 64;
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int ENTRIES_PREFIX = "tile/entries/".length();

  /// What fills a file.
  @FunctionalInterface
  interface Content {
    /// Writes all of it.
    void writeTo(Sink sink) throws IOException;
  }

  /// Where it goes.
  @FunctionalInterface
  interface Sink {
    /// Writes the next part.
    void write(Bytes part) throws IOException;
  }

  /// Where the units of the entries of a bundle are.
  static String units(long bundle) {
    String path = new TilePath.Entries(bundle, TilePath.FULL_WIDTH).text();
    return "units/" + path.substring(ENTRIES_PREFIX) + ".ndjson";
  }

  /// Makes the directory where it is missing; one that is there stays as it is.
  void makeDirectory() throws IOException {
    Files.createDirectories(directory, PRIVATE_DIRECTORY);
  }

  boolean has(String name) {
    return Files.exists(directory.resolve(name));
  }

  /// Makes a file, unless it is there.
  void make(String name, Content content) throws IOException {
    Path file = directory.resolve(name);
    if (Files.exists(file)) {
      return;
    }
    Files.createDirectories(file.getParent(), PRIVATE_DIRECTORY);
    Path part = file.resolveSibling(file.getFileName() + PART);
    Files.deleteIfExists(part);
    try (FileChannel channel =
        FileChannel.open(
            part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), PRIVATE_FILE)) {
      content.writeTo(
          bytes -> {
            ByteBuffer rest = bytes.view();
            while (rest.hasRemaining()) {
              channel.write(rest);
            }
          });
      channel.force(true);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel parent = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
      parent.force(true);
    }
  }

  void make(String name, Bytes content) throws IOException {
    make(name, sink -> sink.write(content));
  }

  /// The content of a file.
  ///
  /// @throws ArchiveException if it is missing, or cannot be read
  Bytes read(String name) {
    try {
      return Bytes.owned(Files.readAllBytes(directory.resolve(name)));
    } catch (IOException failed) {
      throw new ArchiveException(name + " cannot be read: " + failed, failed);
    }
  }

  /// The lines of a file, without their ends.
  ///
  /// @throws ArchiveException if the last one does not end
  List<Bytes> lines(String name) {
    return lines(name, read(name));
  }

  static List<Bytes> lines(String name, Bytes text) {
    List<Bytes> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.size(); i++) {
      if (text.at(i) == '\n') {
        lines.add(text.slice(start, i));
        start = i + 1;
      }
    }
    if (start != text.size()) {
      throw new ArchiveException(name + " ends within a line");
    }
    return lines;
  }

  /// The manifest of the files that are there.
  Bytes manifest() throws IOException {
    StringBuilder text = new StringBuilder();
    for (var file : digests().entrySet()) {
      text.append(file.getValue()).append(GAP).append(file.getKey()).append('\n');
    }
    return Bytes.utf8(text.toString());
  }

  /// Compares the files with the manifest.
  ///
  /// @throws ArchiveException if one was changed, is missing, or is too much
  void requireManifest() throws IOException {
    SortedMap<String, String> noted = new TreeMap<>();
    for (Bytes line : lines(MANIFEST)) {
      String text = line.utf8();
      int name = HEX_CHARACTERS + GAP.length();
      if (text.length() <= name || !text.startsWith(GAP, HEX_CHARACTERS)) {
        throw new ArchiveException(MANIFEST + " has a line that is none: " + text);
      }
      noted.put(text.substring(name), text.substring(0, HEX_CHARACTERS));
    }
    for (var file : digests().entrySet()) {
      String digest = noted.remove(file.getKey());
      if (digest == null) {
        throw new ArchiveException(file.getKey() + " is not listed in " + MANIFEST);
      }
      if (!digest.equals(file.getValue())) {
        throw new ArchiveException(
            file.getKey() + " was changed: its SHA-256 is not that of " + MANIFEST);
      }
    }
    if (!noted.isEmpty()) {
      throw new ArchiveException(noted.firstKey() + " is listed in " + MANIFEST + ", but missing");
    }
  }

  private SortedMap<String, String> digests() throws IOException {
    SortedMap<String, String> digests = new TreeMap<>();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(directory)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      String name = directory.relativize(file).toString().replace('\\', '/');
      if (!name.equals(MANIFEST) && !name.endsWith(PART)) {
        digests.put(name, digest(file).toHex());
      }
    }
    return digests;
  }

  private static Digest digest(Path file) throws IOException {
    Hasher hasher = new Hasher();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        hasher.bytes(ByteBuffer.wrap(buffer, 0, read));
      }
    }
    return hasher.finish();
  }
}
