package io.ledgerline.wiring.database;

import io.ledgerline.entry.LogId;
import io.ledgerline.pg.vault.PgRetentionStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;

/// This replica, as others know it: who holds what one replica does for all.
@Singleton
public final class Replica {

  private static final Logger LOG = Logger.getLogger(Replica.class);
  private static final Duration RELEASE_MAX = Duration.ofSeconds(5);

  private final PgRetentionStore duties;
  private final UUID holder;

  /// A replica that nobody has seen before.
  public Replica(Pool pool, SecureRandom random) {
    this.duties = new PgRetentionStore(pool);
    this.holder = new UUID(random.nextLong(), random.nextLong());
  }

  /// Its name.
  public UUID holder() {
    return holder;
  }

  /// Takes or keeps a duty for a while.
  ///
  /// @return whether this replica has it
  public Uni<Boolean> hold(LogId log, String duty, Duration duration) {
    return duties.hold(log, duty, holder, duration);
  }

  /// Gives back all that it holds, at its end: another one, or the next start, goes on at once. If
  /// that fails, they wait until the leases run out.
  public void release(LogId log) {
    try {
      var _ = duties.release(log, holder).await().atMost(RELEASE_MAX);
    } catch (RuntimeException failure) {
      LOG.infof("what this replica does for all is not given back: %s", failure.getMessage());
    }
  }
}
