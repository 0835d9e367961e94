package io.ledgerline.anchor.witness;

import io.ledgerline.ledger.guard.Anchors;
import io.ledgerline.note.VerifierKey;
import io.ledgerline.note.policy.Policy;
import io.smallrye.mutiny.Uni;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What witnesses know of a log, asked before anything is written to it.
///
/// A witness that shows the last checkpoint that it cosigned (C2SP tlog-witness after v1.0.0,
/// "monitoring", at the submission prefix) is an anchor: the checkpoint bears the log's own
/// signature, so that it cannot be made up. One that is not there, does not answer, or shows
/// something else is passed over, and known by the first offer.
public final class WitnessAnchors implements Anchors {

  private static final Logger LOG = System.getLogger(WitnessAnchors.class.getName());

  private final String origin;
  private final Supplier<List<VerifierKey>> logKeys;
  private final List<Policy.Witness> witnesses;
  private final Exchange exchange;

  /// The witnesses of a policy.
  ///
  /// @param origin of the log
  /// @param logKeys the keys that sign or signed its checkpoints
  public WitnessAnchors(
      String origin, Supplier<List<VerifierKey>> logKeys, Policy policy, Exchange exchange) {
    this.origin = origin;
    this.logKeys = logKeys;
    this.witnesses = policy.witnesses();
    this.exchange = exchange;
  }

  @Override
  public Uni<Recalled> recall() {
    List<Uni<Optional<Anchor>>> asked =
        witnesses.stream().filter(witness -> witness.url().isPresent()).map(this::ask).toList();
    if (asked.isEmpty()) {
      return Uni.createFrom().item(new Recalled.Known(List.of()));
    }
    return Uni.join()
        .all(asked)
        .andFailFast()
        .map(
            answers -> {
              List<Anchor> known = new ArrayList<>();
              answers.forEach(answer -> answer.ifPresent(known::add));
              return new Recalled.Known(known);
            });
  }

  private Uni<Optional<Anchor>> ask(Policy.Witness witness) {
    return Shown.by(witness, exchange, origin, logKeys.get())
        .map(shown -> shown.map(found -> new Anchor(found, "witness " + witness.shownName())))
        .onFailure()
        .recoverWithItem(
            failure -> {
              LOG.log(
                  Level.INFO, "the witness " + witness.shownName() + " does not say what it knows");
              return Optional.empty();
            });
  }
}
