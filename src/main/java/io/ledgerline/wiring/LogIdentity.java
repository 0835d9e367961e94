package io.ledgerline.wiring;

import io.ledgerline.embedded.CannotStartException;
import io.ledgerline.entry.Genesis;
import io.ledgerline.entry.LogId;
import io.ledgerline.note.SigningKey;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// What the log of this service is called: fixed by its genesis entry, chosen only before there is
/// one.
///
/// @param origin as configured
/// @param baseIri as configured
/// @param segmentSize of a new log, as configured
record LogIdentity(Optional<String> origin, Optional<String> baseIri, long segmentSize) {

  /// The tenant of a service that has one.
  static final String TENANT = "default";

  private static final String NOBODYS = "ledgerline.invalid/";
  private static final int RANDOM_BYTES = 8;

  /// A tile: smaller ones could not be exported.
  private static final long SEGMENT_SIZE_MIN = 256;

  /// What a new log would be called.
  ///
  /// @param keys the key that would sign a log of a name
  ///
  /// @throws CannotStartException if a configured name cannot be one
  Genesis propose(Function<String, SigningKey> keys, RandomGenerator random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    String name = origin.orElse(NOBODYS + HexFormat.of().formatHex(bytes));
    String base = baseIri.orElse("https://" + name);
    try {
      if (segmentSize < SEGMENT_SIZE_MIN) {
        throw new IllegalArgumentException(
            "a segment has " + SEGMENT_SIZE_MIN + " entries or more");
      }
      UUID id = new UUID(version4(random.nextLong()), variant(random.nextLong()));
      return new Genesis(
          new LogId(id), name, base, TENANT, keys.apply(name).verifierKey(), segmentSize);
    } catch (RuntimeException unusable) {
      throw new CannotStartException(
          "ledgerline.log.origin, base-iri or segment-size cannot be used: "
              + unusable.getMessage(),
          unusable);
    }
  }

  /// Compares what is configured with what the log is called.
  ///
  /// @throws CannotStartException if they differ: a log never changes its name
  void check(Genesis actual) {
    origin.ifPresent(name -> check("ledgerline.log.origin", name, actual.origin()));
    baseIri.ifPresent(base -> check("ledgerline.log.base-iri", base, actual.baseIri()));
  }

  private static void check(String setting, String configured, String actual) {
    if (!configured.equals(actual)) {
      throw new CannotStartException(
          setting
              + " is "
              + configured
              + ", but the log was begun as "
              + actual
              + " and keeps that name for ever: remove the setting, or begin a new log in an empty"
              + " home directory and database");
    }
  }

  private static long version4(long bits) {
    return (bits & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L;
  }

  private static long variant(long bits) {
    return (bits & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
  }
}
