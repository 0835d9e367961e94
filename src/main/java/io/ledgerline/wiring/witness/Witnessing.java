package io.ledgerline.wiring.witness;

import io.ledgerline.anchor.witness.CosignatureStore;
import io.ledgerline.anchor.witness.HttpExchange;
import io.ledgerline.anchor.witness.WitnessAnchors;
import io.ledgerline.anchor.witness.WitnessSettings;
import io.ledgerline.anchor.witness.WitnessStatus;
import io.ledgerline.anchor.witness.WitnessedPublication;
import io.ledgerline.embedded.CannotStartException;
import io.ledgerline.entry.LogId;
import io.ledgerline.ledger.CheckpointStore;
import io.ledgerline.ledger.guard.Anchors;
import io.ledgerline.ledger.publication.AtOnce;
import io.ledgerline.ledger.publication.Publication;
import io.ledgerline.note.VerifierKey;
import io.ledgerline.note.policy.MalformedPolicyException;
import io.ledgerline.note.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The witnesses of this installation's one log, as configured.
public final class Witnessing implements WitnessStatus.Source {

  private final WitnessConfig config;
  private final Optional<Policy> policy;
  private final Optional<HttpExchange> exchange;
  private final CosignatureStore cosignatures;
  private final CheckpointStore checkpoints;
  private final InstantSource clock;
  private volatile Optional<WitnessedPublication> publication = Optional.empty();

  /// As configured.
  ///
  /// @throws CannotStartException if the policy cannot be read, or is none
  public Witnessing(
      WitnessConfig config,
      CosignatureStore cosignatures,
      CheckpointStore checkpoints,
      InstantSource clock) {
    this.config = config;
    this.cosignatures = cosignatures;
    this.checkpoints = checkpoints;
    this.clock = clock;
    this.policy = config.policy().map(file -> read("ledgerline.witness.policy", file));
    this.exchange = policy.map(known -> new HttpExchange(config.timeout()));
  }

  /// What the log publishes by.
  ///
  /// @throws CannotStartException if a setting or an address in the policy cannot be used
  public Publication publication(LogId log) {
    if (policy.isEmpty() || exchange.isEmpty()) {
      return new AtOnce();
    }
    try {
      WitnessedPublication made =
          new WitnessedPublication(
              new WitnessedPublication.Setup(
                  log, policy.get(), cosignatures, checkpoints, exchange.get(), settings(), clock));
      publication = Optional.of(made);
      return made;
    } catch (IllegalArgumentException unusable) {
      throw new CannotStartException("ledgerline.witness: " + unusable.getMessage(), unusable);
    }
  }

  /// What the witnesses know of the log.
  ///
  /// @param origin of the log
  /// @param keys those that sign or signed its checkpoints
  public Anchors anchors(String origin, Supplier<List<VerifierKey>> keys) {
    return policy
        .<Anchors>map(known -> new WitnessAnchors(origin, keys, known, exchange.orElseThrow()))
        .orElse(Anchors.NONE);
  }

  @Override
  public List<WitnessStatus> all() {
    return publication.map(WitnessedPublication::statuses).orElse(List.of());
  }

  private WitnessSettings settings() {
    return new WitnessSettings(
        config.roundMax(),
        config.retryMin(),
        config.retryMax(),
        config.faultRetry(),
        switch (config.unmetQuorum()) {
          case WAIT -> false;
          case PUBLISH -> true;
        });
  }

  /// The policy in a file.
  ///
  /// @throws CannotStartException if it cannot be read, or is none; every mistake is named
  static Policy read(String setting, Path file) {
    try {
      if (Files.size(file) > Policy.SIZE_BYTES_MAX) {
        throw new CannotStartException(setting + ": " + file + " is too large for a policy");
      }
      return Policy.parse(Files.readAllBytes(file));
    } catch (IOException unreadable) {
      throw new CannotStartException(setting + ": cannot read " + file, unreadable);
    } catch (MalformedPolicyException malformed) {
      throw new CannotStartException(
          setting + ": " + file + " is no policy: " + malformed.getMessage(), malformed);
    }
  }
}
