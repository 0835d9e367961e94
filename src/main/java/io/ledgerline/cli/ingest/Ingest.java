package io.ledgerline.cli.ingest;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.cli.client.Connection;
import io.ledgerline.cli.client.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Sends what is in files, in batches, in the order of the files.
///
/// What the service refuses is reported with its place and its reasons, and the next one is sent.
/// Sending a file twice is harmless: what is known already stays one entry. Not thread-safe.
public final class Ingest implements EventFiles.Sink {

  /// The operand that stands for standard input.
  public static final String STANDARD_INPUT = "-";

  private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(5);

  private final Batches batches;
  private final Terminal terminal;
  private final InstantSource clock;
  private final Optional<Journal> journal;
  private Instant told;
  private String file = "";
  private long inFile;
  private long skip;

  /// @param clock of the progress
  /// @param journal remembers how far the files were sent, if they are to be gone on with
  public Ingest(
      Connection connection, Terminal terminal, InstantSource clock, Optional<Journal> journal) {
    this.batches = new Batches(connection, terminal);
    this.terminal = terminal;
    this.clock = clock;
    this.journal = journal;
    this.told = clock.instant();
  }

  /// Sends everything.
  ///
  /// @param operands files, folders, or `-`
  /// @param input what `-` stands for
  /// @return 0 if everything is on record, 1 if something is not
  /// @throws io.ledgerline.cli.client.UnreachableException if the service does not answer
  public int run(List<String> operands, InputStream input) {
    EventFiles files = new EventFiles(this);
    for (String operand : operands) {
      try {
        if (operand.equals(STANDARD_INPUT)) {
          files.readLines("standard input", input);
        } else {
          files.read(Path.of(operand));
        }
      } catch (IOException broken) {
        batches.unreadable(operand, "cannot be read to its end: " + broken.getMessage());
      }
    }
    settle();
    Counts counts = batches.counts();
    terminal.say(
        counts.all()
            + " events: "
            + counts.added()
            + " new, "
            + counts.known()
            + " known already, "
            + counts.refused()
            + " refused"
            + (batches.skipped() > 0 ? "; " + batches.skipped() + " sent before" : ""));
    journal.ifPresent(Journal::finish);
    return counts.refused() == 0 ? 0 : 1;
  }

  @Override
  public void begin(String name) {
    settle();
    file = name;
    inFile = 0;
    skip = journal.map(known -> known.sent(name)).orElse(0L);
  }

  @Override
  public void event(String place, JsonObject content, Bytes json) {
    if (isSentBefore()) {
      return;
    }
    boolean isCloudEvent = content.string("specversion").isPresent();
    if (!batches.hasRoomFor(isCloudEvent, json)) {
      settle();
    }
    inFile++;
    batches.add(isCloudEvent, place, json);
    tell();
  }

  @Override
  public void unreadable(String place, String reason) {
    if (isSentBefore()) {
      return;
    }
    inFile++;
    batches.unreadable(place, reason);
  }

  private boolean isSentBefore() {
    if (inFile < skip) {
      inFile++;
      batches.skip();
      return true;
    }
    return false;
  }

  /// Has sent what waits, and remembers it.
  private void settle() {
    batches.flush();
    if (inFile > skip) {
      journal.ifPresent(known -> known.remember(file, inFile));
    }
  }

  private void tell() {
    Instant now = clock.instant();
    if (!now.isBefore(told.plus(PROGRESS_INTERVAL))) {
      told = now;
      terminal.note(batches.counts().all() + " sent, now at " + file);
    }
  }
}
