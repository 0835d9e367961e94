package io.ledgerline.cli;

import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.cli.client.Answer;
import io.ledgerline.cli.client.Connection;
import io.ledgerline.cli.client.FailedStepException;
import io.ledgerline.cli.client.Terminal;
import io.ledgerline.segment.archive.ArchiveException;
import io.ledgerline.segment.archive.ExportedSegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Has the service announce that a segment is kept in an archive, which is hashed first.
public record Detach(Connection connection, Terminal terminal) {

  static final Set<String> VALUED = Set.of("url", "key", "wait", "archive", "by");

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  /// A segment and its archive, as they are typed behind `detach run` and `detach announce`.
  ///
  /// @param archive the SHA-256 of the manifest of its export, in hex
  public record Target(long segment, String archive) {

    /// Reads `run NUMBER --archive SHA256`; empty if it is not that.
    public static Optional<Target> ofRun(List<String> words) {
      if (words.size() != 4
          || !words.getFirst().equals("run")
          || !words.get(2).equals("--archive")) {
        return Optional.empty();
      }
      return of(words.get(1), words.get(3));
    }

    private static Optional<Target> of(String number, String archive) {
      return NUMBER.matcher(number).matches() && DIGEST.matcher(archive).matches()
          ? Optional.of(new Target(Long.parseUnsignedLong(number), archive))
          : Optional.empty();
    }
  }

  /// What was hashed: the service compares it with its own log.
  private record Verified(Target target, ExportedSegment exported, long erasedUnits) {

    Map<String, JsonValue> wish(String by) {
      return Map.of(
          "log", JsonString.of(exported.log().toString()),
          "root", JsonString.of(exported.segment().root().toHex()),
          "chain_hash", JsonString.of(exported.segment().chainHash().toHex()),
          "archive", JsonString.of(target.archive()),
          "erased_units", JsonNumber.of(erasedUnits),
          "authorised_by", JsonString.of(by));
    }
  }

  /// Asks, and tells which entry records it.
  ///
  /// @return 0 if it is announced
  int run(Arguments arguments) {
    List<String> operands = arguments.operands();
    Verified verified =
        Optional.of(operands)
            .filter(words -> words.size() == 2 && words.getFirst().equals("announce"))
            .flatMap(words -> verified(words.get(1), arguments.value("archive")))
            .orElseThrow(Detach::misunderstood);
    String by =
        arguments.value("by").orElseThrow(() -> new UsageException("detach announce needs --by"));
    Target target = verified.target();
    Answer answer =
        connection.post(
            "/api/v1/segments/" + target.segment() + "/detachment",
            "application/json",
            CanonicalJson.of(JsonObject.of(verified.wish(by))).bytes(),
            Map.of());
    if (!answer.isSuccess()) {
      throw new FailedStepException(answer.reasonWithKey());
    }
    terminal.say(
        "entry "
            + answer.object().integer("recorded_by").orElse(-1L)
            + " announces it; once a checkpoint covers that, the owner of the database may run"
            + " ./ledgerline detach run "
            + target.segment()
            + " --archive "
            + target.archive());
    return Cli.DONE;
  }

  /// The archive, after it was hashed: the database lets go of nothing for the sake of a directory
  /// that is not whole.
  private static Optional<Verified> verified(String number, Optional<String> directory) {
    if (directory.isEmpty() || !NUMBER.matcher(number).matches()) {
      return Optional.empty();
    }
    try {
      ExportedSegment exported = ExportedSegment.open(Path.of(directory.get()));
      if (exported.segment().number() != Long.parseUnsignedLong(number)) {
        throw new FailedStepException(
            "%s has segment %d".formatted(directory.get(), exported.segment().number()));
      }
      ExportedSegment.Verified hashed = exported.verify();
      return Target.of(number, hashed.manifest().toHex())
          .map(target -> new Verified(target, exported, hashed.erasedUnits()));
    } catch (ArchiveException broken) {
      throw new FailedStepException(String.valueOf(broken.getMessage()), broken);
    }
  }

  private static UsageException misunderstood() {
    return new UsageException(
        "detach takes announce NUMBER --archive DIRECTORY --by WHO, or run NUMBER --archive"
            + " SHA256");
  }
}
