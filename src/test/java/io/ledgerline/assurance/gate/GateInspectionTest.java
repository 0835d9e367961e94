package io.ledgerline.assurance.gate;

import static io.ledgerline.assurance.contract.Nights.contract;
import static io.ledgerline.assurance.contract.Nights.event;
import static io.ledgerline.assurance.contract.Nights.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.assurance.contract.ContractSettings;
import io.ledgerline.assurance.contract.Nights;
import io.ledgerline.assurance.contract.World;
import io.ledgerline.assurance.gate.GateAnswer.Reason;
import io.ledgerline.canon.Bytes;
import io.ledgerline.lineage.lookup.Facts;
import io.ledgerline.projection.world.CreditRecords;
import io.ledgerline.projection.world.Entries;
import io.ledgerline.projection.world.Entries.Event;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Whether to go on, as the graph stands: closed when in doubt.
@Execution(ExecutionMode.CONCURRENT)
class GateInspectionTest {

  private static final String MODEL = "credit-prod:credit_default:3";
  private static final String DIGEST = "9f".repeat(32);

  @TempDir private Path directory;
  private World world;
  private Instant now = Instant.parse("2026-11-21T00:00:00Z");

  @BeforeEach
  void open() {
    world = new World(directory, ContractSettings.DEFAULTS);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aDatasetPassesThatWasWrittenAndOfWhichNothingIsFound() {
    // Given
    world.add(event("COMPLETE", "out", 0, 0, "", "out", rows(5)));

    // When
    GateInspection inspection = dataset("d:out");

    // Then
    assertThat(codes(inspection)).isEmpty();
    assertThat(inspection.iri().orElseThrow()).contains("/dataset/d/out/v/");
  }

  @Test
  void whatNobodyKnowsOrWroteDoesNotPass() {
    // Given
    world.add(event("COMPLETE", "out", 0, 0, "in", "out", rows(5)));
    world.add(event("START", "next", 0, 0, "", "next", ""));
    world.add(event("FAIL", "bad", 0, 0, "", "bad", rows(5)));

    // When / Then
    assertThat(codes(dataset("d:nothing"))).containsExactly("unknown");
    assertThat(codes(dataset("nothing"))).containsExactly("unknown");
    assertThat(codes(dataset("d:in"))).containsExactly("no-version");
    assertThat(codes(dataset("d:next"))).containsExactly("not-completed");
    assertThat(codes(dataset("d:bad"))).containsExactly("not-completed");
  }

  @Test
  void aNameThatMayMeanTwoDatasetsDoesNotPass() {
    // Given
    String other =
        event("COMPLETE", "other", 0, 0, "", "b", rows(5))
            .payload()
            .utf8()
            .replace("\"namespace\":\"d\",\"name\":\"b\"", "\"namespace\":\"d:a\",\"name\":\"b\"");
    world.add(event("COMPLETE", "one", 0, 0, "", "a:b", rows(5)));
    world.add(Event.lineage(other));

    // When / Then
    assertThat(codes(dataset("d:a:b"))).containsExactly("ambiguous");
  }

  @Test
  void aFindingStopsTheLatestVersionAlone() {
    // Given
    world.add(contract("1", "out", "\"rows\":{\"min\":10}"));
    world.add(event("COMPLETE", "out", 0, 0, "", "out", rows(5)));

    // When
    List<Reason> before = dataset("d:out").reasons();
    world.add(event("COMPLETE", "out", 1, 0, "", "out", rows(15)));

    // Then
    assertThat(before).extracting(Reason::code).containsExactly("open-finding");
    assertThat(before.getFirst().entry()).hasValue(3);
    assertThat(before.getFirst().detail()).startsWith("contract-violation {agreed=10 to any");
    assertThat(codes(dataset("d:out"))).isEmpty();
    assertThat(world.open()).hasSize(1);
  }

  @Test
  void whatTheFollowerHasNotRecordedYetStopsToo() {
    // Given
    world.at(Nights.time(0, 1));
    world.add(contract("1", "out", "\"freshness\":\"PT1H\""));
    world.add(event("COMPLETE", "out", 0, 0, "", "out", rows(5)));
    world.at(now);
    assertThat(codes(dataset("d:out"))).contains("found-now");

    // When
    world.look();

    // Then
    assertThat(codes(dataset("d:out"))).containsExactly("open-finding");
  }

  @Test
  void whatNobodyAskedForIsARemark() {
    // Given
    world.add(event("COMPLETE", "out", 0, 0, "in", "out", ""));

    // When
    GateInspection inspection = dataset("d:out");

    // Then
    assertThat(codes(inspection)).isEmpty();
    assertThat(inspection.remarks()).extracting(Reason::code).containsExactly("open-finding");
    assertThat(inspection.remarks().getFirst().detail()).startsWith("not-checkable");
  }

  @Test
  void aModelPassesThatIsApprovedAndRestsOnSoundData() {
    // Given
    world.add(Entries.creditScoring());
    world.add(CreditRecords.modelVersion());
    assertThat(codes(model(MODEL))).containsExactly("not-approved");

    // When
    world.add(approval("approved", DIGEST, "2026-11-20T17:00:00Z", "2026-12-31T00:00:00Z"));

    // Then
    assertThat(codes(model(MODEL))).isEmpty();
    now = Instant.parse("2027-01-01T00:00:00Z");
    assertThat(codes(model(MODEL))).containsExactly("approval-expired");
    assertThat(codes(model("credit-prod:credit_default:4"))).containsExactly("unknown");
  }

  @Test
  void theNewestApprovalCounts() {
    // Given
    world.add(Entries.creditScoring());
    world.add(CreditRecords.modelVersion());

    // When / Then
    world.add(approval("rejected", DIGEST, "2026-11-20T18:00:00Z", "2027-12-31T00:00:00Z"));
    world.add(approval("approved", DIGEST, "2026-11-20T17:00:00Z", "2027-12-31T00:00:00Z"));
    assertThat(codes(model(MODEL))).containsExactly("not-approved");
    world.add(approval("conditional", DIGEST, "2026-11-20T19:00:00Z", "2027-12-31T00:00:00Z"));
    assertThat(codes(model(MODEL))).containsExactly("not-approved");
    world.add(
        approval("approved", "ab".repeat(32), "2026-11-20T20:00:00Z", "2027-12-31T00:00:00Z"));
    assertThat(codes(model(MODEL))).containsExactly("other-artifact");
  }

  @Test
  void aFindingAboutDataThatAModelRestsOnStopsIt() {
    // Given
    world.add(
        Event.record(
            Bytes.utf8(
                contract("1", "x", "\"rows\":{\"min\":6000}")
                    .payload()
                    .utf8()
                    .replace("\"namespace\":\"d\"", "\"namespace\":\"file\"")
                    .replace("\"name\":\"x\"", "\"name\":\"/srv/lake/credit/raw/bureau\""))));
    world.add(Entries.creditScoring());
    world.add(CreditRecords.modelVersion());
    world.add(approval("approved", DIGEST, "2026-11-20T17:00:00Z", "2027-12-31T00:00:00Z"));

    // When
    List<Reason> reasons = model(MODEL).reasons();

    // Then
    assertThat(reasons).extracting(Reason::code).containsExactly("open-finding");
    assertThat(reasons.getFirst().detail()).contains("rule=rows");
  }

  @Test
  void aModelOfUnknownDataDoesNotPass() {
    // Given
    world.add(CreditRecords.modelVersion());
    world.add(approval("approved", DIGEST, "2026-11-20T17:00:00Z", "2027-12-31T00:00:00Z"));

    // When / Then
    assertThat(codes(model(MODEL))).containsOnly("unknown-data");
  }

  private GateInspection dataset(String name) {
    return inspect(inspection -> inspection.dataset(name));
  }

  private GateInspection model(String name) {
    return inspect(inspection -> inspection.model(name));
  }

  private GateInspection inspect(Consumer<GateInspection> looking) {
    return world
        .graph()
        .read(
            store -> {
              GateInspection inspection =
                  new GateInspection(
                      new Facts(store, world.graph().iris(), 1_000),
                      world::read,
                      ContractSettings.DEFAULTS,
                      GateSettings.DEFAULTS,
                      now);
              looking.accept(inspection);
              return inspection;
            });
  }

  private static List<String> codes(GateInspection inspection) {
    return inspection.reasons().stream().map(Reason::code).toList();
  }

  private static Event approval(String verdict, String digest, String at, String until) {
    String id = UUID.nameUUIDFromBytes(Bytes.utf8(verdict + at).toArray()).toString();
    return Event.record(
        Bytes.utf8(
            """
            {"specversion":"1.0","id":"%1$s","source":"urn:a","type":"io.ledgerline.approval.v1",\
            "data":{"recordId":"%1$s","namespace":"credit-prod","occurredAt":"%2$s",\
            "producer":{"uri":"urn:a","version":"1"},"personalData":"none","actor":{"id":"a"},\
            "author":{"id":"b"},"verdict":"%3$s","conditions":"none","subjectDigest":"%4$s",\
            "subject":{"namespace":"credit-prod","name":"credit_default","version":"3"},\
            "validUntil":"%5$s"}}\
            """
                .formatted(id, at, verdict, digest, until)));
  }
}
