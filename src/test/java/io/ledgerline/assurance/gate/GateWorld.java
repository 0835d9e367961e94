package io.ledgerline.assurance.gate;

import io.ledgerline.assurance.contract.ContractSettings;
import io.ledgerline.assurance.contract.World;
import io.ledgerline.assurance.gate.GateAnswer.Reason;
import io.ledgerline.lineage.lookup.Facts;
import io.ledgerline.projection.world.Entries.Event;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/// Entries, their graph, and a look at it for the gate.
final class GateWorld implements AutoCloseable {

  final World entries;
  private Instant now = Instant.parse("2026-11-21T00:00:00Z");

  GateWorld(Path directory) {
    entries = new World(directory, ContractSettings.DEFAULTS);
  }

  @Override
  public void close() {
    entries.close();
  }

  void add(Event event) {
    entries.add(event);
  }

  void at(Instant time) {
    now = time;
    entries.at(time);
  }

  GateInspection dataset(String name) {
    return inspect(inspection -> inspection.dataset(name));
  }

  GateInspection model(String name) {
    return inspect(inspection -> inspection.model(name));
  }

  ProposalInspection proposal(String recordId, ProposalSettings settings) {
    return entries
        .graph()
        .read(
            store -> {
              ProposalInspection inspection =
                  new ProposalInspection(
                      new Facts(store, entries.graph().iris(), 1_000),
                      entries::entry,
                      settings,
                      now);
              inspection.proposal(recordId);
              return inspection;
            });
  }

  static List<String> codes(ProposalInspection inspection) {
    return inspection.reasons().stream().map(Reason::code).toList();
  }

  static List<String> codes(GateInspection inspection) {
    return inspection.reasons().stream().map(Reason::code).toList();
  }

  private GateInspection inspect(Consumer<GateInspection> looking) {
    return entries
        .graph()
        .read(
            store -> {
              GateInspection inspection =
                  new GateInspection(
                      new Facts(store, entries.graph().iris(), 1_000),
                      entries::read,
                      ContractSettings.DEFAULTS,
                      GateSettings.DEFAULTS,
                      now);
              looking.accept(inspection);
              return inspection;
            });
  }
}
