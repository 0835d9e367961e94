package io.ledgerline.anchor;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.TreeMap;

/// What is wrong with anchors at the moment, by place: told once in the log, and as long as it
/// lasts to whoever asks.
///
/// Thread-safe.
public final class AnchorFaults {

  private static final Logger LOG = System.getLogger(AnchorFaults.class.getName());

  private final Map<String, String> reasonsByPlace = new TreeMap<>();

  /// None yet.
  public AnchorFaults() {}

  /// Something failed, and is tried again.
  synchronized void failed(String place, String reason) {
    if (!reason.equals(reasonsByPlace.put(place, reason))) {
      LOG.log(Level.WARNING, "anchors: {0}: {1}", place, reason);
    }
  }

  /// It went well.
  synchronized void passed(String place) {
    if (reasonsByPlace.remove(place) != null) {
      LOG.log(Level.INFO, "anchors: {0} works again", place);
    }
  }

  /// The reasons, by place.
  public synchronized Map<String, String> byPlace() {
    return new TreeMap<>(reasonsByPlace);
  }
}
