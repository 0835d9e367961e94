package io.ledgerline.http.query;

import static io.ledgerline.http.Requests.withKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.assurance.gate.Proposals;
import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Receipt;
import io.ledgerline.projection.world.Entries.Event;
import io.ledgerline.signature.Signer;
import io.ledgerline.wiring.TestInstallation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

/// Proposals and the gate over HTTP.
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class ProposalHttpTest {

  private static final String LATER = "2999-01-01T00:00:00Z";

  @Test
  void anAgentMayActOnceSomebodyElseApproved() {
    // Given
    Receipt proposal = record(proposal("http-open"));
    Response closed = gate("http-open");
    assertThat(closed.statusCode()).isEqualTo(200);
    assertThat(closed.jsonPath().getBoolean("pass")).isFalse();
    assertThat(closed.jsonPath().getString("reasons[0].code")).isEqualTo("not-approved");
    String digest = closed.jsonPath().getString("proposal.digest");
    assertThat(digest).isEqualTo(proposal.leaf().hash().toHex());

    // When
    Receipt approval = record(Proposals.said("http-open", digest, "approved", "ann", LATER));

    // Then
    Response open = gate("http-open");
    assertThat(open.jsonPath().getBoolean("pass")).as(open.asString()).isTrue();
    assertThat(open.jsonPath().getLong("proposal.entry")).isEqualTo(proposal.index());
    assertThat(open.jsonPath().getLong("proposal.required")).isEqualTo(1);
    assertThat(open.jsonPath().getLong("proposal.approvals[0].entry")).isEqualTo(approval.index());
    assertThat(open.jsonPath().getString("proposal.approvals[0].actor")).isEqualTo("ann");
    assertThat(open.jsonPath().getString("proposal.approvals[0].identity")).isEqualTo("asserted");
    assertThat(open.jsonPath().getBoolean("proposal.approvals[0].counts")).isTrue();
    assertThat(open.header("X-Ledger-Position")).isNotNull();
  }

  @Test
  void whatIsRetractedCountsNoMore() {
    // Given
    Receipt proposal = record(proposal("http-retracted"));
    String digest = proposal.leaf().hash().toHex();
    Receipt refusal = record(Proposals.said("http-retracted", digest, "rejected", "cy", LATER));
    Event said = Proposals.said("http-retracted", digest, "approved", "ann", LATER);
    Receipt approval = record(said);
    assertThat(code(gate("http-retracted"))).isEqualTo("refused");

    // When / Then
    retract(refusal);
    assertThat(gate("http-retracted").jsonPath().getBoolean("pass")).isTrue();
    retract(approval);
    assertThat(code(gate("http-retracted"))).isEqualTo("not-approved");
    record(said.with(said.payload().utf8().replaceFirst("\"id\":\"[^\"]*\"", "\"id\":\"again\"")));
    assertThat(code(gate("http-retracted"))).isEqualTo("not-approved");
    record(Proposals.said("http-retracted", digest, "approved", "bob", LATER));
    assertThat(gate("http-retracted").jsonPath().getBoolean("pass")).isTrue();
    retract(proposal);
    assertThat(code(gate("http-retracted"))).isEqualTo("withdrawn");
  }

  @Test
  void whatIsErasedCountsNoMore() {
    // Given
    Receipt proposal = record(proposal("http-erased"));
    String digest = proposal.leaf().hash().toHex();
    Receipt approval = record(Proposals.said("http-erased", digest, "approved", "ann", LATER));
    assertThat(gate("http-erased").jsonPath().getBoolean("pass")).isTrue();

    // When
    Response erased =
        withKey()
            .contentType("application/json")
            .header("Idempotency-Key", "proposal-" + approval.index())
            .body(
                "{\"legal_basis\":\"gdpr-17-1-b\",\"authorised_by\":\"dpo-3\",\"entries\":[{\"index\":%d}]}"
                    .formatted(approval.index()))
            .post("/api/v1/erasures");

    // Then
    assertThat(erased.statusCode()).as(erased.asString()).isEqualTo(201);
    assertThat(gate("http-erased").jsonPath().getBoolean("pass")).isFalse();
  }

  @Test
  void whoSignsIsKnownByMoreThanTheRecord() {
    // Given
    Receipt proposal = record(proposal("http-signed"));
    String digest = proposal.leaf().hash().toHex();
    String type = "io.ledgerline.approval.v1";
    String event = Proposals.said("http-signed", digest, "approved", "ann", LATER).payload().utf8();
    String data = event.substring(event.indexOf("\"data\":") + 7, event.length() - 1) + "\n";

    // When
    Response unknown =
        send(data, Signer.ed25519("nobody", "ann").jws(type, Bytes.utf8(data)), "unknown");
    Response bad = send(data, TestInstallation.SIGNER.jws(type, Bytes.utf8("{}")), "bad");
    Response good = send(data, TestInstallation.SIGNER.jws(type, Bytes.utf8(data)), "good");

    // Then
    assertThat(unknown.statusCode()).isEqualTo(201);
    assertThat(unknown.header("Ledgerline-Warnings")).contains("/jws", "asserted");
    assertThat(bad.statusCode()).isEqualTo(422);
    assertThat(bad.jsonPath().getString("violations[0].pointer")).isEqualTo("/jws");
    assertThat(good.statusCode()).as(good.asString()).isEqualTo(201);
    assertThat(good.header("Ledgerline-Warnings")).isNull();
    Response open = gate("http-signed");
    assertThat(open.jsonPath().getBoolean("pass")).as(open.asString()).isTrue();
    assertThat(open.jsonPath().getList("proposal.approvals.identity"))
        .containsExactly("asserted", "signed");
    assertThat(open.jsonPath().getString("proposal.approvals[1].key")).isEqualTo("ann-2026");
  }

  private static Response send(String data, String jws, String id) {
    return withKey()
        .contentType("application/json")
        .header("ce-specversion", "1.0")
        .header("ce-id", "http-signed-" + id)
        .header("ce-source", "urn:p")
        .header("ce-type", "io.ledgerline.approval.v1")
        .header("ce-jws", jws)
        .body(data)
        .post("/api/v1/events");
  }

  @Test
  void whatIsNotKnownFailsAndWhatMakesNoSenseIsRefused() {
    // When / Then
    assertThat(code(gate("http-nothing"))).isEqualTo("unknown");
    assertThat(code(withKey().get("/api/v1/gate?proposal=nothing"))).isEqualTo("unknown");
    assertThat(
            code(
                withKey()
                    .get(
                        "/api/v1/gate?min-seq=999999999&proposal=" + Proposals.id("http-nothing"))))
        .isEqualTo("stale");
    assertThat(withKey().get("/api/v1/gate?proposal=a&model=b:c:1").statusCode()).isEqualTo(400);
  }

  private static Event proposal(String name) {
    return Proposals.proposal(name, 1, "deploy", LATER);
  }

  private static Response gate(String name) {
    return withKey().get("/api/v1/gate?proposal=" + Proposals.id(name));
  }

  private static String code(Response answer) {
    assertThat(answer.jsonPath().getBoolean("pass")).isFalse();
    return answer.jsonPath().getString("reasons[0].code");
  }

  private static Receipt record(Event event) {
    Response response =
        withKey()
            .contentType("application/cloudevents+json")
            .body(event.payload().utf8())
            .post("/api/v1/events");
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(201);
    return Receipt.parse(Bytes.owned(response.asByteArray()));
  }

  private static void retract(Receipt entry) {
    String id = Proposals.id("retraction of " + entry.index());
    record(
        Event.record(
            Bytes.utf8(
                """
                {"specversion":"1.0","id":"%1$s","source":"urn:p","type":"io.ledgerline.retraction.v1",\
                "data":{"recordId":"%1$s","namespace":"d","occurredAt":"2026-01-01T00:00:00Z",\
                "producer":{"uri":"urn:p","version":"1"},"personalData":"none","actor":{"id":"cy"},\
                "target":{"entry":{"index":%2$d,"leafHash":"%3$s"}},"reason":"It is not so."}}\
                """
                    .formatted(id, entry.index(), entry.leaf().hash().toBase64()))));
  }
}
