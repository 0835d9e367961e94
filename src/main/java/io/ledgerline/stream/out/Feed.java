package io.ledgerline.stream.out;

import java.time.Duration;

/// Publishes something, a step at a time. For one thread, but for what says otherwise.
interface Feed {

  /// What a feed waits for.
  ///
  /// @param time how long at most
  /// @param isWoken whether it ends when something is appended to the ledger
  record Wait(Duration time, boolean isWoken) {

    static final Wait NONE = new Wait(Duration.ZERO, false);
  }

  /// Goes on until it has to wait. Blocks the calling thread. After a failure, to be told by
  /// [#broke], it begins where the topic stands.
  Wait step();

  /// The last step failed.
  void broke(Throwable failure);

  /// How it stands; for any thread.
  OutStatus status();

  /// Has the step of the moment end soon; for any thread.
  void stop();

  /// Ends it, once no step runs any more.
  void close();
}
