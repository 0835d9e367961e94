package io.ledgerline.projection;

import io.smallrye.mutiny.TimeoutException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;

/// What keeps a follower from following, told once for each reason, and that it is over: the
/// follower tries again every second, and a database may be away for hours.
///
/// That the ledger does not answer is one line; everything else has its stack trace. On the
/// follower's thread.
final class FollowFaults {

  private static final Logger LOG = System.getLogger(Projector.class.getName());
  private static final int REASONS_MAX = 10;

  private final Set<String> told = new TreeSet<>();

  /// It failed.
  void tell(Throwable failure) {
    Throwable reason =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (told.size() == REASONS_MAX || !told.add(reason.toString())) {
      return;
    }
    String line = "the lineage graph could not follow the ledger and tries again: " + reason;
    if (reason instanceof IOException || reason instanceof TimeoutException) {
      LOG.log(Level.WARNING, line);
    } else {
      LOG.log(Level.WARNING, line, reason);
    }
  }

  /// It went well.
  void over() {
    if (!told.isEmpty()) {
      told.clear();
      LOG.log(Level.INFO, "the lineage graph follows the ledger again");
    }
  }
}
