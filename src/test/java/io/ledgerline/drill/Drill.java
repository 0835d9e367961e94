package io.ledgerline.drill;

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

  /// What the log has.
  ///
  /// @param isAnchored whether anchors are kept: one when 330 entries were there
  /// @param isWitnessed whether a witness has to cosign what is published
  /// @param isRunning whether the service runs on during the attack; otherwise it starts afterwards
  record Given(boolean isAnchored, boolean isWitnessed, boolean isRunning) {

    /// The default installation, running.
    static final Given RUNNING = new Given(true, false, true);

    /// The default installation, stopped meanwhile.
    static final Given STOPPED = new Given(true, false, false);

    /// Stopped, and nothing is kept elsewhere.
    static final Given ALONE = new Given(false, false, false);

    /// Stopped, with a witness.
    static final Given WITNESSED = new Given(false, true, false);

    /// Running, with a witness.
    static final Given WATCHED = new Given(false, true, true);

    String words() {
      String kept = isAnchored ? "anchors" : isWitnessed ? "a witness" : "nothing kept elsewhere";
      return (isRunning ? "running, " : "stopped, ") + kept;
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
