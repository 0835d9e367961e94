package io.ledgerline.vault.keys;

import io.ledgerline.ledger.TestLedgers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;

/// Data keys under a master key of 32 times 0x03.
public final class TestDataKeys {

  private TestDataKeys() {}

  /// Keys below a directory, the clock always at [TestLedgers#NOW].
  public static DataKeys in(Path directory) {
    return in(directory, InstantSource.fixed(TestLedgers.NOW));
  }

  /// Keys below a directory.
  public static DataKeys in(Path directory, InstantSource clock) {
    return new DataKeys(directory, masters(), KeySettings.DEFAULTS, clock, new SecureRandom());
  }

  /// 32 times 0x03.
  public static MasterKeys masters() {
    return new MasterKeys(bytes(3), List.of());
  }

  /// 32 times the same byte.
  public static byte[] bytes(int value) {
    byte[] bytes = new byte[MasterKeys.SIZE_BYTES];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
