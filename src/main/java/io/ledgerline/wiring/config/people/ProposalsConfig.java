package io.ledgerline.wiring.config.people;

import io.ledgerline.assurance.gate.ApproverIdentity;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// What is asked of proposals before they may be acted upon.
public interface ProposalsConfig {

  /// So many people have to approve one at least.
  @WithDefault("1")
  int approvalsMin();

  /// How long after its entry one may be acted upon.
  @WithDefault("P7D")
  Duration ageMax();

  /// How well has to be known who approved.
  @WithDefault("asserted")
  ApproverIdentity identity();

  /// The only actors whose approval counts; without it, all that are no software.
  Optional<Set<String>> approvers();

  /// Actors that are software.
  Optional<Set<String>> software();

  /// How many records about one proposal are looked at.
  @WithDefault("1000")
  int recordsMax();
}
