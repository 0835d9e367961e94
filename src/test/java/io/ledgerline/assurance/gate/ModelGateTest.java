package io.ledgerline.assurance.gate;

import static io.ledgerline.assurance.contract.Nights.contract;
import static io.ledgerline.assurance.contract.Nights.event;
import static io.ledgerline.assurance.contract.Nights.rows;
import static io.ledgerline.assurance.gate.GateWorld.codes;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.assurance.contract.Nights;
import io.ledgerline.assurance.gate.GateAnswer.Reason;
import io.ledgerline.canon.Bytes;
import io.ledgerline.projection.world.CreditRecords;
import io.ledgerline.projection.world.Entries;
import io.ledgerline.projection.world.Entries.Event;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Whether to go on with a model version: approved, and of data that nothing is found about,
/// whether its records name it or its training read it.
@Execution(ExecutionMode.CONCURRENT)
class ModelGateTest {

  private static final String MODEL = "credit-prod:credit_default:3";
  private static final String GOOD = "{\"namespace\":\"d\",\"name\":\"good\"}";
  private static final String DIGEST = "9f".repeat(32);

  @TempDir private Path directory;
  private GateWorld world;

  @BeforeEach
  void open() {
    world = new GateWorld(directory);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aModelPassesThatIsApprovedAndRestsOnSoundData() {
    // Given
    world.entries.add(Entries.creditScoring());
    world.add(CreditRecords.modelVersion());
    assertThat(codes(world.model(MODEL))).containsExactly("not-approved");

    // When
    world.add(approval("approved", DIGEST, "2026-11-20T17:00:00Z", "2026-12-31T00:00:00Z"));

    // Then
    assertThat(codes(world.model(MODEL))).isEmpty();
    world.at(Instant.parse("2027-01-01T00:00:00Z"));
    assertThat(codes(world.model(MODEL))).containsExactly("approval-expired");
    assertThat(codes(world.model("credit-prod:credit_default:4"))).containsExactly("unknown");
  }

  @Test
  void theNewestApprovalCounts() {
    // Given
    world.entries.add(Entries.creditScoring());
    world.add(CreditRecords.modelVersion());

    // When / Then
    world.add(approval("approved", DIGEST, "2030-01-01T00:00:00Z", "2030-12-31T00:00:00Z"));
    world.add(approval("rejected", DIGEST, "2026-11-20T18:00:00Z", "2027-12-31T00:00:00Z"));
    assertThat(codes(world.model(MODEL))).containsExactly("not-approved");
    world.add(approval("approved", DIGEST, "2026-11-20T17:00:00Z", "2027-12-31T00:00:00Z"));
    assertThat(codes(world.model(MODEL))).isEmpty();
    world.add(approval("conditional", DIGEST, "2026-11-20T16:00:00Z", "2027-12-31T00:00:00Z"));
    assertThat(codes(world.model(MODEL))).containsExactly("not-approved");
    world.add(
        approval("approved", "ab".repeat(32), "2026-11-20T15:00:00Z", "2027-12-31T00:00:00Z"));
    assertThat(codes(world.model(MODEL))).containsExactly("other-artifact");
  }

  @Test
  void anApprovalThatSaysBothApprovesNothing() {
    // Given
    Event approval = approval("approved", DIGEST, "2026-11-20T17:00:00Z", "2027-12-31T00:00:00Z");
    world.entries.add(Entries.creditScoring());
    world.add(CreditRecords.modelVersion());
    world.add(approval);

    // When
    world.add(approval.with(approval.payload().utf8().replace("approved", "rejected")));

    // Then
    assertThat(codes(world.model(MODEL))).containsExactly("not-approved");
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
    world.entries.add(Entries.creditScoring());
    world.add(CreditRecords.modelVersion());
    world.add(approval("approved", DIGEST, "2026-11-20T17:00:00Z", "2027-12-31T00:00:00Z"));

    // When
    List<Reason> reasons = world.model(MODEL).reasons();

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
    assertThat(codes(world.model(MODEL))).containsOnly("unknown-data", "not-completed");
  }

  @Test
  void whatTrainingReadCountsThoughNoRecordNamesIt() {
    // Given
    world.add(contract("1", "bad", "\"rows\":{\"min\":10}"));
    world.add(event("COMPLETE", "good", 0, 0, "", "good", rows(5)));
    world.add(event("COMPLETE", "bad", 0, 0, "", "bad", rows(5)));
    world.add(event("START", "train", 0, 5, "good", "", ""));
    world.add(event("COMPLETE", "train", 0, 9, "bad", "", ""));

    // When / Then
    assertThat(codes(trained("[]"))).containsExactly("open-finding");
    assertThat(codes(trained("[{\"datasetVersion\":%s,\"role\":\"train\"}]".formatted(GOOD))))
        .containsExactly("open-finding");
  }

  @Test
  void whatTrainingWroteAndReadItselfCountsToo() {
    // Given
    world.add(contract("1", "mid", "\"rows\":{\"min\":10}"));
    world.add(event("COMPLETE", "good", 0, 0, "", "good", rows(5)));
    world.add(event("START", "train", 0, 1, "", "", ""));
    world.add(inTraining(event("COMPLETE", "prepare", 0, 2, "good", "mid", rows(5))));
    world.add(inTraining(event("COMPLETE", "fit", 0, 5, "mid", "", "")));

    // When
    world.add(event("COMPLETE", "train", 0, 9, "", "", ""));

    // Then
    assertThat(codes(trained("[]"))).containsExactly("open-finding");
  }

  @Test
  void aModelWhoseTrainingDidNotEndWellDoesNotPass() {
    // Given
    world.add(event("COMPLETE", "good", 0, 0, "", "good", rows(5)));
    world.add(event("START", "train", 0, 5, "good", "", ""));

    // When / Then
    assertThat(codes(trained("[]"))).containsExactly("not-completed");
    world.add(event("FAIL", "train", 0, 6, "good", "", ""));
    assertThat(codes(trained("[]"))).containsExactly("not-completed");
  }

  @Test
  void aModelOfNoDataDoesNotPass() {
    // Given
    world.add(event("COMPLETE", "train", 0, 5, "", "", ""));

    // When / Then
    assertThat(codes(trained("[]"))).containsExactly("no-data");
    world.add(event("COMPLETE", "train", 0, 6, "nobody-wrote-it", "", ""));
    assertThat(codes(trained("[]"))).containsExactly("unknown-data");
  }

  @Test
  void whoeverDidNotTrainAModelNeedNotKnowItsData() {
    // Given
    String record =
        record("[]")
            .replace("\"" + Nights.run("train", 0) + "\"", "")
            .replace("\"license\"", "\"thirdParty\":true,\"license\"");

    // When
    GateInspection inspection = approved(record);

    // Then
    assertThat(record).contains("\"trainingRunIds\":[],");
    assertThat(codes(inspection)).isEmpty();
    assertThat(inspection.remarks()).extracting(Reason::code).containsExactly("no-data");
  }

  /// An approved model that the run of the job `train` trained.
  private GateInspection trained(String datasets) {
    return approved(record(datasets));
  }

  private GateInspection approved(String record) {
    world.add(Event.record(Bytes.utf8(record)));
    world.add(approval("approved", DIGEST, "2026-11-20T17:00:00Z", "2027-12-31T00:00:00Z"));
    return world.model(MODEL);
  }

  private static String record(String datasets) {
    return CreditRecords.modelVersion()
        .payload()
        .utf8()
        .replace(CreditRecords.TRAIN_RUN, Nights.run("train", 0))
        .replaceFirst("(?s)\"datasets\":\\[.*?\\](?=,\\s*\"inputs)", "\"datasets\":" + datasets);
  }

  /// An event of a run that the run of the job `train` started.
  private static Event inTraining(Event event) {
    return event.with(
        event
            .payload()
            .utf8()
            .replaceFirst(
                "(\"runId\":\"[^\"]*\")",
                "$1,\"facets\":{\"parent\":{\"run\":{\"runId\":\"%s\"},\"job\":{\"namespace\":\"j\",\"name\":\"train\"}}}"
                    .formatted(Nights.run("train", 0))));
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
