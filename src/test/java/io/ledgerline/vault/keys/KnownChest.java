package io.ledgerline.vault.keys;

import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.TestLedgers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.UUID;

/// A file of two data keys, 32 times 0x11 and 32 times 0x22, under a master key of 32 times 0x03,
/// and what is encrypted under them: made by Python's `cryptography` (OpenSSL), not by this
/// program.
final class KnownChest {

  static final LogId LOG = TestLedgers.genesis().log();

  static final UUID FIRST = UUID.fromString("6955b900-0102-0304-0506-0708090a0000");

  static final UUID SECOND = UUID.fromString("6955b900-0102-0304-0506-0708090a0001");

  static final String NAME = "6955b9000102030405060708090a.keys";

  /// `"Ada"`, the value of unit 2 of entry 5, under the first key, its eighth encryption.
  static final String VALUE =
      "000000000000000000000007f1ab2c043144585ecd6675a2550a99b6eb1b32b1bc63";

  /// 3,000 times `a` in the same place, packed, its ninth encryption.
  static final String PACKED =
      "000000000000000000000008cc0532ea09b3459269c5ab332fd7af2cfef1b5a4d9b1"
          + "837436e121672070f5b31b0095d5cfb8cc9f7db2";

  /// `{"a":`, the body of the refusal 01020304-0506-0708-090a-0b0c0d0e0f10, under the first key.
  static final String BODY = "000000000000000000000000bfe87f45dbd6416b7145b6a18091ce9a87907da298";

  private static final String ZEROS = "00".repeat(32);

  private static final String FILE =
      "6c65646765726c696e652f6b6579730a0102000200000000000000006955c710"
          + "000000000000400080000000000000016955b9000102030405060708090a0000"
          + ZEROS
          + ZEROS
          + "013bb7c7e3b02b31220000000000000044444444444444444444444425943f5b"
          + "9ace6170713dae4d20ba579901d59bc2adc8d8c30dd275e828bc72650f810c0c"
          + "a0b7f2eb90a32bfd9b6168fb0000000000000000000000000000000000000000"
          + ZEROS
          + "013bb7c7e3b02b312200000000000000555555555555555555555555b7819356"
          + "bf7cb73e6f6aa8437f92ced284854321dbd3d5577d0eb0dde996d9041446bf8f"
          + "ae65263132f6f7b7b9e4c2eb0000000000000000000000000000000000000000"
          + ZEROS;

  private KnownChest() {}

  static byte[] file() {
    return hex(FILE);
  }

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  /// Where the file lies below a directory.
  static Path path(Path directory) {
    return directory.resolve(LOG.toString()).resolve(NAME);
  }

  /// Puts the file there.
  static void write(Path directory) throws IOException {
    write(directory, file());
  }

  /// Puts something else there.
  static void write(Path directory, byte[] content) throws IOException {
    Files.createDirectories(path(directory).getParent());
    Files.write(path(directory), content);
  }
}
