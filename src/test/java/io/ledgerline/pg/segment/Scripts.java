package io.ledgerline.pg.segment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// The fence of event triggers, up and down, as a superuser runs it.
final class Scripts {

  private Scripts() {}

  static String hardening() {
    try (InputStream script = Scripts.class.getResourceAsStream("/db/migration/hardening.sql")) {
      return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static String unhardened() {
    return "DROP EVENT TRIGGER ledger_fence_alter;"
        + "DROP EVENT TRIGGER ledger_fence_drop;"
        + "DROP EVENT TRIGGER ledger_fence_rewrite";
  }
}
