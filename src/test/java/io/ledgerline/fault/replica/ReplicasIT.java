package io.ledgerline.fault.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.entry.Receipt;
import io.ledgerline.fault.DrillDatabase;
import io.ledgerline.http.Requests;
import io.ledgerline.merkle.StrictDecimal;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.SignedNote;
import io.ledgerline.stream.BrokerClient;
import io.ledgerline.stream.BrokerProcess;
import io.ledgerline.wiring.ServiceProcess;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Three packaged services on one PostgreSQL and one broker, begun by the commands of
/// `docs/how-to/run-more-than-one.md`, of which any is ended by `kill -9` under load: receipts,
/// proofs, checkpoints, findings and graphs agree at the end. With the property
/// `ledgerline.drill.rounds` so often, and PostgreSQL and the broker are killed too; without it
/// once.
class ReplicasIT {

  private static final int ROUNDS = Integer.getInteger("ledgerline.drill.rounds", 1);
  private static final Duration SOON = Duration.ofMinutes(3);
  private static final int PROVED_MAX = 100;

  @TempDir Path directory;

  @Test
  void receiptsProofsAndGraphsAgreeWhicheverReplicaIsKilled() {
    HowToPage page = new HowToPage(directory);
    try (DrillDatabase database = DrillDatabase.in(directory.resolve("database"));
        BrokerProcess broker = BrokerProcess.start(directory.resolve("broker"));
        BrokerClient client = new BrokerClient(broker.address())) {
      client.topic(SharedLoad.TOPIC, 6);
      try (Replicas replicas = Replicas.start(page, database, broker)) {
        // Given
        SharedLoad load = new SharedLoad(replicas, client);
        Receipt personal = load.acknowledged(personalEvent(), 0);
        assertReadTheOthersWrites(load, replicas);

        // When
        for (int round = 0; round < ROUNDS; round++) {
          int first = round % replicas.count();
          int second = (round + 1) % replicas.count();
          load.under(() -> replicas.kill(first));
          load.under(() -> replicas.kill(second));
          load.under(() -> replicas.start(List.of(first, second)));
          if (ROUNDS > 1) {
            load.under(database::kill);
            load.under(
                () -> {
                  broker.kill();
                  broker.startAgain();
                });
          }
        }
        long erasure = erase(replicas.get(1), personal);
        retract(replicas.get(2), load.acknowledged(Requests.runEvent("false"), 1));

        // Then
        client.awaitCommitted("ledgerline", SharedLoad.TOPIC);
        long size = atRest(database, replicas);
        assertErasedEverywhere(replicas, personal, erasure);
        assertRecordedOnce(load, replicas, size);
        assertProvedByAll(load, replicas);
        assertFoundOnce(replicas, size);
        assertThat(replicas.get(0).post("/api/v1/check").body()).contains("\"sound\":true");
        assertThat(replicas.get(0).post("/api/v1/graph/rebuild").statusCode()).isEqualTo(202);
        assertThat(atRest(database, replicas)).isEqualTo(size);
        replicas.stop();
        List<String> rebuilt = Afterwards.quads(replicas.graph(0));
        assertThat(Afterwards.quads(replicas.graph(1)))
            .hasSizeGreaterThan(load.receiptByEvent().size())
            .containsExactlyElementsOf(rebuilt);
        assertThat(Afterwards.quads(replicas.graph(2))).containsExactlyElementsOf(rebuilt);
      }
    }
  }

  /// What one replica has acknowledged another one answers with at once, if it is asked to.
  private static void assertReadTheOthersWrites(SharedLoad load, Replicas replicas) {
    for (int number = 0; number < replicas.count(); number++) {
      Receipt receipt = load.acknowledged(numberedEvent(2 * number + 1), number);
      ServiceProcess other = replicas.get((number + 1) % replicas.count());
      HttpResponse<String> proof = other.get("/api/v1/entries/" + receipt.index() + "/proof");
      assertThat(proof.statusCode()).as(proof.body()).isIn(200, 503);
      HttpResponse<String> answer = other.get("/sparql?query=ASK%7B%7D&min-seq=" + receipt.index());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(answer.headers().firstValueAsLong("X-Ledger-Position").orElseThrow())
          .isGreaterThanOrEqualTo(receipt.index());
    }
    assertThat(replicas.get(0).post("/api/v1/lineage", "{", "Content-Type", "application/json"))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(400);
    assertThat(replicas.get(1).get("/api/v1/quarantine").body())
        .contains("a member name is expected");
  }

  /// Waits until nothing is added, and every replica has all of it.
  ///
  /// @return how many entries there are
  private static long atRest(DrillDatabase database, Replicas replicas) {
    ServiceProcess any = replicas.get(0);
    any.await(() -> any.get("/api/v1/findings?open=true").body().contains("sequence-gap"), SOON);
    for (ServiceProcess replica : replicas.all()) {
      replica.await(() -> Afterwards.hasAll(replica, size(database)), SOON);
    }
    return size(database);
  }

  private static long size(DrillDatabase database) {
    String[] counts = database.counts().split(" ", -1);
    assertThat(counts).containsOnly(counts[0]);
    return StrictDecimal.parse(counts[0]).orElseThrow();
  }

  private static void assertRecordedOnce(SharedLoad load, Replicas replicas, long size) {
    List<String> sent =
        Stream.concat(
                load.receiptByEvent().keySet().stream()
                    .filter(event -> event.contains("\"name\":\"shared-")),
                load.produced().stream())
            .toList();
    List<String> recorded = new ArrayList<>();
    recorded.addAll(Afterwards.recorded(replicas.get(1), size, "shared-"));
    recorded.addAll(Afterwards.recorded(replicas.get(2), size, "streamed-"));
    assertThat(recorded).containsExactlyInAnyOrderElementsOf(sent);
    assertThat(load.receiptByEvent().values().stream().map(Receipt::index).distinct())
        .hasSameSizeAs(load.receiptByEvent().values());
  }

  private static void assertProvedByAll(SharedLoad load, Replicas replicas) {
    List<SignedNote> newest = replicas.all().stream().map(Afterwards::newest).toList();
    assertThat(newest)
        .hasSize(replicas.count())
        .extracting(SignedNote::text)
        .containsOnly(newest.getFirst().text());
    Checkpoint checkpoint =
        Checkpoint.open(newest.getFirst(), List.of(Afterwards.key(replicas.keys(0))));
    List<Map.Entry<String, Receipt>> receipts = List.copyOf(load.receiptByEvent().entrySet());
    int step = Math.max(1, receipts.size() / PROVED_MAX);
    for (int number = 0; number < replicas.count(); number++) {
      for (int i = number; i < receipts.size(); i += step) {
        Afterwards.assertProved(
            replicas.get(number), checkpoint, receipts.get(i).getKey(), receipts.get(i).getValue());
      }
      Afterwards.assertConsistent(
          replicas.get(number),
          checkpoint,
          load.checkpoints(),
          Afterwards.key(replicas.keys(number)));
    }
  }

  /// The numbers 2 and 4 are missing, which came in at nobody.
  private static void assertFoundOnce(Replicas replicas, long size) {
    String found = replicas.get(0).get("/api/v1/findings").body();
    assertThat(found).containsOnlyOnce("\"first\":\"2\"").containsOnlyOnce("\"first\":\"4\"");
    replicas.all().forEach(r -> assertThat(r.get("/api/v1/findings").body()).isEqualTo(found));
    assertThat(size).isPositive();
  }

  private static void assertErasedEverywhere(Replicas replicas, Receipt personal, long erasure) {
    for (ServiceProcess replica : replicas.all()) {
      String payload = "/api/v1/entries/" + personal.index() + "/payload";
      assertThat(replica.get(payload).statusCode()).isEqualTo(410);
      HttpResponse<String> named =
          replica.get(
              "/sparql?query=ASK%7B%3Fs%20%3Fp%20%3Fo%20FILTER(CONTAINS(STR(%3Fo),%22Ada%20L%22))%7D"
                  + "&min-seq="
                  + erasure);
      assertThat(named.statusCode()).as(named.body()).isEqualTo(200);
      assertThat(named.body()).contains("false");
    }
  }

  private static long erase(ServiceProcess replica, Receipt personal) {
    String answer =
        replica
            .post(
                "/api/v1/erasures",
                "{\"legal_basis\":\"gdpr-17-1-b\",\"authorised_by\":\"dpo-3\",\"entries\":"
                    + "[{\"index\":%d,\"units\":[1]}]}".formatted(personal.index()),
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                "k-1")
            .body();
    return StrictDecimal.parse(
            answer.replaceFirst("(?s).*\"erasure_entries\":\\[\"?([0-9]+).*", "$1"))
        .orElseThrow(() -> new AssertionError(answer));
  }

  private static void retract(ServiceProcess replica, Receipt receipt) {
    HttpResponse<String> answer =
        replica.post(
            "/api/v1/events",
            """
            {"specversion":"1.0","id":"r-1","source":"https://example.org/t",\
            "type":"io.ledgerline.retraction.v1","datacontenttype":"application/json","data":{\
            "recordId":"00000000-0000-4000-8000-000000000001","namespace":"credit-prod",\
            "occurredAt":"2026-01-01T00:00:00Z",\
            "producer":{"uri":"https://example.org/t","version":"1"},"actor":{"id":"emp-0042"},\
            "personalData":"pseudonymous","target":{"entry":{"index":%d,"leafHash":"%s"}},\
            "reason":"It was a test."}}\
            """
                .formatted(receipt.index(), receipt.leaf().hash().toBase64()),
            "Content-Type",
            "application/cloudevents+json");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private static String personalEvent() {
    return Requests.runEvent("personal")
        .replace(
            "\"name\":\"personal",
            "\"facets\":{\"ownership\":{\"_producer\":\"https://p\",\"_schemaURL\":\"https://s\","
                + "\"owners\":[{\"name\":\"Ada L.\"}]}},\"name\":\"personal");
  }

  private static String numberedEvent(int number) {
    return Requests.runEvent("numbered " + number)
        .replace(
            "4a5b\"}",
            "4a5b\",\"facets\":{\"ledgerline_sequence\":{\"number\":%d}}}".formatted(number));
  }
}
