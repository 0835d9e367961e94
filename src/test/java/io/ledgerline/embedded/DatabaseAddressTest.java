package io.ledgerline.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The one spelling of a database URL, and what JDBC and the reactive client make of it.
class DatabaseAddressTest {

  @Test
  void readsEveryPartOfAUrl() {
    // When
    DatabaseAddress address =
        DatabaseAddress.parse(
            "LEDGERLINE_DB_URL",
            "postgresql://app:p%40ss+word@db.example:6432/led?sslmode=require");

    // Then
    assertThat(address)
        .isEqualTo(
            new DatabaseAddress("db.example", 6432, "led", "sslmode=require", "app", "p@ss+word"));
    assertThat(address.jdbcUrl())
        .isEqualTo("jdbc:postgresql://db.example:6432/led?sslmode=require");
  }

  @Test
  void usesThePortOfPostgresqlWhereNoneIsGiven() {
    // When
    DatabaseAddress address = DatabaseAddress.parse("LEDGERLINE_DB_URL", "postgresql://a:b@h/d");

    // Then
    assertThat(address.url()).isEqualTo("postgresql://h:5432/d");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "h/d", "jdbc:postgresql://h/d", "postgresql://h/d", "postgresql://u@h"})
  void refusesAUrlThatLacksAPartAndShowsNoPassword(String url) {
    // When
    Throwable refusal = catchThrowable(() -> DatabaseAddress.parse("LEDGERLINE_DB_URL", url));

    // Then
    assertThat(refusal)
        .isInstanceOf(CannotStartException.class)
        .hasMessage(
            "LEDGERLINE_DB_URL is not of the form postgresql://user:password@host:port/database");
  }

  @Test
  void keepsThePasswordOutOfItsText() {
    // When
    String text = DatabaseAddress.parse("X", "postgresql://app:secret@h/d").toString();

    // Then
    assertThat(text).isEqualTo("app@h:5432/d");
  }
}
