package io.ledgerline.wiring.keys;

import io.ledgerline.embedded.CannotStartException;
import io.ledgerline.embedded.KeyFiles;
import io.ledgerline.note.SigningKey;
import io.ledgerline.note.VerifierKey;
import io.ledgerline.note.history.KeyHistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The seeds of the key that signs and, while one replaces the other, of the next one.
public final class LogSeeds {

  static final String CURRENT = "log.seed";
  static final String NEXT = "log-next.seed";

  private static final String VERIFIER = "log.vkey";

  private final KeyFiles files;
  private final byte[] current;
  private final Optional<byte[]> next;

  private LogSeeds(KeyFiles files, byte[] current, Optional<byte[]> next) {
    this.files = files;
    this.current = current;
    this.next = next;
  }

  /// The seeds as configured; where none is, those in the files, and the first one is made.
  ///
  /// @throws CannotStartException if one is malformed or open to others, or both are the same
  public static LogSeeds of(KeysConfig config, KeyFiles files) {
    byte[] current =
        config
            .seed()
            .map(text -> parse("ledgerline.keys.seed", text))
            .or(() -> config.seedFile().map(KeyFiles::seed))
            .orElseGet(() -> files.bytes(CURRENT));
    Optional<byte[]> next =
        config
            .nextSeed()
            .map(text -> parse("ledgerline.keys.next-seed", text))
            .or(() -> config.nextSeedFile().map(KeyFiles::seed))
            .or(() -> files.has(NEXT) ? Optional.of(files.bytes(NEXT)) : Optional.empty());
    if (next.isPresent() && Arrays.equals(current, next.get())) {
      throw new CannotStartException(
          "the next key of the log is the one that it has: remove ledgerline.keys.next-seed, or the"
              + " file keys/"
              + NEXT);
    }
    return new LogSeeds(files, current, next);
  }

  /// The key that signs a log of this origin.
  public SigningKey key(String origin) {
    return SigningKey.ofSeed(origin, current);
  }

  /// The key that the log passes to.
  public Optional<SigningKey> next(String origin) {
    return next.map(seed -> SigningKey.ofSeed(origin, seed));
  }

  /// Every key that signs, the older one first.
  public List<SigningKey> all(String origin) {
    List<SigningKey> keys = new ArrayList<>(List.of(key(origin)));
    next(origin).ifPresent(keys::add);
    return keys;
  }

  /// Keeps the log's public keys where an operator finds them.
  public void publish(KeyHistory history) {
    files.publish(VERIFIER, history.current().text());
    files.publish(
        KeyCommands.HISTORY,
        history.keys().stream().map(VerifierKey::text).collect(Collectors.joining("\n")));
  }

  private static byte[] parse(String setting, String text) {
    try {
      byte[] seed = HexFormat.of().parseHex(text.strip());
      if (seed.length == SigningKey.SEED_BYTES) {
        return seed;
      }
    } catch (IllegalArgumentException malformed) {
      // The text is a secret: it is not repeated.
      throw new CannotStartException(setting + " is not 64 hexadecimal digits", malformed);
    }
    throw new CannotStartException(setting + " is not 64 hexadecimal digits");
  }
}
