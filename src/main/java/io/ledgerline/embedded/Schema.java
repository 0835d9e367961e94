package io.ledgerline.embedded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// The schema of the database, brought up to what this program needs: the same migrations for the
/// embedded database and for any other.
public final class Schema {

  private static final String ROLE = "ledger_migrator";
  private static final String DETACH =
      "SELECT ledger.detach_segment(l.log_id, ?, decode(?, 'hex')) FROM ledger.log l";

  private final DatabaseAddress owner;
  private final Flyway flyway;

  private Schema(DatabaseAddress owner) {
    this.owner = owner;
    this.flyway =
        Flyway.configure()
            .dataSource(Jdbc.source(owner))
            .initSql("SET ROLE ledger_owner")
            .defaultSchema("ledger")
            .locations("classpath:db/migration")
            .validateMigrationNaming(false)
            .cleanDisabled(true)
            .load();
  }

  /// The schema of a database, with the role that may become its owner.
  public static Schema of(DatabaseAddress owner) {
    return new Schema(owner);
  }

  /// How many migrations are missing.
  ///
  /// @throws CannotStartException if the database does not answer
  public int pending() {
    try {
      return flyway.info().pending().length;
    } catch (FlywayException failed) {
      throw failure(failed);
    }
  }

  /// Applies the migrations that are missing.
  ///
  /// Several services may do so at once: Flyway takes a lock in the database.
  ///
  /// @return how many were applied
  /// @throws CannotStartException if one fails, or the schema is newer than this program
  public int migrate() {
    try {
      return flyway.migrate().migrationsExecuted;
    } catch (FlywayException failed) {
      throw failure(failed);
    }
  }

  /// Takes a sealed segment out of the database, for good, as the owner of the schema: the role of
  /// the service may not.
  ///
  /// @param archive the SHA-256 of the manifest of its export, in hex, as it was announced
  /// @return the first index that is left
  /// @throws RefusedException if the database refuses, in its words; nothing was changed
  /// @throws CannotStartException if the database cannot be entered as its owner, or has no log
  public long detach(long segment, String archive) {
    try (Connection connection = Jdbc.connect(owner);
        Statement statement = connection.createStatement()) {
      statement.execute("SET ROLE ledger_owner");
      return detach(connection, segment, archive);
    } catch (SQLException unusable) {
      throw new CannotStartException(notDetached(segment, unusable), unusable);
    }
  }

  private long detach(Connection connection, long segment, String archive) {
    try (PreparedStatement detach = connection.prepareStatement(DETACH)) {
      detach.setLong(1, segment);
      detach.setString(2, archive);
      try (ResultSet row = detach.executeQuery()) {
        if (!row.next()) {
          throw new CannotStartException("there is no log");
        }
        return row.getLong(1);
      }
    } catch (SQLException refused) {
      throw new RefusedException(notDetached(segment, refused), refused);
    }
  }

  private String notDetached(long segment, SQLException refused) {
    return "segment " + segment + " is not detached: " + Jdbc.words(owner, refused);
  }

  /// The database was asked for something, and refused it.
  public static final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private RefusedException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private CannotStartException failure(FlywayException failed) {
    String advice = owner.user().equals(ROLE) ? "" : " (the role for it is " + ROLE + ")";
    return new CannotStartException(
        "cannot bring the schema of "
            + owner
            + " up to date: "
            + Jdbc.words(owner, failed)
            + advice,
        failed);
  }
}
