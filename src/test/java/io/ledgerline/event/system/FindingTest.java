package io.ledgerline.event.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The stored form of a finding, and what makes it the same one.
class FindingTest {

  private static final String OPEN =
      "{\"details\":{\"count\":\"2\"},\"entries\":[7],\"facts\":{\"first\":\"5\",\"last\":\"6\"},"
          + "\"kind\":\"sequence-gap\",\"state\":\"open\","
          + "\"subject\":{\"names\":[\"k-1\",\"default\"],\"type\":\"producer\"},\"v\":\"1\"}";

  @Test
  void isWrittenAsTheFormatSays() {
    // When
    Finding finding = gap(Map.of("count", "2"));

    // Then
    assertThat(finding.toJson()).hasToString(OPEN);
    assertThat(parse(OPEN)).isEqualTo(finding);
  }

  @Test
  void itsEndNamesTheEntryThatOpensIt() {
    // Given
    Finding finding = gap(Map.of());

    // When
    Finding closed = finding.closed(9, new TreeSet<>(List.of(12L)));

    // Then
    assertThat(closed.toJson().toString())
        .contains("\"entries\":[12]", "\"opened\":9", "\"state\":\"closed\"");
    assertThat(closed.name()).isEqualTo("closed/9");
    assertThat(parse(closed.toJson().toString())).isEqualTo(closed);
  }

  @Test
  void whoeverDescribesItOtherwiseMeansTheSameOne() {
    // When
    String one = gap(Map.of("count", "2")).name();
    String other = gap(Map.of("count", "two")).name();

    // Then
    assertThat(one).isEqualTo(other);
  }

  @Test
  void anotherVersionIsRefused() {
    for (String text :
        List.of(
            OPEN.replace("\"v\":\"1\"", "\"v\":\"2\""),
            OPEN.replace("\"open\"", "\"closed\""),
            OPEN.replace("[7]", "[\"7\"]"),
            OPEN.replace("\"details\"", "\"detail\""))) {
      // When / Then
      assertThatThrownBy(() -> parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static Finding gap(Map<String, String> details) {
    return Finding.open(
        "sequence-gap",
        new Finding.Subject("producer", List.of("k-1", "default")),
        new TreeMap<>(Map.of("first", "5", "last", "6")),
        new TreeMap<>(details),
        new TreeSet<>(List.of(7L)));
  }

  private static Finding parse(String text) {
    return Finding.parse(CanonicalJson.parse(Bytes.utf8(text), JsonLimits.OWN_RECORDS));
  }
}
