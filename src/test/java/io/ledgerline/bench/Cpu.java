package io.ledgerline.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// Time that threads and processes spent on a processor, as Linux tells it; empty elsewhere.
final class Cpu {

  private static final Path PROC = Path.of("/proc");
  private static final int USER_FIELD = 11;

  /// Linux counts in hundredths of a second for every program.
  private static final double TICKS_PER_SECOND = 100;

  private Cpu() {}

  /// Seconds so far of a process' threads, by a name for groups of them.
  ///
  /// @param group of a thread, by its name
  static Map<String, Double> threads(long pid, Function<String, String> group) {
    return sum(PROC.resolve(pid + "/task"), group);
  }

  /// Seconds so far of a process and of those that it started, as long as these run; of a
  /// postmaster the connections.
  static double withChildren(long pid) {
    return ProcessHandle.of(pid)
        .map(
            parent ->
                Stream.concat(Stream.of(parent), parent.children())
                    .mapToDouble(process -> process(process.pid()))
                    .sum())
        .orElse(0.0);
  }

  /// What a thread of ours or of the JVM does, by its name; of a longer name Linux tells fifteen
  /// characters.
  static String stage(String thread) {
    if (thread.startsWith("vert.x-eventloo")) {
      return "http_and_database_io";
    }
    if (thread.startsWith("ledger-")) {
      return "sequencer";
    }
    if (thread.startsWith("check-")) {
      return "rehashing";
    }
    if (thread.startsWith("executor-thread") || thread.startsWith("vert.x-worker")) {
      return "workers";
    }
    if (thread.startsWith("ForkJoinPool")) {
      return "encryption";
    }
    if (thread.startsWith("projec")) {
      return "projection";
    }
    if (thread.startsWith("GC") || thread.startsWith("G1") || thread.startsWith("VM ")) {
      return "garbage_collection";
    }
    return thread.startsWith("C1 ") || thread.startsWith("C2 ") ? "compiler" : "others";
  }

  /// Microseconds for each of so many, by stage.
  static Map<String, Object> micros(Map<String, Double> seconds, long count) {
    Map<String, Object> micros = new LinkedHashMap<>();
    seconds.forEach((stage, s) -> micros.put(stage, Figures.rounded(s * 1e6 / count)));
    return micros;
  }

  /// Seconds so far of the connections of the service's role, without what the server does for
  /// itself.
  static double connections(long postmaster) {
    return ProcessHandle.of(postmaster).stream()
        .flatMap(ProcessHandle::children)
        .filter(process -> commandLine(process.pid()).contains("ledger_app"))
        .mapToDouble(process -> process(process.pid()))
        .sum();
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(PROC.resolve(pid + "/cmdline"));
    } catch (IOException ended) {
      return "";
    }
  }

  /// Seconds so far of a process alone.
  static double process(long pid) {
    Map<String, Double> seconds = new TreeMap<>();
    add(PROC.resolve(pid + "/stat"), name -> "", seconds);
    return seconds.getOrDefault("", 0.0);
  }

  /// What was added between two looks.
  static Map<String, Double> between(Map<String, Double> before, Map<String, Double> after) {
    Map<String, Double> added = new TreeMap<>();
    after.forEach((name, s) -> added.put(name, s - before.getOrDefault(name, 0.0)));
    return added;
  }

  private static Map<String, Double> sum(Path directory, Function<String, String> group) {
    Map<String, Double> seconds = new TreeMap<>();
    if (!Files.isDirectory(directory)) {
      return seconds;
    }
    try (Stream<Path> all = Files.list(directory)) {
      all.filter(path -> path.getFileName().toString().matches("[0-9]+"))
          .forEach(path -> add(path.resolve("stat"), group, seconds));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return seconds;
  }

  private static void add(Path stat, Function<String, String> group, Map<String, Double> seconds) {
    try {
      String line = Files.readString(stat);
      int end = line.lastIndexOf(')');
      String name = group.apply(line.substring(line.indexOf('(') + 1, end));
      String[] fields = line.substring(end + 2).split(" ", -1);
      double ticks =
          Double.parseDouble(fields[USER_FIELD]) + Double.parseDouble(fields[USER_FIELD + 1]);
      seconds.merge(name, ticks / TICKS_PER_SECOND, Double::sum);
    } catch (IOException ended) {
      // It ended between the listing and the reading.
    }
  }
}
