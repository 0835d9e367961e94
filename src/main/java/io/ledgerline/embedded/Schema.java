package io.ledgerline.embedded;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// The schema of the database, brought up to what this program needs: the same migrations for the
/// embedded database and for any other.
public final class Schema {

  private static final String ROLE = "ledger_migrator";

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
