package io.ledgerline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.entry.Receipt;
import io.ledgerline.event.Violation;
import io.ledgerline.event.system.SignatureVerified;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.merkle.StrictBase64;
import io.ledgerline.signature.Signer;
import io.ledgerline.signature.SignerKeys;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Records that carry signatures, at the door.
class SignedRecordsTest {

  private static final String TYPE = "io.ledgerline.approval.v1";
  private static final Signer ANN = Signer.ed25519("ann-1", "ann");
  private static final String DATA =
      """
      { "recordId": "0196e0c4-7d1a-7c52-9a14-3f5e8b7c1d20", "namespace": "d",
        "occurredAt": "2026-11-20T16:15:00Z", "producer": {"uri": "urn:p", "version": "1"},
        "actor": {"id": "ann"}, "personalData": "none", "subject": {"namespace": "d", "name": "m"},
        "subjectDigest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "verdict": "approved", "author": {"id": "bob"} }\
      """;

  private Doors doors;

  @BeforeEach
  void open() {
    doors = Doors.open(settings(new SignerKeys(List.of(ANN.key()))));
  }

  @AfterEach
  void close() {
    doors.close();
  }

  @Test
  void aGoodSignatureBecomesAnEntryBesideTheRecord() {
    for (boolean isDsse : List.of(true, false)) {
      for (boolean isBinary : List.of(true, false)) {
        // Given
        long before = doors.ledger().size();
        String id = "event-" + isDsse + isBinary;
        String form = isDsse ? "dsse" : "jws";
        String signature = isDsse ? ANN.dsse(TYPE, data()) : ANN.jws(TYPE, data());

        // When
        Outcome outcome =
            isBinary ? binary(id, form, signature) : structured(id, form, signature, DATA);

        // Then
        Receipt receipt = Doors.accepted(outcome);
        assertThat(((Outcome.Accepted) outcome).warnings()).isEmpty();
        assertThat(doors.ledger().size()).isEqualTo(before + 2);
        assertThat(verified(receipt.index() + 1))
            .isEqualTo(
                new SignatureVerified(
                    receipt.index(),
                    receipt.leaf().hash().toBase64(),
                    form,
                    "ann-1",
                    "ann",
                    StrictBase64.encode(ANN.key().spki().toArray())));
      }
    }
  }

  @Test
  void theSameAgainIsTheSameTwoEntries() {
    // Given
    String signature = ANN.jws(TYPE, data());
    Outcome first = structured("again", "jws", signature, DATA);
    long size = doors.ledger().size();

    // When
    Outcome second = structured("again", "jws", signature, DATA);

    // Then
    assertThat(second).isEqualTo(new Outcome.Known(Doors.accepted(first)));
    assertThat(doors.ledger().size()).isEqualTo(size);
  }

  @Test
  void whatIsMissingBesideAnEntryComesWithItsRepetition() {
    // Given
    String signature = ANN.jws(TYPE, data());
    doors.close();
    doors = Doors.open();
    Outcome first = structured("later", "jws", signature, DATA);
    assertThat(((Outcome.Accepted) first).warnings())
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.pointer()).isEqualTo("/jws");
              assertThat(warning.message()).contains("ann-1", "asserted");
            });
    Intake knowing =
        new Intake(
            doors.ledger(),
            doors.quarantine(),
            settings(new SignerKeys(List.of(ANN.key()))),
            InstantSource.fixed(TestLedgers.NOW),
            new Random(3));

    // When
    Outcome second =
        Doors.await(
            knowing.cloudEvent(Doors.CALLER, Bytes.utf8(event("later", "jws", signature, DATA))));

    // Then
    assertThat(second).isInstanceOf(Outcome.Known.class);
    assertThat(verified(Doors.accepted(first).index() + 1).entry())
        .isEqualTo(Doors.accepted(first).index());
  }

  @Test
  void aBadSignatureIsRefusedWithEverythingElseThatIsWrong() {
    // Given
    String signature = ANN.jws(TYPE, data());

    // When
    Outcome otherBytes =
        structured("bad-1", "jws", signature, DATA.replace("approved", "rejected"));
    Outcome alsoWrong =
        structured("bad-2", "jws", signature, DATA.replace("\"verdict\": \"approved\",", ""));
    Outcome otherSpace = structured("bad-3", "jws", signature, DATA.replace("{ ", "{"));

    // Then
    assertThat(pointers(otherBytes)).containsExactly("/jws");
    assertThat(pointers(alsoWrong)).containsExactly("/data/verdict", "/jws");
    assertThat(pointers(otherSpace)).containsExactly("/jws");
    assertThat(doors.ledger().size()).isEqualTo(1);
    assertThat(doors.quarantine().all()).hasSize(3);
  }

  @Test
  void aSignedRecordThatHoldsASecretIsRefused() {
    // Given
    String data = DATA.replace("\"author\"", "\"password\": \"hush\", \"author\"");

    // When
    Outcome outcome = structured("secret", "jws", ANN.jws(TYPE, Bytes.utf8(data)), data);

    // Then
    assertThat(pointers(outcome)).containsExactly("");
  }

  private static IntakeSettings settings(SignerKeys signers) {
    IntakeSettings defaults = IntakeSettings.DEFAULTS;
    return new IntakeSettings(
        defaults.bodyBytesMax(),
        defaults.depthMax(),
        defaults.batchEventsMax(),
        defaults.personalFacets(),
        defaults.personalFields(),
        defaults.redactedPointers(),
        defaults.subjects(),
        signers,
        defaults.retryAfter());
  }

  private static Bytes data() {
    return Bytes.utf8(DATA);
  }

  private Outcome structured(String id, String form, String signature, String data) {
    return doors.structured(event(id, form, signature, data));
  }

  private static String event(String id, String form, String signature, String data) {
    return "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"urn:p\",\"type\":\"%s\",\"%s\":\"%s\",\n\"data\":  %s }"
        .formatted(id, TYPE, form, signature.replace("\"", "\\\""), data);
  }

  private Outcome binary(String id, String form, String signature) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", "application/json");
    headers.put("ce-specversion", "1.0");
    headers.put("ce-id", id);
    headers.put("ce-source", "urn:p");
    headers.put("ce-type", TYPE);
    headers.put("ce-" + form, signature.replace("\"", "%22"));
    return doors.binary(headers, DATA);
  }

  private SignatureVerified verified(long index) {
    Bytes payload = Doors.await(doors.ledger().payload(index)).orElseThrow().payload().accepted();
    return SignatureVerified.parse(CanonicalJson.parse(payload, JsonLimits.OWN_RECORDS));
  }

  private static List<String> pointers(Outcome outcome) {
    return ((Outcome.Invalid) outcome).violations().stream().map(Violation::pointer).toList();
  }
}
