package io.ledgerline.wiring.assurance;

import io.ledgerline.assurance.Assurance;
import io.ledgerline.assurance.AssuranceSettings;
import io.ledgerline.assurance.AssuranceStore;
import io.ledgerline.assurance.completeness.CompletenessSettings;
import io.ledgerline.assurance.completeness.CompletenessWatch;
import io.ledgerline.assurance.contract.ContractSettings;
import io.ledgerline.assurance.contract.ContractWatch;
import io.ledgerline.assurance.contract.StoredEntries;
import io.ledgerline.graph.LineageGraph;
import io.ledgerline.intake.Intake;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submission;
import io.ledgerline.ops.AssuranceSchedule;
import io.ledgerline.pg.assurance.PgAssuranceStore;
import io.ledgerline.wiring.LedgerlineConfig;
import io.ledgerline.wiring.config.AssuranceConfig;
import io.ledgerline.wiring.database.Replica;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;

/// The follower that has findings recorded.
final class AssuranceBeans {

  AssuranceBeans() {}

  @Produces
  @Singleton
  AssuranceStore store(Pool pool) {
    return new PgAssuranceStore(pool);
  }

  @Produces
  @Singleton
  Assurance assurance(
      Ledger ledger,
      AssuranceStore store,
      Intake intake,
      LineageGraph graph,
      StoredEntries entries,
      ContractSettings contracts,
      LedgerlineConfig config,
      Replica replica,
      InstantSource clock) {
    AssuranceConfig settings = config.assurance();
    CompletenessSettings completeness =
        new CompletenessSettings(
            settings.grace(),
            settings.silentAfter(),
            new TreeMap<>(settings.intervals()),
            new CompletenessSettings.Limits(
                settings.streamsMax(),
                settings.streamsPerProducerMax(),
                settings.rangesTotalMax(),
                settings.rangesMax()));
    return new Assurance(
        new Assurance.Setup(
            ledger,
            store,
            finding -> intake.record(finding, Submission.Beside.NOTHING),
            replica::hold,
            () ->
                List.of(
                    new CompletenessWatch(completeness),
                    new ContractWatch(graph, entries, contracts)),
            new AssuranceSettings(
                settings.pageEntries(),
                settings.leaseDuration(),
                AssuranceSettings.DEFAULTS.timeout()),
            clock));
  }

  @Produces
  @Singleton
  AssuranceSchedule schedule(Assurance assurance, LedgerlineConfig config) {
    return new AssuranceSchedule(assurance, config.assurance().interval());
  }
}
