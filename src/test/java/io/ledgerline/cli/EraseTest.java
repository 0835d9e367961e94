package io.ledgerline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.cli.ScriptedServer.Reply;
import io.ledgerline.cli.client.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The command that erases.
class EraseTest {

  private static final String DONE =
      "{\"state\":\"done\",\"units_count\":2,\"erasure_entries\":[81233]}";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void asksForUnitsOfEntriesAndNamesTheEntryThatRecordsIt() {
    // Given
    try (ScriptedServer service = new ScriptedServer(new Reply(201, "", DONE))) {

      // When
      int code =
          run(service, "7:1,2", "8", "--request", "T-4", "--basis", "gdpr-17-1-b", "--by", "dpo-3");

      // Then
      assertThat(code).isZero();
      assertThat(out.toString(StandardCharsets.UTF_8))
          .isEqualTo("2 units are erased, by entry 81233\n");
      assertThat(service.requests())
          .containsExactly(
              "POST /api/v1/erasures | Bearer k | application/json | {\"authorised_by\":\"dpo-3\","
                  + "\"entries\":[{\"index\":7,\"units\":[1,2]},{\"index\":8}],"
                  + "\"legal_basis\":\"gdpr-17-1-b\"}");
    }
  }

  @Test
  void asksForADataSubject() {
    // Given
    try (ScriptedServer service = new ScriptedServer(new Reply(200, "", DONE))) {

      // When
      int code =
          run(
              service,
              "--subject",
              "p-1",
              "--whole",
              "--request",
              "T",
              "--basis",
              "b",
              "--by",
              "d");

      // Then
      assertThat(code).isZero();
      assertThat(service.requests().getFirst())
          .endsWith("\"legal_basis\":\"b\",\"subject\":\"p-1\",\"whole_entries\":true}");
    }
  }

  @Test
  void saysWhichHoldRefuses() {
    // Given
    String held = "{\"title\":\"A legal hold refuses this\",\"detail\":\"The hold h refuses it.\"}";
    try (ScriptedServer service = new ScriptedServer(new Reply(409, "", held))) {

      // When
      int code = run(service, "7", "--request", "T", "--basis", "b", "--by", "d");

      // Then
      assertThat(code).isEqualTo(1);
      assertThat(err.toString(StandardCharsets.UTF_8))
          .contains("A legal hold refuses this: The hold h refuses it");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7",
        "7 --request T --basis b",
        "--request T --basis b --by d",
        "7 --subject x --request T --basis b --by d",
        "x --request T --basis b --by d",
        "7:a --request T --basis b --by d"
      })
  void needsToKnowWhatAndWhyAndWho(String words) {
    try (ScriptedServer service = new ScriptedServer()) {
      assertThat(run(service, words.split(" ", -1))).isEqualTo(64);
      assertThat(service.requests()).isEmpty();
    }
  }

  private int run(ScriptedServer service, String... words) {
    List<String> all = new ArrayList<>(List.of("erase"));
    all.addAll(List.of(words));
    all.addAll(List.of("--url", service.url(), "--key", "k"));
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Cli(terminal, Map.of(), duration -> {}, () -> Instant.EPOCH)
        .execute(all.toArray(String[]::new));
  }
}
