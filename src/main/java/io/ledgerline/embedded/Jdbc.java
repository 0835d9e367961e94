package io.ledgerline.embedded;

import java.net.ConnectException;
import java.net.UnknownHostException;
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

  /// Why a database cannot be used, in one line for the person who wrote its URL. The drivers' and
  /// Flyway's own messages have a dozen.
  static String words(DatabaseAddress address, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException) {
        return "the host " + address.host() + " is not known";
      }
      if (cause instanceof ConnectException) {
        return "nothing answers at " + address.host() + ":" + address.port();
      }
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return words(address, String.valueOf(sql.getSQLState()), firstLine(sql));
      }
    }
    return firstLine(failure);
  }

  private static String words(DatabaseAddress address, String sqlState, String message) {
    return switch (sqlState) {
      case "28P01", "28000" -> "the server does not let " + address.user() + " in: " + message;
      case "3D000" -> "the server has no database " + address.database();
      case "42501" -> "the role " + address.user() + " may not do that: " + message;
      // An open set: PostgreSQL has hundreds.
      default -> message;
    };
  }

  private static String firstLine(Throwable failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("").strip();
  }

  /// A connection to one address.
  ///
  /// @throws SQLException if the server refuses
  static Connection connect(DatabaseAddress address) throws SQLException {
    return source(address).getConnection();
  }
}
