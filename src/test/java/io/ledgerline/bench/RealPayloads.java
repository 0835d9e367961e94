package io.ledgerline.bench;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonPointer;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.StrictJsonReader;
import io.ledgerline.entry.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// The Spark events of the demo, as lines and cut into units as the intake cuts them by default;
/// and payloads of random bytes.
final class RealPayloads {

  private static final String EVENTS = "/demo/credit-scoring-spark.ndjson";
  private static final Set<String> PERSONAL = Set.of("documentation", "ownership", "sql");
  private static final JsonLimits LIMITS = new JsonLimits(1 << 24, 500);

  private RealPayloads() {}

  /// The events, one a line.
  static List<String> lines() {
    try (InputStream in = RealPayloads.class.getResourceAsStream(EVENTS)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// The events as payloads.
  static List<Payload> ofEvents() {
    RandomGenerator random = new Random(1);
    return lines().stream().map(line -> cut(Bytes.utf8(line), random)).toList();
  }

  /// A hundred payloads of so many random bytes, in one unit each.
  static List<Payload> ofBytes(int sizeBytes) {
    RandomGenerator random = new Random(2);
    return Stream.generate(
            () -> {
              byte[] bytes = new byte[sizeBytes];
              random.nextBytes(bytes);
              return Payload.whole("application/octet-stream", Bytes.owned(bytes), random);
            })
        .limit(100)
        .toList();
  }

  private static Payload cut(Bytes accepted, RandomGenerator random) {
    JsonValue json = StrictJsonReader.read(accepted, LIMITS);
    List<JsonPointer> personal = new ArrayList<>();
    collect(json, JsonPointer.ROOT, personal);
    return Payload.cut("application/json", accepted, json, personal, random);
  }

  private static void collect(JsonValue value, JsonPointer at, List<JsonPointer> personal) {
    if (value instanceof JsonObject object) {
      object
          .members()
          .forEach(
              (name, member) -> {
                JsonPointer there = at.then(name);
                if (at.tokens().contains("facets") && PERSONAL.contains(name)) {
                  personal.add(there);
                }
                collect(member, there, personal);
              });
    } else if (value instanceof JsonArray array) {
      for (int i = 0; i < array.elements().size(); i++) {
        collect(array.elements().get(i), at.then(i), personal);
      }
    }
  }
}
