package io.ledgerline.wiring.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Lists of jobs, datasets and events, and their facets.
public interface CatalogueConfig {

  /// Items of one page at most.
  @WithDefault("1000")
  int pageMax();

  /// Runs of one job that are compared to find its latest ones, and versions of one dataset that
  /// are listed.
  @WithDefault("2000")
  int runsExaminedMax();

  /// Of the newest entries, how many are looked at for events by time and for statistics.
  @WithDefault("20000")
  int entriesExaminedMax();

  /// Names of which a search looks up the time, where it sorts or selects by it.
  @WithDefault("1000")
  int namesExaminedMax();

  /// Payloads that are read for the facets of one job, run or dataset.
  @WithDefault("50")
  int payloadsMax();

  /// For the ledger to answer with a payload.
  @WithDefault("PT10S")
  Duration readTimeout();
}
