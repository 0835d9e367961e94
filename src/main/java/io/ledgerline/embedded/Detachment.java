package io.ledgerline.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// Takes a sealed segment out of the database, as the owner of the schema: the role of the service
/// may not.
///
/// @param owner logs in as the role that becomes the owner
public record Detachment(DatabaseAddress owner) {

  private static final String DETACH =
      "SELECT ledger.detach_segment(l.log_id, ?, decode(?, 'hex')) FROM ledger.log l";

  /// Over the embedded server of a home directory, which a service has to be running.
  ///
  /// @throws CannotStartException if it does not run, or its keys cannot be read
  public static Detachment inHome(Path home) {
    Path data = EmbeddedPostgres.dataDirectory(home);
    boolean isRunning = PostmasterFile.read(data).filter(PostmasterFile::ready).isPresent();
    if (!isRunning) {
      throw new CannotStartException(
          "no database runs in " + data + ": start the service of this home first");
    }
    KeyFiles keys = new KeyFiles(home.resolve("keys"), new SecureRandom());
    try {
      int port = Integer.parseInt(Files.readString(home.resolve("pg").resolve("port")).strip());
      return new Detachment(
          new Roles(
                  new DatabaseAddress("127.0.0.1", port, "postgres", "", Cluster.SUPERUSER, ""),
                  keys)
              .owner(EmbeddedPostgres.DATABASE));
    } catch (IOException | NumberFormatException unreadable) {
      throw new CannotStartException("cannot read the port of " + data, unreadable);
    }
  }

  /// Takes the segment out, for good.
  ///
  /// @param archive the SHA-256 of the manifest of its export, in hex, as it was announced
  /// @return the first index that is left
  /// @throws CannotStartException if the database refuses, in its words; nothing was changed
  public long run(long segment, String archive) {
    try (Connection connection = Jdbc.connect(owner);
        Statement statement = connection.createStatement()) {
      statement.execute("SET ROLE ledger_owner");
      try (PreparedStatement detach = connection.prepareStatement(DETACH)) {
        detach.setLong(1, segment);
        detach.setString(2, archive);
        try (ResultSet row = detach.executeQuery()) {
          if (!row.next()) {
            throw new CannotStartException("there is no log");
          }
          return row.getLong(1);
        }
      }
    } catch (SQLException refused) {
      throw new CannotStartException(
          "segment " + segment + " is not detached: " + Jdbc.words(owner, refused), refused);
    }
  }
}
