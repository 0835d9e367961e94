package io.ledgerline.drill;

import static io.ledgerline.drill.Drill.Who.DISK;
import static io.ledgerline.drill.Drill.Who.KEY_HOLDER;
import static io.ledgerline.drill.Drill.Who.SUPERUSER;
import static io.ledgerline.drill.Drill.Who.WITNESS;
import static io.ledgerline.drill.log.Given.RUNNING;
import static io.ledgerline.drill.log.Given.STOPPED;
import static io.ledgerline.drill.log.Given.WATCHED;

import io.ledgerline.drill.log.DrilledLog;
import io.ledgerline.drill.log.Sql;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.merkle.Digest;
import io.ledgerline.note.Checkpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is done to files: tiles and anchors; and what a witness says.
final class DiskDrills {

  private static final String TILE = "tile/0/000";
  private static final String BUNDLE = "tile/entries/000";

  private DiskDrills() {}

  /// Something that is done to a file.
  @FunctionalInterface
  private interface Change {

    void of(Path file) throws IOException;
  }

  static List<Drill> all() {
    return Stream.concat(tiles().stream(), anchors().stream()).toList();
  }

  private static List<Drill> tiles() {
    return List.of(
        tile("changes a byte in a tile of leaf hashes", TILE, DiskDrills::flip),
        tile("changes a byte in a bundle of entries", BUNDLE, DiskDrills::flip),
        tile("deletes a tile", TILE, Files::delete),
        Drill.of(
            SUPERUSER,
            "edits a leaf and its hash, and with them the tile and the bundle",
            RUNNING,
            Detector.SWEEP,
            DiskDrills::entryAndTile));
  }

  private static List<Drill> anchors() {
    return List.of(
        Drill.of(
            DISK,
            "deletes the only anchor",
            STOPPED,
            Detector.GUARD,
            log -> change(log.anchorFile(), Files::delete)),
        Drill.unseen(
            DISK,
            "deletes the newest of two anchors: the older one is what the log is compared with",
            STOPPED,
            log -> {
              log.keepAnchor(log.ledger());
              return change(log.anchorFile(), Files::delete);
            }),
        Drill.of(
            DISK,
            "replaces the newest anchor by something else",
            STOPPED,
            Detector.GUARD,
            log -> change(log.anchorFile(), DiskDrills::flip)),
        Drill.of(
            KEY_HOLDER,
            "puts a false anchor there, of more entries than there are",
            STOPPED,
            Detector.GUARD,
            log ->
                change(
                    log.anchorFile().resolveSibling("0000000000000009999.checkpoint"),
                    file ->
                        Files.writeString(
                            file,
                            TestLedgers.key()
                                .sign(
                                    new Checkpoint(
                                            TestLedgers.ORIGIN,
                                            9_999,
                                            Digest.ofLeaf(Digest.EMPTY_ROOT))
                                        .text())
                                .render()))),
        Drill.of(
            WITNESS,
            "says that it knows more entries, and shows nothing: without it there is no quorum",
            WATCHED,
            Detector.WITNESS,
            log -> {
              log.witness().answerNext(200, "text/plain", "");
              log.witness().answerNext(409, "text/x.tlog.size", "1000\n");
              log.witness().answerNext(404, "", "");
              return Optional.empty();
            }));
  }

  private static Drill tile(String what, String path, Change change) {
    return Drill.of(
        DISK,
        what,
        RUNNING,
        Detector.SWEEP,
        log -> change(log.tileDirectory().resolve(path), change));
  }

  private static Optional<String> entryAndTile(DrilledLog log) {
    Sql.asSuperuser(
        log,
        """
        UPDATE {entry0} e SET leaf = o.leaf, leaf_hash = o.leaf_hash
        FROM {entry0} o WHERE e.index = 100 AND o.index = 101
        """);
    return change(
        log.tileDirectory().resolve(TILE),
        file -> {
          byte[] tile = Files.readAllBytes(file);
          System.arraycopy(
              tile, 101 * Digest.SIZE_BYTES, tile, 100 * Digest.SIZE_BYTES, Digest.SIZE_BYTES);
          Files.write(file, tile);
          Files.delete(log.tileDirectory().resolve(BUNDLE));
        });
  }

  private static void flip(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  private static Optional<String> change(Path file, Change change) {
    try {
      change.of(file);
      return Optional.empty();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
