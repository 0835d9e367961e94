package io.ledgerline.segment.archive;

import io.ledgerline.canon.Bytes;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Hasher;
import io.ledgerline.merkle.TilePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Makes the files of an export. It may be stopped at any time: what is there stays, and the next
/// run goes on with the same checkpoint. The manifest comes last; with it the export is complete.
///
/// For one thread.
public final class ArchiveWriter {

  private static final int WIDTH = TilePath.FULL_WIDTH;
  private static final Bytes LINE_END = Bytes.utf8("\n");

  private final ArchiveSource source;
  private final ArchiveFiles files;
  private final Progress progress;

  /// Is told how far it is.
  @FunctionalInterface
  public interface Progress {
    /// After each bundle: how many entries are written, of how many.
    void at(long entries, long of);
  }

  /// An export into a directory, which is made where it is missing.
  public ArchiveWriter(ArchiveSource source, Path directory, Progress progress) {
    this.source = source;
    this.files = new ArchiveFiles(directory);
    this.progress = progress;
  }

  /// An export that is complete.
  ///
  /// @param manifest the SHA-256 of the manifest, which names the export
  /// @param before the index behind its last entry
  /// @param treeSize how many entries the newest checkpoint of the log has, which may be more
  public record Made(Digest manifest, long before, long treeSize) {}

  /// Makes what is missing.
  ///
  /// @throws ArchiveException if the directory has another export, or a complete one that is not
  ///   what the source has any more, or the source says what cannot be
  /// @throws IOException if a file cannot be written
  public Made write() throws IOException {
    files.makeDirectory();
    Description current = Description.parse(source.description());
    Description description = begun(current);
    if (files.has(ArchiveFiles.MANIFEST)) {
      requireCurrent(description, current);
    } else {
      files.make(ArchiveFiles.GENESIS, description.genesis().toJson().bytes());
      files.make(ArchiveFiles.KEY, Bytes.utf8(description.genesis().key().text() + "\n"));
      files.make(ArchiveFiles.CHECKPOINT, Bytes.utf8(description.checkpoint().render()));
      bundles(description);
      upperTiles(description);
      if (description.segment().isEmpty()) {
        // After the entries: what is placed meanwhile is in force too.
        files.make(ArchiveFiles.HOLDS, source.holds());
      }
      files.make(ArchiveFiles.CHECKPOINTS, sink -> checkpoints(description, sink));
      files.make(ArchiveFiles.MANIFEST, files.manifest());
    }
    return new Made(
        new Hasher().bytes(files.read(ArchiveFiles.MANIFEST).view()).finish(),
        description.before(),
        current.treeSize());
  }

  /// What is complete is never written to again: another export would be under the name that the
  /// manifest gave it. So it has to be all that there is.
  private void requireCurrent(Description begun, Description current) {
    if (begun.segment().isPresent()) {
      requireNothingErasedSince(begun);
    } else if (begun.treeSize() < current.treeSize()) {
      throw new ArchiveException(
          "%s holds an export of the log at size %d; the log has %d: export to a new directory"
              .formatted(files.directory(), begun.treeSize(), current.treeSize()));
    }
  }

  /// Asks for every entry of the segment once more: nothing else says what was erased of them.
  private void requireNothingErasedSince(Description segment) {
    for (long from = segment.first(); from < segment.before(); from += WIDTH) {
      List<Bytes> lines = files.lines(ArchiveFiles.units(from / WIDTH));
      int at = 0;
      while (at < lines.size()) {
        List<Bytes> page =
            ArchiveFiles.lines(
                "the answer of the service", source.entries(from + at, from + lines.size()));
        if (page.isEmpty() || page.size() > lines.size() - at) {
          throw new ArchiveException("the service has no entry " + (from + at));
        }
        for (Bytes line : page) {
          if (!line.equals(lines.get(at))) {
            throw new ArchiveException(
                "entry %d is not what %s has: it was erased since; destroy that directory, and export into another directory"
                    .formatted(from + at, files.directory()));
          }
          at++;
        }
      }
    }
  }

  private Description begun(Description current) throws IOException {
    if (!files.has(ArchiveFiles.DESCRIPTION)) {
      try (var found = Files.list(files.directory())) {
        if (found.anyMatch(file -> !file.toString().endsWith(ArchiveFiles.DESCRIPTION + ".part"))) {
          throw new ArchiveException(files.directory() + " is not empty, and no export");
        }
      }
      files.make(ArchiveFiles.DESCRIPTION, current.toJson().bytes());
    }
    Description begun = Description.parse(files.read(ArchiveFiles.DESCRIPTION));
    if (!begun.genesis().equals(current.genesis()) || !begun.segment().equals(current.segment())) {
      throw new ArchiveException(files.directory() + " has another export");
    }
    if (begun.first() % WIDTH != 0
        || (begun.segment().isPresent() && begun.before() % WIDTH != 0)) {
      throw new ArchiveException("a segment of less than " + WIDTH + " entries has no tiles");
    }
    return begun;
  }

  /// Bundles, the tiles above them, and the units of their entries.
  private void bundles(Description description) throws IOException {
    for (long from = description.first(); from < description.before(); from += WIDTH) {
      long bundle = from / WIDTH;
      int width = (int) Math.min(WIDTH, description.before() - from);
      tile(new TilePath.Entries(bundle, width));
      tile(new TilePath.Hashes(0, bundle, width));
      long start = from;
      files.make(
          ArchiveFiles.units(bundle), sink -> units(description, start, start + width, sink));
      progress.at(from + width - description.first(), description.before() - description.first());
    }
  }

  /// The tiles above, as far as they are made of what is exported alone.
  private void upperTiles(Description description) throws IOException {
    for (int level = 1; TilePath.Hashes.count(level, description.before()) > 0; level++) {
      long span = 1L << (TilePath.HEIGHT * level);
      long first = (description.first() + span - 1) / span;
      long before = TilePath.Hashes.count(level, description.before());
      for (long index = (first + WIDTH - 1) / WIDTH; index * WIDTH < before; index++) {
        int width = (int) Math.min(WIDTH, before - index * WIDTH);
        if (width == WIDTH || description.segment().isEmpty()) {
          tile(new TilePath.Hashes(level, index, width));
        }
      }
    }
  }

  private void tile(TilePath path) throws IOException {
    if (!files.has(path.text())) {
      files.make(path.text(), source.tile(path));
    }
  }

  private void units(Description description, long from, long before, ArchiveFiles.Sink sink)
      throws IOException {
    long next = from;
    while (next < before) {
      Bytes page = source.entries(next, before);
      List<Bytes> lines = ArchiveFiles.lines("the answer of the service", page);
      if (lines.isEmpty() || lines.size() > before - next) {
        throw new ArchiveException("the service has no entry " + next);
      }
      for (Bytes line : lines) {
        requireWithin(description, next++, ExportedEntry.parse(line));
      }
      sink.write(page);
    }
  }

  /// What was erased by an entry that the export does not have cannot be told from what is missing.
  private void requireWithin(Description description, long index, ExportedEntry entry) {
    if (entry.index() != index) {
      throw new ArchiveException("the service answered entry " + entry.index() + " for " + index);
    }
    boolean isErasedLater =
        entry.units().stream()
            .anyMatch(
                unit -> {
                  Long by = unit.erasedBy();
                  return by != null && by >= description.before();
                });
    if (isErasedLater && description.segment().isEmpty()) {
      throw new ArchiveException(
          "entry %d was erased while the export ran: remove %s and export again"
              .formatted(index, files.directory()));
    }
  }

  private void checkpoints(Description description, ArchiveFiles.Sink sink) throws IOException {
    if (description.segment().isPresent()) {
      sink.write(new CheckpointLine(description.checkpoint()).toJson().bytes());
      sink.write(LINE_END);
      return;
    }
    long sizeMin = 1;
    while (sizeMin <= description.treeSize()) {
      List<Bytes> lines =
          ArchiveFiles.lines("the answer of the service", source.checkpoints(sizeMin));
      if (lines.isEmpty()) {
        return;
      }
      for (Bytes line : lines) {
        long size = CheckpointLine.parse(line).size();
        if (size <= description.treeSize()) {
          sink.write(line);
          sink.write(LINE_END);
        }
        sizeMin = size + 1;
      }
    }
  }
}
