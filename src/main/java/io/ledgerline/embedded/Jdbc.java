package io.ledgerline.embedded;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/// Connections for what happens before the service runs: roles, migrations, checks.
final class Jdbc {

  private Jdbc() {}

  /// A data source for one address.
  static PGSimpleDataSource source(DatabaseAddress address) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(address.jdbcUrl());
    source.setUser(address.user());
    source.setPassword(address.password());
    source.setApplicationName("ledgerline");
    return source;
  }

  /// A connection to one address.
  ///
  /// @throws SQLException if the server refuses
  static Connection connect(DatabaseAddress address) throws SQLException {
    return source(address).getConnection();
  }
}
