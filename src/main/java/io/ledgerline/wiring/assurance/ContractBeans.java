package io.ledgerline.wiring.assurance;

import io.ledgerline.assurance.contract.ContractSettings;
import io.ledgerline.assurance.contract.StoredEntries;
import io.ledgerline.assurance.gate.Gate;
import io.ledgerline.assurance.gate.GateSettings;
import io.ledgerline.event.stored.StoredEvent;
import io.ledgerline.event.stored.UnreadableEventException;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.detach.DetachedException;
import io.ledgerline.projection.Projector;
import io.ledgerline.projection.facts.PayloadReading;
import io.ledgerline.wiring.LedgerlineConfig;
import io.ledgerline.wiring.config.ContractsConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// What runs wrote, held against contracts and history, and the gate.
final class ContractBeans {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  ContractBeans() {}

  @Produces
  @Singleton
  ContractSettings settings(LedgerlineConfig config) {
    ContractsConfig contracts = config.contracts();
    return new ContractSettings(
        contracts.historyMin(),
        contracts.historyMax(),
        contracts.ratioTolerance(),
        contracts.volumeTolerance(),
        contracts.deviations(),
        new ContractSettings.Limits(
            contracts.versionsMax(),
            contracts.neighboursMax(),
            contracts.stepEntries(),
            contracts.deadlinesMax()));
  }

  @Produces
  @Singleton
  StoredEntries entries(Ledger ledger) {
    return index -> read(ledger, index);
  }

  private static Optional<StoredEvent> read(Ledger ledger, long index) {
    try {
      return ledger.payload(index).await().atMost(PATIENCE).flatMap(PayloadReading::of);
    } catch (DetachedException | UnreadableEventException gone) {
      return Optional.empty();
    }
  }

  @Produces
  @Singleton
  Gate gate(
      Ledger ledger,
      Projector projector,
      LineageGraph graph,
      StoredEntries entries,
      ContractSettings settings,
      LedgerlineConfig config,
      InstantSource clock) {
    return new Gate(
        new Gate.Setup(
            ledger,
            projector,
            graph,
            entries,
            settings,
            new GateSettings(
                config.contracts().gateWaitMax(), config.contracts().gateVersionsMax()),
            clock));
  }
}
