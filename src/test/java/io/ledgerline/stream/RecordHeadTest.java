package io.ledgerline.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Frame;
import io.ledgerline.entry.number.Numbering;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the headers of a record say.
class RecordHeadTest {

  @Test
  void aRecordWithoutHeadersIsAnOpenLineageEvent() {
    assertThat(form(new RecordHeaders())).isEqualTo(new RecordForm.Lineage());
  }

  @Test
  void anAttributeWithoutAVersionMakesNoCloudEvent() {
    assertThat(form(headers("ce_id", "1", "content-type", "application/json")))
        .isEqualTo(new RecordForm.Lineage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/cloudevents+json",
        "Application/CloudEvents+JSON; charset=UTF-8",
        " application/cloudevents+json ;charset=utf-8"
      })
  void theContentTypeSaysThatItIsInStructuredMode(String contentType) {
    assertThat(form(headers("content-type", contentType, "ce_specversion", "1.0")))
        .isEqualTo(new RecordForm.Structured());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/cloudevents",
        "application/cloudevents-batch+json",
        "application/cloudevents+avro"
      })
  void otherFormsOfCloudEventsAreNotRead(String contentType) {
    assertThat(form(headers("content-type", contentType, "ce_specversion", "1.0")))
        .isInstanceOf(RecordForm.Unknown.class);
  }

  @Test
  void theAttributesOfBinaryModeAreWrittenAsOverHttp() {
    // Given
    Headers headers =
        headers(
            "traceparent", "x",
            "ce_specversion", "1.0",
            "content-type", "application/json;x=\"y z\"",
            "ce_subject", " 5 % \"é\"\n");
    headers.add("ce_nothing", null);

    // When
    RecordForm form = form(headers);

    // Then
    assertThat(form).isInstanceOf(RecordForm.Binary.class);
    assertThat(((RecordForm.Binary) form).attributes())
        .containsExactly(
            new Frame.Header("ce-specversion", Bytes.utf8("1.0")),
            new Frame.Header("content-type", Bytes.utf8("application/json;x=\"y z\"")),
            new Frame.Header("ce-subject", Bytes.utf8("%205%20%25%20%22%C3%A9%22%0A")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ce_ID", "ce_", "ce_a b", "ce_é"})
  void refusesANameThatNoAttributeHas(String name) {
    assertThat(form(headers("ce_specversion", "1.0", name, "1")))
        .isInstanceOf(RecordForm.Unknown.class);
  }

  @Test
  void readsTheNumberBesideTheEvent() {
    assertThat(new RecordHead(headers("ledgerline-sequence", "42;stream=nightly")).number())
        .isEqualTo(Optional.of(new Numbering(42, "nightly", Optional.empty())));
    assertThat(new RecordHead(new RecordHeaders()).number()).isEmpty();
  }

  @Test
  void refusesTwoNumbersAndWhatIsNone() {
    assertThat(refusal("Ledgerline-Sequence", "1", "ledgerline-sequence", "2"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(refusal("Ledgerline-Sequence", "0")).isInstanceOf(IllegalArgumentException.class);
  }

  private static Throwable refusal(String... namesAndValues) {
    return catchThrowable(() -> new RecordHead(headers(namesAndValues)).number());
  }

  private static RecordForm form(Headers headers) {
    return new RecordHead(headers).form();
  }

  private static Headers headers(String... namesAndValues) {
    Headers headers = new RecordHeaders();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.add(namesAndValues[i], namesAndValues[i + 1].getBytes(UTF_8));
    }
    return headers;
  }
}
