package io.ledgerline.intake.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonPointer;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.event.RealEvents;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// That a secret fares alike by whichever door it comes.
class RedactorOfDoorsTest {

  @ParameterizedTest
  @ValueSource(strings = {"id", "source", "type", "subject", "apitoken", "dataschema"})
  void anAttributeIsTreatedInAHeaderAsItIsInStructuredMode(String name) {
    for (String value :
        List.of("https://user:hush@host/x", "user=a&password=7", "/lake/token=7", "x", "true")) {
      // When
      Redactor.Redacted header =
          new Redactor(List.of()).redactHeader("ce-" + name, Bytes.utf8(value));
      Redactor.Redacted member =
          redact(new Redactor(List.of()), "{\"%s\":\"%s\"}".formatted(name, value));

      // Then
      assertThat(member.bytes().utf8())
          .isEqualTo("{\"%s\":\"%s\"}".formatted(name, header.bytes().utf8()))
          .doesNotContain("hush");
      assertThat(header.count()).isEqualTo(member.count());
    }
  }

  @Test
  void whatIsConfiguredIsReplacedInEveryEventOfABatch() {
    // Given
    Redactor redactor = new Redactor(List.of(JsonPointer.parse("/data/pin")));

    // When
    Redactor.Redacted redacted =
        redact(redactor, "[{\"data\":{\"pin\":1}},7,{\"data\":{\"pin\":2}}]");

    // Then
    String clean = "{\"data\":{\"pin\":\"[redacted: pointer]\"}}";
    assertThat(redacted.bytes().utf8()).isEqualTo("[" + clean + ",7," + clean + "]");
  }

  private static Redactor.Redacted redact(Redactor redactor, String json) {
    Bytes text = Bytes.utf8(json);
    JsonValue value = RealEvents.json(text);
    return redactor.redact(text, value);
  }
}
