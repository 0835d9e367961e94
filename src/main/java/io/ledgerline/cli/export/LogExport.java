package io.ledgerline.cli.export;

import io.ledgerline.canon.Bytes;
import io.ledgerline.cli.client.Answer;
import io.ledgerline.cli.client.Connection;
import io.ledgerline.cli.client.FailedStepException;
import io.ledgerline.cli.client.Terminal;
import io.ledgerline.merkle.TilePath;
import io.ledgerline.segment.archive.ArchiveException;
import io.ledgerline.segment.archive.ArchiveSource;
import io.ledgerline.segment.archive.ArchiveWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Fetches the files of a whole log, or of a sealed segment.
///
/// @param connection with the administrator's key
/// @param segment empty for the whole log
public record LogExport(Connection connection, Terminal terminal, Optional<Long> segment)
    implements ArchiveSource {

  private static final String PATH = "/api/v1/export/";
  private static final String JSON = "application/json";
  private static final String NDJSON = "application/x-ndjson";
  private static final long TOLD_EACH = 1 << 14;

  /// Writes, or goes on writing, into a directory.
  ///
  /// @throws FailedStepException if the service refuses, or a file cannot be written
  public void into(Path directory) {
    try {
      ArchiveWriter.Made made = new ArchiveWriter(this, directory, this::tell).write();
      terminal.say(
          directory + " is complete; the SHA-256 of its manifest is " + made.manifest().toHex());
      if (segment.isEmpty() && made.treeSize() > made.before()) {
        terminal.note(
            "it was begun when the log had %d entries; now it has %d: for those, export to a new directory"
                .formatted(made.before(), made.treeSize()));
      }
    } catch (IOException failed) {
      throw new FailedStepException("cannot write: " + failed, failed);
    } catch (ArchiveException refused) {
      throw new FailedStepException(String.valueOf(refused.getMessage()), refused);
    }
  }

  @Override
  public Bytes description() {
    return get(PATH + segment.map(number -> "segments/" + number).orElse("log"), JSON);
  }

  @Override
  public Bytes tile(TilePath path) {
    return get("/log/" + path.text(), "application/octet-stream");
  }

  @Override
  public Bytes entries(long from, long before) {
    return get(PATH + "entries?from=" + from + "&before=" + before, NDJSON);
  }

  @Override
  public Bytes checkpoints(long sizeMin) {
    return get(PATH + "checkpoints?from=" + sizeMin, NDJSON);
  }

  @Override
  public Bytes holds() {
    return get(PATH + "holds", NDJSON);
  }

  private Bytes get(String path, String mediaType) {
    Answer answer = connection.get(path, mediaType);
    if (!answer.isSuccess()) {
      throw new FailedStepException(answer.reason());
    }
    return answer.body();
  }

  private void tell(long entries, long of) {
    if (entries % TOLD_EACH == 0 || entries == of) {
      terminal.note("%d of %d entries".formatted(entries, of));
    }
  }
}
