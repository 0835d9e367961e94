package io.ledgerline.drill;

import io.ledgerline.drill.log.DrilledLog;
import io.ledgerline.drill.log.Given;
import java.util.Optional;

/// One attack.
///
/// @param who does it
/// @param what is done, in words
/// @param given what the log has to protect it
/// @param attack does it
/// @param first which detector sees it first; empty if none does, which is then what is shown
record Drill(Who who, String what, Given given, Attack attack, Optional<Detector> first) {

  /// Who attacks, by what he can do.
  enum Who {
    SERVICE("SQL as the service's role"),
    OWNER("the owner of the tables"),
    SUPERUSER("a superuser of the database"),
    DISK("who can write the files"),
    KEY_HOLDER("a superuser who holds the signing keys, too"),
    WITNESS("a witness"),
    NOBODY("nobody");

    private final String words;

    Who(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /// What is done to a log.
  @FunctionalInterface
  interface Attack {

    /// Attacks.
    ///
    /// @return why PostgreSQL refused it, if it did
    Optional<String> on(DrilledLog log);
  }

  static Drill of(Who who, String what, Given given, Detector first, Attack attack) {
    return new Drill(who, what, given, attack, Optional.of(first));
  }

  /// One that nothing sees.
  static Drill unseen(Who who, String what, Given given, Attack attack) {
    return new Drill(who, what, given, attack, Optional.empty());
  }
}
