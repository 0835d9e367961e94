package io.ledgerline.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.StrictJsonReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/// SPARQL answers as tables.
class ResultTableTest {

  private static final String ANSWER =
      """
      {"head": {"vars": ["model", "by"]}, "results": {"bindings": [
        {"model": {"type": "uri", "value": "https://x.invalid/model/a"},
         "by": {"type": "literal", "value": "Ada"}},
        {"model": {"type": "uri", "value": "https://x.invalid/model/b"}},
        {"by": {"type": "literal", "value": "Tim"}}]}}
      """;

  @Test
  void alignsColumnsAndSaysHowManyRowsAreLeftOut() {
    // Given
    ResultTable table = table("https://x.invalid/");

    // When
    List<String> lines = table.lines(2);

    // Then
    assertThat(lines)
        .containsExactly("model    by", "model/a  Ada", "model/b", "… and 1 rows more");
  }

  @Test
  void givesTheValuesOfAColumnInTheirOrder() {
    // Given
    ResultTable table = table("");

    // When
    List<String> values = table.column("by");

    // Then
    assertThat(values).containsExactly("Ada", "", "Tim");
  }

  private static ResultTable table(String base) {
    JsonObject answer =
        (JsonObject) StrictJsonReader.read(Bytes.utf8(ANSWER), JsonLimits.OWN_RECORDS);
    return ResultTable.of(answer, base);
  }
}
