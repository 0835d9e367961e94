package io.ledgerline.wiring.keys;

import io.ledgerline.embedded.CannotStartException;
import io.ledgerline.embedded.KeyFiles;
import io.ledgerline.note.SigningKey;
import io.ledgerline.note.VerifierKey;
import java.util.List;
import java.util.Optional;

/// `./ledgerline keys`: shows the keys of the log, makes the next one, and retires the old one.
///
/// It works on the files below the home directory; the service follows at its next start.
public final class KeyCommands {

  /// The public keys of the log, oldest first, as the service last saw them.
  public static final String HISTORY = "log.vkeys";

  private static final String USAGE = "keys takes one of: show, rotate, retire, rewrap";

  private final KeysConfig config;
  private final KeyFiles files;

  /// Commands on the files of a home directory.
  public KeyCommands(KeysConfig config, KeyFiles files) {
    this.config = config;
    this.files = files;
  }

  /// Does what the words say.
  ///
  /// @return what to tell the operator
  /// @throws CannotStartException if it cannot be done, with the reason
  public String run(List<String> words) {
    if (words.size() != 1) {
      throw new CannotStartException(USAGE);
    }
    return switch (words.getFirst()) {
      case "show" -> show();
      case "rotate" -> rotate();
      case "retire" -> retire();
      // An open set: whatever else was typed.
      default -> throw new CannotStartException(USAGE);
    };
  }

  private String show() {
    List<String> known = files.lines(HISTORY);
    return known.isEmpty()
        ? "no key yet: the service has not been started on this home directory"
        : String.join("\n", known)
            + (files.has(LogSeeds.NEXT) ? "\nkeys/" + LogSeeds.NEXT + " signs too, or will" : "");
  }

  private String rotate() {
    requireFiles();
    if (files.has(LogSeeds.NEXT)) {
      throw new CannotStartException(
          files.path(LogSeeds.NEXT) + " is there already: a rotation is under way");
    }
    if (!files.has(LogSeeds.CURRENT)) {
      throw new CannotStartException("there is no key yet that could be replaced");
    }
    byte[] made = files.bytes(LogSeeds.NEXT);
    return "made "
        + files.path(LogSeeds.NEXT)
        + origin().map(origin -> " (" + publicKey(origin, made) + ")").orElse("")
        + ". Restart the service: it records the rotation, and signs with both keys from then on."
        + " Back the file up.";
  }

  private String retire() {
    requireFiles();
    if (!files.has(LogSeeds.NEXT)) {
      throw new CannotStartException("no rotation is under way: run ./ledgerline keys rotate");
    }
    byte[] next = files.bytes(LogSeeds.NEXT);
    List<String> known = files.lines(HISTORY);
    boolean isRecorded =
        origin().map(origin -> known.getLast().equals(publicKey(origin, next))).orElse(false);
    if (!isRecorded) {
      throw new CannotStartException(
          "the log does not record the next key yet: start the service with "
              + files.path(LogSeeds.NEXT)
              + " in place first");
    }
    String retired = "log-retired-" + VerifierKey.parse(known.get(known.size() - 2)).id() + ".seed";
    files.keepAs(LogSeeds.CURRENT, retired);
    files.rename(LogSeeds.NEXT, LogSeeds.CURRENT);
    return "the old key is "
        + files.path(retired)
        + ". Restart the service: it signs with the new key alone. When every replica does, and"
        + " nothing needs the old file any more, delete it.";
  }

  private void requireFiles() {
    if (config.seed().isPresent()
        || config.seedFile().isPresent()
        || config.nextSeed().isPresent()
        || config.nextSeedFile().isPresent()) {
      throw new CannotStartException(
          "the seeds of this installation are configured (ledgerline.keys.*): they are replaced"
              + " there, see docs/how-to/replace-a-compromised-key.md");
    }
  }

  private Optional<String> origin() {
    return files.lines(HISTORY).stream().findFirst().map(line -> VerifierKey.parse(line).name());
  }

  private static String publicKey(String origin, byte[] seed) {
    return SigningKey.ofSeed(origin, seed).verifierKey().text();
  }
}
