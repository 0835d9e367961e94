package io.ledgerline.embedded;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Where a PostgreSQL database is and as whom to enter it.
///
/// [#toString] leaves the password out.
///
/// @param host name or address
/// @param port of the server
/// @param database its name
/// @param options what follows `?` in a URL, such as `sslmode=require`; empty for none
/// @param user the role
/// @param password its password; empty for none
public record DatabaseAddress(
    String host, int port, String database, String options, String user, String password) {

  private static final int PORT_DEFAULT = 5432;

  /// Reads `postgresql://user:password@host:port/database?options`.
  ///
  /// @param setting the name of the setting, for the message
  /// @throws CannotStartException if user, host or database is missing; the message shows no
  ///   password
  public static DatabaseAddress parse(String setting, String url) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException malformed) {
      throw refusal(setting);
    }
    boolean scheme = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
    String path = uri.getPath();
    String login = uri.getRawUserInfo();
    if (!scheme || uri.getHost() == null || path == null || path.length() < 2 || login == null) {
      throw refusal(setting);
    }
    String[] parts = login.split(":", 2);
    return new DatabaseAddress(
        uri.getHost(),
        uri.getPort() < 0 ? PORT_DEFAULT : uri.getPort(),
        path.substring(1),
        orEmpty(uri.getRawQuery()),
        decoded(parts[0]),
        parts.length == 2 ? decoded(parts[1]) : "");
  }

  /// The URL that JDBC reads; neither user nor password is in it.
  public String jdbcUrl() {
    return "jdbc:" + url();
  }

  /// The URL that the reactive client reads; neither user nor password is in it.
  public String url() {
    String query = options.isEmpty() ? "" : "?" + options;
    return "postgresql://" + host + ":" + port + "/" + database + query;
  }

  /// The same server and role, another database.
  DatabaseAddress withDatabase(String name) {
    return new DatabaseAddress(host, port, name, options, user, password);
  }

  @Override
  public String toString() {
    return user + "@" + host + ":" + port + "/" + database;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static CannotStartException refusal(String setting) {
    return new CannotStartException(
        setting + " is not of the form postgresql://user:password@host:port/database");
  }
}
