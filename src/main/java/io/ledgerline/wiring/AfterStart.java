package io.ledgerline.wiring;

import java.net.URI;
import java.nio.file.Path;

/// What is done once the service answers.
@FunctionalInterface
interface AfterStart {

  /// Where the service is and what it rests on.
  ///
  /// @param url of the service
  /// @param key the administrator's API key
  /// @param home the directory with all state
  /// @param database the database in words
  record Started(URI url, String key, Path home, String database) {}

  /// What [#run] returns to have the service stay up.
  int STAY_UP = -1;

  /// Nothing: the service stays up until it is told to end.
  AfterStart STAY = started -> STAY_UP;

  /// Runs while the service is up.
  ///
  /// @return the exit code with which the service ends, or [#STAY_UP]
  int run(Started started);
}
