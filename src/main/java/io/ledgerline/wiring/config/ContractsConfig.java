package io.ledgerline.wiring.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When what a run wrote counts as unusual, and how much is looked at.
public interface ContractsConfig {

  /// So many earlier runs of a job are needed before one is compared with them.
  @WithDefault("7")
  int historyMin();

  /// So many earlier runs are compared with.
  @WithDefault("30")
  int historyMax();

  /// The share by which the ratio of rows written to rows read may always differ from the usual.
  @WithDefault("0.01")
  double ratioTolerance();

  /// The share by which the number of rows may always differ from the usual.
  @WithDefault("0.5")
  double volumeTolerance();

  /// So many robust standard deviations they may differ, where that is more.
  @WithDefault("4")
  double deviations();

  /// How many versions are walked back to find earlier runs of a job.
  @WithDefault("300")
  int versionsMax();

  /// How many neighbours of one node are followed.
  @WithDefault("1000")
  int neighboursMax();

  /// How many entries are taken in one step.
  @WithDefault("1000")
  int stepEntries();

  /// Of how many datasets the freshness is watched.
  @WithDefault("10000")
  int deadlinesMax();

  /// How long the gate waits for the graph to reach the newest entry.
  @WithDefault("PT10S")
  Duration gateWaitMax();

  /// On how many dataset versions a model may rest for the gate to look at them.
  @WithDefault("1000")
  int gateVersionsMax();
}
