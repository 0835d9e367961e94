package io.ledgerline.merkle;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.StrictJsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/// Values that were computed elsewhere, in files beside the tests.
public final class KnownAnswers {

  private KnownAnswers() {}

  /// One of the files.
  public static JsonObject read(String name) {
    try (InputStream file = KnownAnswers.class.getResourceAsStream("/vectors/" + name)) {
      byte[] bytes = Objects.requireNonNull(file, name).readAllBytes();
      return (JsonObject) StrictJsonReader.read(Bytes.owned(bytes), JsonLimits.OWN_RECORDS);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
