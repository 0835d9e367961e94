package io.ledgerline.vault.retention;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// How long payloads are kept.
///
/// @param limitByClass for a retention class how long after its receipt an entry is kept. Default
///   183 days for `log`, 3,653 days for `documentation`
/// @param interval between two runs by itself; empty if it runs when it is asked to alone. Default
///   empty
/// @param refusedLimit how long refused events are kept in the quarantine. Default 30 days
/// @param pageEntries how many entries one erasure entry takes, 1 to 1,000. Default 500
/// @param leaseDuration how long one replica does this alone before it has to say so again. Default
///   1 minute
public record RetentionSettings(
    SortedMap<String, Duration> limitByClass,
    Optional<Duration> interval,
    Duration refusedLimit,
    int pageEntries,
    Duration leaseDuration) {

  /// The class of what pipelines and models do: events, decisions, oversight.
  public static final String LOG = "log";

  /// The class of what is said about models, and of what the system records of itself.
  public static final String DOCUMENTATION = "documentation";

  private static final int PAGE_ENTRIES_MAX = 1_000;

  /// Copies the map and checks the numbers.
  ///
  /// @throws IllegalArgumentException if a limit is not positive, or the page too large
  public RetentionSettings {
    limitByClass = Collections.unmodifiableSortedMap(new TreeMap<>(limitByClass));
    if (limitByClass.values().stream().anyMatch(limit -> !limit.isPositive())
        || !refusedLimit.isPositive()
        || pageEntries < 1
        || pageEntries > PAGE_ENTRIES_MAX) {
      throw new IllegalArgumentException(
          "limits " + limitByClass + " and " + refusedLimit + ", page " + pageEntries);
    }
  }

  /// How long a class is kept.
  ///
  /// @throws IllegalArgumentException if there is no such class
  public Duration limit(String retentionClass) {
    return Optional.ofNullable(limitByClass.get(retentionClass))
        .orElseThrow(() -> new IllegalArgumentException("no class " + retentionClass));
  }
}
