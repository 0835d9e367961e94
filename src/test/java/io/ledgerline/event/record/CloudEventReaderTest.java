package io.ledgerline.event.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.event.Reading;
import io.ledgerline.event.Reading.Invalid;
import io.ledgerline.event.Reading.Valid;
import io.ledgerline.event.RealEvents;
import io.ledgerline.event.Violation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// CloudEvents 1.0: the JSON event format, and binary mode of the HTTP protocol binding.
class CloudEventReaderTest {

  @Test
  void structuredAndBinaryModeGiveTheSameEvent() {
    // Given
    String structured =
        """
        {"specversion": "1.0", "id": "1", "source": "/a b", "type": "t", "count": 7, "flag": true,
         "datacontenttype": "application/json; charset=utf-8", "none": null, "data": {"x": [1]}}
        """
            .replace("/a b", "/a%20b");
    List<BinaryHeader> headers =
        headers(
            "content-type", "application/json",
            "ce-specversion", "1.0",
            "ce-id", "1",
            "ce-source", "/a%2520b",
            "ce-type", "t",
            "ce-count", "7",
            "ce-flag", "true",
            "x-other", "passed over");

    // When
    CloudEvent first = valid(CloudEventReader.structured(RealEvents.json(structured)));
    CloudEvent second = valid(CloudEventReader.binary(headers, RealEvents.json("{\"x\":[1]}")));

    // Then
    assertThat(second.attributes()).isEqualTo(first.attributes());
    assertThat(first.content().members()).doesNotContainKey("datacontenttype");
    assertThat(((JsonObject) first.data()).array("x")).hasSize(1);
  }

  @Test
  void listsEverythingThatIsWrongWithTheAttributes() {
    // Given
    String event =
        """
        {"specversion": "0.3", "id": "", "source": "a b", "Type": "t", "time": "now",
         "nested": {}, "half": 0.5, "data_base64": "AA==", "datacontenttype": "text/plain"}
        """;

    // When
    Reading<CloudEvent> reading = CloudEventReader.structured(RealEvents.json(event));

    // Then
    assertThat(((Invalid<CloudEvent>) reading).violations())
        .extracting(Violation::pointer)
        .containsExactlyInAnyOrder(
            "/specversion",
            "/id",
            "/source",
            "/Type",
            "/type",
            "/time",
            "/nested",
            "/half",
            "/data_base64",
            "/datacontenttype");
  }

  @ParameterizedTest
  @CsvSource({
    "plain, plain",
    "a%20b, a b",
    "%E2%82%AC, €",
    "'\"quoted \\\" text\"', quoted \" text",
    "100% sure, 100% sure",
    "{\"k\":\"v\"}, {\"k\":\"v\"}",
    "%zz, %zz",
    "ends%2, ends%2"
  })
  void decodesTheValueOfAHeader(String header, String value) {
    // When
    CloudEvent event =
        valid(CloudEventReader.binary(withExtension(header), RealEvents.json("null")));

    // Then
    assertThat(event.attributes()).containsEntry("extension", value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%FF", "%C3%28"})
  void refusesAHeaderThatIsNoText(String header) {
    // When
    Reading<CloudEvent> reading =
        CloudEventReader.binary(withExtension(header), RealEvents.json("null"));

    // Then
    assertThat(((Invalid<CloudEvent>) reading).violations())
        .containsExactly(new Violation("/extension", "the header is not percent-encoded UTF-8"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ce-id", "ce-data", "ce-datacontenttype", "ce-under_score"})
  void refusesHeadersThatCannotBe(String name) {
    // Given
    List<BinaryHeader> headers = new ArrayList<>(withExtension("x"));
    headers.addAll(headers(name, "application/json"));

    // When
    Reading<CloudEvent> reading = CloudEventReader.binary(headers, RealEvents.json("null"));

    // Then
    assertThat(((Invalid<CloudEvent>) reading).violations())
        .extracting(Violation::pointer)
        .containsExactly("/" + name.substring(3));
  }

  private static List<BinaryHeader> withExtension(String value) {
    return headers(
        "ce-specversion", "1.0",
        "ce-id", "1",
        "ce-source", "/s",
        "ce-type", "t",
        "ce-extension", value);
  }

  private static List<BinaryHeader> headers(String... namesAndValues) {
    List<BinaryHeader> headers = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.add(new BinaryHeader(namesAndValues[i], Bytes.utf8(namesAndValues[i + 1])));
    }
    return headers;
  }

  private static CloudEvent valid(Reading<CloudEvent> reading) {
    assertThat(reading).isInstanceOf(Valid.class);
    return ((Valid<CloudEvent>) reading).value();
  }
}
