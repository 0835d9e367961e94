package io.ledgerline.wiring.witness;

import io.ledgerline.anchor.watch.LogWatch;
import io.ledgerline.anchor.watch.WatchedStore;
import io.ledgerline.anchor.witness.CosignatureStore;
import io.ledgerline.embedded.CannotStartException;
import io.ledgerline.embedded.KeyFiles;
import io.ledgerline.http.witness.Watching;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.note.MalformedNoteException;
import io.ledgerline.note.VerifierKey;
import io.ledgerline.note.cosignature.CosigningKey;
import io.ledgerline.pg.witness.PgCosignatureStore;
import io.ledgerline.pg.witness.PgWatchedStore;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/// The witness that we are, and where cosignatures are kept.
final class WitnessBeans {

  private static final String SEED = "witness.seed";
  private static final String VERIFIER = "witness.vkey";

  WitnessBeans() {}

  @Produces
  @Singleton
  CosignatureStore cosignatures(Pool pool) {
    return new PgCosignatureStore(pool);
  }

  @Produces
  @Singleton
  WatchedStore watched(Pool pool) {
    return new PgWatchedStore(pool);
  }

  @Produces
  @Singleton
  Watching watching(
      WatchConfig config, KeyFiles keys, Ledger ledger, WatchedStore store, InstantSource clock) {
    try {
      return new Watching(
          config.logs().map(file -> watch(config, file, keys, ledger, store, clock)),
          config.bodyBytesMax());
    } catch (MalformedNoteException | IllegalArgumentException unusable) {
      throw new CannotStartException("ledgerline.watch: " + unusable.getMessage(), unusable);
    }
  }

  private static LogWatch watch(
      WatchConfig config,
      Path file,
      KeyFiles keys,
      Ledger ledger,
      WatchedStore store,
      InstantSource clock) {
    List<VerifierKey> logs = Witnessing.read("ledgerline.watch.logs", file).logKeys();
    if (logs.isEmpty()) {
      throw new CannotStartException("ledgerline.watch.logs: " + file + " has no log line");
    }
    String origin = ledger.genesis().origin();
    if (logs.stream().anyMatch(log -> log.name().equals(origin))) {
      throw new CannotStartException(
          "ledgerline.watch.logs: " + file + " names our own log; nobody can be its own witness");
    }
    String name = config.name().orElse(origin + "/witness");
    CosigningKey key = CosigningKey.ofSeed(name, keys.bytes(SEED));
    keys.publish(VERIFIER, key.cosignerKey().text());
    return new LogWatch(logs, key, store, clock);
  }
}
