package io.ledgerline.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.jena.dboe.base.file.Location;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.tdb2.DatabaseMgr;
import org.apache.jena.tdb2.sys.TDBInternal;

/// Directories with graphs: how much of the disk they take, and would take.
final class Disk {

  private Disk() {}

  /// Bytes that a directory takes: files of the store are longer than what is written in them.
  static long allocated(Path directory) throws IOException {
    return Long.parseLong(
        run("du", "-s", "--block-size=1", directory.toString()).split("\\s", -1)[0]);
  }

  /// Copies a directory that nobody writes to at the moment.
  static void copy(Path directory, Path copy) throws IOException {
    run("cp", "-r", "--sparse=always", directory.toString(), copy.toString());
  }

  /// Compacts the store of a graph's directory that nobody has open.
  ///
  /// @return how many bytes it takes then
  static long compacted(Path directory) throws IOException {
    Path store;
    try (Stream<Path> children = Files.list(directory)) {
      List<Path> stores =
          children.filter(path -> path.getFileName().toString().startsWith("tdb2-")).toList();
      store = stores.getLast();
    }
    Files.deleteIfExists(store.resolve("tdb.lock"));
    DatasetGraph graph = DatabaseMgr.connectDatasetGraph(Location.create(store));
    try {
      DatabaseMgr.compact(graph, true);
    } finally {
      TDBInternal.expel(graph, true);
    }
    return allocated(store);
  }

  static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static String run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(said);
      }
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
    return said.strip();
  }
}
