package io.ledgerline.wiring.assurance;

import io.ledgerline.assurance.contract.ContractSettings;
import io.ledgerline.assurance.contract.StoredEntries;
import io.ledgerline.assurance.gate.Gate;
import io.ledgerline.assurance.gate.GateSettings;
import io.ledgerline.assurance.gate.Person;
import io.ledgerline.assurance.gate.ProposalSettings;
import io.ledgerline.event.stored.StoredEvent;
import io.ledgerline.event.stored.UnreadableEventException;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.PayloadEntry;
import io.ledgerline.ledger.detach.DetachedException;
import io.ledgerline.projection.Projector;
import io.ledgerline.projection.facts.PayloadReading;
import io.ledgerline.wiring.LedgerlineConfig;
import io.ledgerline.wiring.config.ContractsConfig;
import io.ledgerline.wiring.config.people.ProposalsConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
      return entry(ledger, index).flatMap(PayloadReading::of);
    } catch (UnreadableEventException gone) {
      return Optional.empty();
    }
  }

  private static Optional<PayloadEntry> entry(Ledger ledger, long index) {
    try {
      return ledger.payload(index).await().atMost(PATIENCE);
    } catch (DetachedException gone) {
      return Optional.empty();
    }
  }

  @Produces
  @Singleton
  ProposalSettings proposals(LedgerlineConfig config) {
    ProposalsConfig proposals = config.proposals();
    return new ProposalSettings(
        proposals.approvalsMin(),
        proposals.ageMax(),
        proposals.identity(),
        people(proposals.approvers()),
        people(proposals.software()),
        proposals.recordsMax());
  }

  private static Set<Person> people(Optional<Set<String>> ids) {
    return ids.orElse(Set.of()).stream().map(Person::of).collect(Collectors.toUnmodifiableSet());
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
      ProposalSettings proposals,
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
            index -> entry(ledger, index),
            proposals,
            clock));
  }
}
