package io.ledgerline.dossier.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.ledgerline.canon.Bytes;
import io.ledgerline.dossier.fact.AsOf;
import io.ledgerline.dossier.fact.Fact;
import io.ledgerline.dossier.fact.Fact.State;
import io.ledgerline.dossier.fact.FactValue.Text;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The twin for machines, against its published schema.
class CardJsonTest {

  private static final String SCHEMA = "/ontology/schemas/model-card.v1.schema.json";

  @Test
  void isWhatItsSchemaSays() throws IOException {
    // When
    String json = CardJson.render(SampleCard.card()).utf8();

    // Then
    assertThat(schema().validate(json, InputFormat.JSON)).isEmpty();
    assertThat(json)
        .contains("\"model.version\":{\"entries\":[7],\"stale\":false,\"state\":\"measured\",")
        .contains("\"model.license\":{\"entries\":[],\"stale\":false,\"state\":\"missing\",");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"state\":\"measured\"|\"state\":\"certain\"",
        "\"entries\":[7],\"stale\":false,\"state\":\"measured\",\"value\":\"3\"|\"entries\":[],\"stale\":false,\"state\":\"measured\",\"value\":\"3\"",
        "\"formatVersion\":\"1\"|\"formatVersion\":\"2\"",
        "\"stale\":false,\"state\":\"missing\",\"value\":null|\"stale\":false,\"state\":\"missing\",\"value\":\"x\""
      })
  void isRefusedByItsSchemaWhenItSaysOtherwise(String right, String wrong) throws IOException {
    // Given
    String json = CardJson.render(SampleCard.card()).utf8();
    assertThat(json).contains(right);

    // When
    var messages = schema().validate(json.replace(right, wrong), InputFormat.JSON);

    // Then
    assertThat(messages).isNotEmpty();
  }

  @Test
  void hasAnIdentityThatALaterCheckpointDoesNotChange() {
    // Given
    ModelCard card = SampleCard.card();
    AsOf later = new AsOf("ledger.example", 21, "cd".repeat(32), Instant.EPOCH);
    ModelCard moved =
        new ModelCard(card.facts(), card.evidence(), later, card.baseIri(), card.generator());

    // When
    Bytes identity = CardJson.identity(moved).bytes();

    // Then
    assertThat(identity).isEqualTo(CardJson.identity(card).bytes());
    assertThat(CardJson.render(moved)).isNotEqualTo(CardJson.render(card));
  }

  @Test
  void hasAnotherIdentityWhenAFactChanges() {
    // Given
    ModelCard changed =
        SampleCard.with(Map.of("model.version", Fact.of(State.DECLARED, new Text("3"), 7)));

    // When
    Bytes identity = CardJson.identity(changed).bytes();

    // Then
    assertThat(identity).isNotEqualTo(CardJson.identity(SampleCard.card()).bytes());
  }

  @Test
  void holdsNoFactThatHasAValueAndNoEntry() {
    // When
    Throwable refusal =
        catchThrowable(() -> Fact.of(State.DERIVED, new Text("because"), List.of()));

    // Then
    assertThat(refusal).isInstanceOf(IllegalArgumentException.class);
  }

  private static JsonSchema schema() throws IOException {
    try (InputStream in = CardJsonTest.class.getResourceAsStream(SCHEMA)) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in);
    }
  }
}
