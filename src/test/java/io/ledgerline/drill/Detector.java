package io.ledgerline.drill;

import java.util.List;

/// What sees an attack, with the words of the page.
enum Detector {
  FENCE("fence", "PostgreSQL refuses the statement", "at once"),
  APPEND("append", "the sequencer of the running service", "with the next event"),
  CHECKPOINT("checkpoint", "the publisher of checkpoints", "1 s, if the log has grown"),
  WITNESS("witness", "a witness, asked with a checkpoint or at the start", "1 s, or the start"),
  ANCHOR("anchor", "the keeper of anchors, when it finds another anchor", "1 min"),
  SWEEP("sweep", "the sweep: what is new since the last one, and some ranges", "a day"),
  GAPS("gaps", "the list of gaps in the fence, in the log of the start", "the start"),
  START("start", "the start: head, checkpoints, keys and tiles against each other", "the start"),
  GUARD(
      "guard",
      "the rollback guard: the log against its anchors, and its head against the tiles",
      "the start"),
  CHECK("check", "`./ledgerline check`, or the sweep of everything", "30 days, or when asked"),
  VERIFY("verify", "a stranger's `./ledgerline verify --url`", "when done"),
  VERIFY_FROM(
      "verify --from", "the same with a checkpoint that the stranger kept (`--from`)", "when done"),
  RECEIPT("receipt", "a receipt with its proof, against what is served today", "when compared");

  private static final List<Detector> RUNNING =
      List.of(
          FENCE,
          APPEND,
          CHECKPOINT,
          WITNESS,
          ANCHOR,
          SWEEP,
          GAPS,
          START,
          GUARD,
          CHECK,
          VERIFY,
          VERIFY_FROM,
          RECEIPT);
  private static final List<Detector> STARTED =
      List.of(
          FENCE,
          GAPS,
          START,
          GUARD,
          WITNESS,
          APPEND,
          CHECKPOINT,
          ANCHOR,
          SWEEP,
          CHECK,
          VERIFY,
          VERIFY_FROM,
          RECEIPT);

  private final String label;
  private final String what;
  private final String latest;

  Detector(String label, String what, String latest) {
    this.label = label;
    this.what = what;
    this.latest = latest;
  }

  /// What a table calls it.
  String label() {
    return label;
  }

  /// What it is.
  String what() {
    return what;
  }

  /// When it is asked by itself, by the default settings.
  String latest() {
    return latest;
  }

  /// When an operator meets it: while the service runs it comes before a start, otherwise behind. A
  /// witness that is asked at the start is asked before the first event.
  int place(boolean isRunning) {
    return (isRunning ? RUNNING : STARTED).indexOf(this);
  }
}
