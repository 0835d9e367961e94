package io.ledgerline.event;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.StrictJsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Events that real producers sent.
public final class RealEvents {

  private static final JsonLimits LIMITS = new JsonLimits(1 << 24, 100);

  private RealEvents() {}

  /// The 97 events of the credit-scoring pipeline, one text each.
  public static List<Bytes> creditScoring() {
    Path file = Path.of("src/main/resources/demo/credit-scoring-spark.ndjson");
    try (Stream<String> lines = Files.lines(file)) {
      return lines.map(Bytes::utf8).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// The folder with the compatibility corpus of the OpenLineage project; it may not exist.
  public static Path compatibilityFolder() {
    return Path.of(System.getProperty("ledgerline.shared", "../shared"), "data/openlineage-compat");
  }

  /// Every event of the compatibility corpus.
  public static List<Bytes> compatibility() {
    try (Stream<Path> files = Files.walk(compatibilityFolder())) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(RealEvents::bytes)
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// The example CloudEvent of a kind of record.
  public static Bytes example(String slug) {
    return bytes(Path.of("ontology/schemas/examples", slug + ".json"));
  }

  /// Reads JSON.
  public static JsonValue json(Bytes text) {
    return StrictJsonReader.read(text, LIMITS);
  }

  /// Reads JSON.
  public static JsonValue json(String text) {
    return json(Bytes.utf8(text));
  }

  private static Bytes bytes(Path file) {
    try {
      return Bytes.owned(Files.readAllBytes(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
