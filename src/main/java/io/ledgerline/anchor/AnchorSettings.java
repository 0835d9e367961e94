package io.ledgerline.anchor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Where anchors are kept, and how often.
///
/// @param directories each gets every anchor; at least one
/// @param used the file that remembers in which directories anchors were kept
/// @param interval how often the newest checkpoint becomes an anchor, if the log has grown; 1 min
/// @param timestampInterval how often the newest anchor is stamped, if there is an authority; 1 h
/// @param timestampRetry when an authority that failed is asked again; 1 min
public record AnchorSettings(
    List<Path> directories,
    Path used,
    Duration interval,
    Duration timestampInterval,
    Duration timestampRetry) {

  /// Checks that every value is usable.
  ///
  /// @throws IllegalArgumentException if there is no directory, or a time is not positive
  public AnchorSettings {
    directories = List.copyOf(directories);
    if (directories.isEmpty()) {
      throw new IllegalArgumentException("anchors need a directory");
    }
    for (Duration time : List.of(interval, timestampInterval, timestampRetry)) {
      if (time.isNegative() || time.isZero()) {
        throw new IllegalArgumentException("every time of anchors is positive");
      }
    }
  }
}
