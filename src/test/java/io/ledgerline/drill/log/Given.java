package io.ledgerline.drill.log;

/// What the log has.
///
/// @param isAnchored whether anchors are kept: one when 330 entries were there
/// @param isWitnessed whether a witness has to cosign what is published
/// @param isRunning whether the service runs on during the attack; otherwise it starts afterwards
public record Given(boolean isAnchored, boolean isWitnessed, boolean isRunning) {

  /// The default installation, running.
  public static final Given RUNNING = new Given(true, false, true);

  /// The default installation, stopped meanwhile.
  public static final Given STOPPED = new Given(true, false, false);

  /// Stopped, and nothing is kept elsewhere.
  public static final Given ALONE = new Given(false, false, false);

  /// Stopped, with a witness.
  public static final Given WITNESSED = new Given(false, true, false);

  /// Running, with a witness.
  public static final Given WATCHED = new Given(false, true, true);

  /// In words.
  public String words() {
    String kept = isAnchored ? "anchors" : isWitnessed ? "a witness" : "nothing kept elsewhere";
    return (isRunning ? "running, " : "stopped, ") + kept;
  }
}
