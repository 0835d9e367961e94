package io.ledgerline.wiring;

import io.ledgerline.access.Caller;
import io.ledgerline.embedded.KeyFiles;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/// The secrets of an installation that are not the database's: files in `keys`, made at the first
/// start.
///
/// @param files where they are
public record Keys(KeyFiles files) {

  static final String DIRECTORY = "keys";

  private static final String IDENTITY = "identity.key";
  private static final String SUBJECT = "subject.key";
  private static final String ADMIN = "admin.key";
  private static final String ADMIN_PREFIX = "ledgerline.";
  private static final int KEY_ID_BYTES = 6;

  /// The secrets of a home directory, whose `keys` exists.
  static Keys in(Path home) {
    return new Keys(new KeyFiles(home.resolve(DIRECTORY), new SecureRandom()));
  }

  /// What identities are kept under: 32 bytes.
  byte[] identityKey() {
    return files.bytes(IDENTITY);
  }

  /// What data subjects are kept under: 32 bytes.
  byte[] subjectKey() {
    return files.bytes(SUBJECT);
  }

  /// Where the administrator's API key is.
  Path adminKeyPath() {
    return files.path(ADMIN);
  }

  /// The administrator's API key: `ledgerline.`, its random id, `.`, its secret.
  String adminKey() {
    byte[] id = new byte[KEY_ID_BYTES];
    new SecureRandom().nextBytes(id);
    return files.word(ADMIN, ADMIN_PREFIX + HexFormat.of().formatHex(id) + ".");
  }

  /// The administrator. The id is a part of the key that is no secret; a key that an operator wrote
  /// without one is called `admin`.
  Caller administrator(String tenant) {
    String[] parts = adminKey().split("\\.", -1);
    boolean ours = parts.length == 3 && parts[1].matches("[0-9a-f]{12}");
    return new Caller(ours ? parts[1] : "admin", tenant);
  }

  /// Makes every secret that is missing, but for the log's seed, which may come from elsewhere.
  void make() {
    identityKey();
    subjectKey();
    adminKey();
  }
}
