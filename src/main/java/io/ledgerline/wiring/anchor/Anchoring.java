package io.ledgerline.wiring.anchor;

import io.ledgerline.anchor.AnchorFaults;
import io.ledgerline.anchor.AnchorKeeper;
import io.ledgerline.anchor.AnchorSettings;
import io.ledgerline.anchor.AnchorStamper;
import io.ledgerline.anchor.LogAnchors;
import io.ledgerline.anchor.timestamp.TimestampClient;
import io.ledgerline.anchor.timestamp.TimestampVerifier;
import io.ledgerline.embedded.CannotStartException;
import io.ledgerline.entry.Genesis;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.guard.Anchors;
import io.ledgerline.ledger.guard.RollbackGuard;
import io.ledgerline.ledger.keys.LogKeys;
import io.ledgerline.note.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;

/// The anchors of this installation, as configured: made once, for its one log.
///
/// Reading for the guard and keeping have a thread each, since a disk that is gone may hold either
/// for long.
public final class Anchoring {

  private static final String DIRECTORY = "anchors";
  private static final String USED = "anchored";

  private final AnchorConfig config;
  private final AnchorSettings settings;
  private final Optional<TimestampVerifier> verifier;
  private final AnchorFaults faults = new AnchorFaults();
  private final InstantSource clock;
  private final SecureRandom random;

  /// As configured.
  ///
  /// @param home the home directory
  /// @throws CannotStartException if the settings cannot be used
  public Anchoring(AnchorConfig config, Path home, InstantSource clock, SecureRandom random) {
    this.config = config;
    this.clock = clock;
    this.random = random;
    try {
      this.settings =
          new AnchorSettings(
              config.directories().orElse(List.of(home.resolve(DIRECTORY))),
              home.resolve(USED),
              config.interval(),
              config.timestampInterval(),
              config.timestampRetry());
    } catch (IllegalArgumentException unusable) {
      throw new CannotStartException("ledgerline.anchor: " + unusable.getMessage(), unusable);
    }
    this.verifier = config.timestampTrusted().map(Anchoring::verifier);
    if (config.timestampUrl().isPresent() && verifier.isEmpty()) {
      throw new CannotStartException(
          "ledgerline.anchor.timestamp-url needs ledgerline.anchor.timestamp-trusted: a timestamp"
              + " proves nothing where no certificate is trusted");
    }
  }

  /// The guard of the log.
  ///
  /// @param keys the log's
  /// @param keyFor the key that would sign a log of another origin
  /// @param others what is known of the log beside the anchors that are kept here
  public RollbackGuard guard(
      Genesis genesis, LogKeys keys, Function<String, SigningKey> keyFor, Anchors others) {
    LogAnchors.Owner owner =
        new LogAnchors.Owner(
            genesis.origin(), keys::trusted, origin -> keyFor.apply(origin).verifierKey());
    ExecutorService reader = Executors.newSingleThreadExecutor(threads("anchor-reader"));
    return new RollbackGuard(
        new LogAnchors(owner, settings, verifier, faults, reader).and(others),
        clock,
        config.compareInterval());
  }

  /// The keeper of the log's anchors.
  AnchorKeeper keeper(Ledger ledger) {
    return new AnchorKeeper(
        ledger,
        note -> note.withSignaturesOf(ledger.keys().trusted()),
        settings,
        config
            .timestampUrl()
            .map(
                url ->
                    new AnchorStamper(
                        new TimestampClient(
                            url, config.timestampTimeout(), verifier.orElseThrow(), random),
                        settings,
                        faults,
                        clock)),
        faults,
        Executors.newSingleThreadScheduledExecutor(threads("anchor-keeper")));
  }

  /// What is wrong with anchors at the moment.
  AnchorFaults faults() {
    return faults;
  }

  /// The directories that lie on the same disk as the database does, as far as is seen from here.
  ///
  /// @param database where its files are; empty for one that is elsewhere
  public List<Path> besideDatabase(Optional<Path> database) {
    List<Path> beside = new ArrayList<>();
    if (database.isPresent()) {
      for (Path directory : settings.directories()) {
        try {
          if (Files.getFileStore(existing(directory)).equals(Files.getFileStore(database.get()))) {
            beside.add(directory);
          }
        } catch (IOException unknown) {
          // Said when an anchor is kept there; until then it counts as beside.
          beside.add(directory);
        }
      }
    }
    return beside;
  }

  /// Where anchors are kept.
  public List<Path> directories() {
    return settings.directories();
  }

  private static Path existing(Path directory) throws IOException {
    Path found = directory.toAbsolutePath().normalize();
    while (!Files.exists(found)) {
      Path above = found.getParent();
      if (above == null) {
        throw new IOException(directory + " is nowhere");
      }
      found = above;
    }
    return found;
  }

  private static TimestampVerifier verifier(Path file) {
    try {
      return TimestampVerifier.ofFile(file);
    } catch (IOException unreadable) {
      throw new CannotStartException(
          "ledgerline.anchor.timestamp-trusted: " + unreadable.getMessage(), unreadable);
    }
  }

  private static ThreadFactory threads(String name) {
    return Thread.ofPlatform().daemon().name(name).factory();
  }
}
