package io.ledgerline.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The page that says what was seen.
final class DrillPage {

  /// Where it is.
  static final Path FILE = Path.of("docs/reference/tamper-drills.md");

  private static final String TIMES = "The times are of ";

  private DrillPage() {}

  /// A drill and what was seen.
  record Run(Drill drill, List<Sighting> sightings) {

    /// Who saw it, the first one first.
    List<Sighting> seen() {
      return sightings.stream()
          .filter(sighting -> sighting.words().isPresent())
          .sorted(
              Comparator.comparingInt(
                  sighting -> sighting.detector().place(drill.given().isRunning())))
          .toList();
    }

    Optional<Detector> first() {
      return seen().stream().findFirst().map(Sighting::detector);
    }
  }

  /// The page.
  static String render(List<Run> runs) {
    StringBuilder page = new StringBuilder(head());
    page.append(detectors());
    page.append("\n## What is seen\n\n");
    page.append(
        "| who | what is done | given | first seen by | what it says | also seen by | ms |\n");
    page.append("| --- | --- | --- | --- | --- | --- | ---: |\n");
    runs.stream()
        .filter(run -> !isLate(run) && run.drill().who() != Drill.Who.NOBODY)
        .forEach(run -> page.append(row(run)));
    page.append(LATE);
    page.append(
        "| who | what is done | given | first seen by | what it says | also seen by | ms |\n");
    page.append("| --- | --- | --- | --- | --- | --- | ---: |\n");
    runs.stream().filter(DrillPage::isLate).forEach(run -> page.append(row(run)));
    page.append(NOBODY);
    runs.stream()
        .filter(run -> run.drill().who() == Drill.Who.NOBODY)
        .forEach(
            run ->
                page.append(
                    "| %s | %s | %s |%n"
                        .formatted(
                            run.drill().what(),
                            run.drill().given().words(),
                            run.seen().isEmpty() ? "nothing" : words(run.seen().getFirst()))));
    return page.toString();
  }

  /// A page without what is another time each time.
  static String lasting(String page) {
    return page.lines()
        .filter(line -> !line.startsWith(TIMES))
        .map(line -> line.replaceFirst("\\| [0-9.]* \\|$", "| |"))
        .collect(Collectors.joining("\n"));
  }

  private static boolean isLate(Run run) {
    return run.drill().who() != Drill.Who.NOBODY
        && run.first()
            .map(
                first ->
                    first == Detector.VERIFY_FROM
                        || first == Detector.RECEIPT
                        || first == Detector.VERIFY)
            .orElse(true);
  }

  private static String row(Run run) {
    Optional<Sighting> first = run.seen().stream().findFirst();
    return "| %s | %s | %s | %s | %s | %s | %s |%n"
        .formatted(
            run.drill().who().words(),
            run.drill().what(),
            run.drill().given().words(),
            first.map(sighting -> "**" + sighting.detector().label() + "**").orElse("nobody"),
            first.map(DrillPage::words).orElse(""),
            run.seen().stream()
                .map(Sighting::detector)
                .filter(detector -> detector != first.orElseThrow().detector())
                .distinct()
                .map(Detector::label)
                .collect(Collectors.joining(", ")),
            first
                .filter(sighting -> sighting.detector() != Detector.FENCE)
                .map(sighting -> String.format(Locale.ROOT, "%.1f", sighting.nanos() / 1e6))
                .orElse(""));
  }

  private static String words(Sighting sighting) {
    return sighting.words().orElse("").replace("|", "\\|");
  }

  private static String detectors() {
    StringBuilder table = new StringBuilder("| detector | what it is | when, at the latest |\n");
    table.append("| --- | --- | --- |\n");
    Stream.of(Detector.values())
        .forEach(
            detector ->
                table.append(
                    "| **%s** | %s | %s |%n"
                        .formatted(detector.label(), detector.what(), detector.latest())));
    return table.toString();
  }

  private static String head() {
    return """
    # Tamper drills

    What somebody may do to a stored log, and who sees it first. `DrillsTest` carries out every attack of this page on a log of its own, in
    a real PostgreSQL, and writes the page (`-Dgolden.update`); in the build it does all of them again, and fails if anything but a time
    is another. Who these people are, and what each can do, is in the [threat model](../concepts/threat-model.md).

    A log has 340 entries: events, an erasure, two legal holds of which one is lifted, a key rotation, a sealed segment, a
    sweep. Its last anchor was kept when there were 330, and yesterday's backup has 300. Where the service *runs* during the attack, it
    goes on afterwards with the next event and the next checkpoint; where it is *stopped*, it starts on what the attacker left. A log of
    this size is one range, which every sweep takes; of a longer one [some are left out](../how-to/check-the-stored-log.md) until
    they come up, and are seen by **check** at the latest. A backup that is restored as files, and a database that is lost, are also tried on
    the packaged program (`RollbackIT`).

    A log of N entries has N / 16,384 ranges, of which a daily sweep takes 64 at random: in a log of a million entries one comes up about every
    day, in one of ten million about every ten days, and all of them at the latest with the sweep of everything, every 30 days.

    Every detector is asked in every drill, **check** too. Where it is not named, what it reads fits: the fence refused and nothing was
    changed; only the fence itself was weakened; the log was set back to a state in which it was sound once, or goes on soundly; or what is
    wrong lies outside of it, with an anchor or a witness.

    The last column is the time that the detector took, of a log of this size; when it is asked at all is in this table.
    %s%d processors (%s), on %s, beside whatever else ran there.

    """
        .formatted(
            TIMES,
            Runtime.getRuntime().availableProcessors(),
            processor(),
            LocalDate.now(ZoneOffset.UTC));
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException | UncheckedIOException unknown) {
      return System.getProperty("os.arch");
    }
  }

  private static final String LATE =
      """

      ## What nobody sees before somebody compares

      Where nothing is kept elsewhere, and for what came after the newest anchor, the installation itself sees nothing: it takes a checkpoint or
      a receipt that somebody else kept. Each of these has a row above where an anchor or a witness made the difference, or says why it is
      none.

      """;

  private static final String NOBODY =
      """

      ## Logs that nobody touched

      Every detector looked at these as well.

      | what happened | given | what was reported |
      | --- | --- | --- |
      """;
}
