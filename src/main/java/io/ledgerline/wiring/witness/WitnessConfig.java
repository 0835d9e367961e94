package io.ledgerline.wiring.witness;

import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The witnesses of our log.
public interface WitnessConfig {

  /// A trust policy with the witnesses, their addresses, and the quorum that a checkpoint needs;
  /// without it there are none.
  Optional<Path> policy();

  /// What happens to a checkpoint whose quorum is not met in time: `wait`, it is not published;
  /// `publish`, it is.
  @WithDefault("wait")
  UnmetQuorum unmetQuorum();

  /// How long a witness may take to answer.
  @WithDefault("PT1S")
  Duration timeout();

  /// How long a checkpoint waits for its quorum before a newer one is offered.
  @WithDefault("PT5S")
  Duration roundMax();

  /// After a failure that may pass, before the witness is asked again; doubled with each further
  /// one.
  @WithDefault("PT1S")
  Duration retryMin();

  /// The longest such wait.
  @WithDefault("PT1M")
  Duration retryMax();

  /// After a refusal that an operator has to see to, before the witness is asked again.
  @WithDefault("PT1M")
  Duration faultRetry();

  /// What happens to a checkpoint whose quorum is not met in time.
  enum UnmetQuorum {
    WAIT,
    PUBLISH
  }
}
