package io.ledgerline.event.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.StrictJsonReader;
import io.ledgerline.event.Reading;
import io.ledgerline.event.contract.ContractTerms;
import io.ledgerline.event.record.AiRecord.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Contracts as they are sent.
class ContractRecordTest {

  private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 50);

  @Test
  void theExampleIsReadWithAllItsTerms() throws IOException {
    // When
    Contract contract = (Contract) valid(example());

    // Then
    ContractTerms terms = ContractTerms.of(contract.data());
    assertThat(contract.dataset())
        .isEqualTo(new Ref.ByName("file", "/srv/lake/credit/clean/applications"));
    assertThat(contract.owner().id()).isEqualTo("team-data");
    assertThat(terms.fields()).hasSize(2);
    assertThat(terms.isOpen()).isTrue();
    assertThat(terms.rows().min().orElseThrow()).isEqualByComparingTo("1000");
    assertThat(terms.nulls().getFirst().max()).isEqualByComparingTo("0.02");
    assertThat(terms.ratio().min().orElseThrow()).isEqualByComparingTo("0.995");
    assertThat(terms.freshness()).contains(Duration.ofHours(26));
  }

  @Test
  void theTermsAreTheSameAfterTheyWereWrittenAndRead() throws IOException {
    // Given
    ContractTerms terms = ContractTerms.of(((Contract) valid(example())).data());

    // When
    ContractTerms again = ContractTerms.parse(terms.toJson().toString());

    // Then
    assertThat(again).isEqualTo(terms);
  }

  @ParameterizedTest
  @CsvSource({
    "PT26H, 26 hours",
    "PT26H, P",
    "PT26H, PT",
    "PT26H, P1M",
    "PT26H, -PT1H",
    "PT26H, P1DT",
  })
  void aFreshnessThatIsNoDurationIsRefused(String good, String bad) throws IOException {
    // When
    Reading<RecordReader.Carried> reading = read(example().replace(good, bad));

    // Then
    assertThat(reading).isInstanceOf(Reading.Invalid.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"min\": 1000|\"min\": -1",
        "\"max\": 0.02|\"max\": 1.5",
        "\"column\"|\"col\"",
        "\"owner\"|\"keeper\"",
        "\"fields\": [|\"fields\": [{},",
      })
  void termsThatMakeNoSenseAreRefused(String good, String bad) throws IOException {
    // Given
    assertThat(example()).contains(good);

    // When
    Reading<RecordReader.Carried> reading = read(example().replace(good, bad));

    // Then
    assertThat(reading).isInstanceOf(Reading.Invalid.class);
  }

  private static String example() throws IOException {
    return Files.readString(Path.of("ontology/schemas/examples/contract.json"));
  }

  private static AiRecord valid(String json) {
    return switch (read(json)) {
      case Reading.Valid<RecordReader.Carried>(var carried, var _) -> carried.record();
      case Reading.Invalid<RecordReader.Carried>(var violations) ->
          throw new AssertionError(violations);
    };
  }

  private static Reading<RecordReader.Carried> read(String json) {
    return RecordReader.structured(StrictJsonReader.read(Bytes.utf8(json), LIMITS));
  }
}
