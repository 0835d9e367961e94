package io.ledgerline.note.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ledgerline.note.SignedNote;
import io.ledgerline.note.UntrustedNoteException;
import io.ledgerline.note.cosignature.CosignerKey;
import io.ledgerline.note.cosignature.CosigningKey;
import io.ledgerline.note.cosignature.TestCosignatures;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/// C2SP tlog-policy: what a file says, what is refused, when a quorum holds.
class PolicyTest {

  private static final String LOG = TestCosignatures.LOG_VKEY;
  private static final String W1 = TestCosignatures.WITNESS_VKEY;
  private static final String W2 = TestCosignatures.key("w2", 12).cosignerKey().text();
  private static final String W3 = TestCosignatures.key("w3", 13).cosignerKey().text();
  private static final String W4 = TestCosignatures.key("w4", 14).cosignerKey().text();

  @Test
  void readsTheKnownFile() {
    // When
    Policy policy =
        parse(
            """
            log %s
            witness w1 %s https://witness.example/w1/
            quorum w1
            """
                .formatted(LOG, W1));

    // Then
    assertThat(policy.logKeys()).extracting(key -> key.text()).containsExactly(LOG);
    assertThat(policy.witnesses())
        .containsExactly(
            new Policy.Witness(
                "w1", CosignerKey.parse(W1), Optional.of("https://witness.example/w1/")));
    assertThat(policy.judge(TestCosignatures.parse(TestCosignatures.COSIGNED)).isQuorumMet())
        .isTrue();
  }

  @Test
  void readsTheSmallestFile() {
    assertThat(parse("quorum none"))
        .isEqualTo(new Policy(List.of(), List.of(), List.of(), Optional.empty()));
  }

  @Test
  void passesOverSpacesTabsEmptyLinesAndComments() {
    // When
    Policy policy =
        parse("\n# one\n\t # two\n\twitness \t w1  " + W1 + "   https://a/  \n \n  quorum\tw1");

    // Then
    assertThat(policy.witnesses().getFirst().url()).contains("https://a/");
    assertThat(policy.quorum()).contains("w1");
  }

  @Test
  void namesAreOctetsAndNotCharacters() {
    // Given
    byte[] kelvin = "witness \u212a %s\nquorum K\n".formatted(W1).getBytes(StandardCharsets.UTF_8);
    byte[] octet =
        "witness \u0080 %s\nquorum \u0080\n".formatted(W1).getBytes(StandardCharsets.ISO_8859_1);
    byte[] noBreakSpace =
        "witness a\u00a0b %s\nquorum a\u00a0b\n"
            .formatted(W1)
            .getBytes(StandardCharsets.ISO_8859_1);

    // Then
    assertThatThrownBy(() -> Policy.parse(kelvin))
        .isInstanceOf(MalformedPolicyException.class)
        .hasMessage("line 2: the quorum 'K' is not defined above");
    assertThat(Policy.parse(octet).quorum()).contains("\u0080");
    assertThat(Policy.parse(noBreakSpace).witnesses().getFirst().name()).isEqualTo("a\u00a0b");
    assertThat(parse("witness \u00e9 " + W1 + "\nquorum \u00e9").witnesses().getFirst().shownName())
        .isEqualTo("\u00e9");
  }

  @Test
  void keysAndAddressesAreUtf8() {
    // Given
    String replaced = TestCosignatures.key("a\ufffd", 5).cosignerKey().text();
    byte[] octet =
        ("witness w " + replaced.replace('\ufffd', '\u00ff') + "\nquorum w")
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] url =
        ("witness w " + W1 + " https://a/\u00ff\nquorum w").getBytes(StandardCharsets.ISO_8859_1);

    // Then
    assertThat(parse("witness w " + replaced + "\nquorum w").witnessKeys()).hasSize(1);
    assertThatThrownBy(() -> Policy.parse(octet)).hasMessageContaining("is not UTF-8");
    assertThatThrownBy(() -> Policy.parse(url)).hasMessageContaining("is not UTF-8");
  }

  @Test
  void keywordsOtherThanNoneAreNames() {
    // When
    Policy policy =
        parse(
            """
            witness all %s
            witness any %s
            group group 2 all any
            quorum group
            """
                .formatted(W1, W2));

    // Then
    assertThat(policy.groups())
        .containsExactly(new Policy.Group("group", 2, List.of("all", "any")));
  }

  @Test
  void readsMoreThan32OfEach() {
    // Given
    StringBuilder file = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      String key = TestCosignatures.key("w" + i, i + 20).cosignerKey().text();
      file.append("witness w%d %s\ngroup g%d any w%d\n".formatted(i, key, i, i));
    }
    file.append("group all-of-them all");
    IntStream.range(0, 100).forEach(i -> file.append(" g").append(i));
    file.append("\nquorum all-of-them\n");

    // When
    Policy policy = parse(file.toString());

    // Then
    assertThat(policy.witnesses()).hasSize(100);
    assertThat(policy.isQuorumMet(policy.witnessKeys())).isTrue();
    assertThat(policy.isQuorumMet(policy.witnessKeys().subList(1, 100))).isFalse();
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/policy/refused.txt", delimiter = '|', encoding = "UTF-8")
  void refusesWithTheLine(String lines, String problem) {
    // Given
    String renamed = TestCosignatures.key("impostor", 2).cosignerKey().text();
    String file =
        lines
            .replace(";", "\n")
            .replace("{01}", "\u0001")
            .replace("{7f}", "\u007f")
            .replace("{0d}", "\r")
            .replace("{W1B}", renamed)
            .replace("{W1}", W1)
            .replace("{W2}", W2)
            .replace("{LOG}", LOG);

    // When
    MalformedPolicyException refusal =
        catchThrowableOfType(MalformedPolicyException.class, () -> parse(file));

    // Then
    assertThat(refusal.problems()).first().asString().startsWith(problem);
  }

  @Test
  void listsEveryMistake() {
    // When
    MalformedPolicyException refusal =
        catchThrowableOfType(
            MalformedPolicyException.class, () -> parse("log x\n\nwitness y\ngroup g any z\n"));

    // Then
    assertThat(refusal.problems())
        .extracting(problem -> problem.startsWith("line") ? problem.substring(0, 6) : problem)
        .containsExactly(
            "line 1",
            "line 3",
            "line 4",
            "there is no quorum line; a policy that needs no witness says 'quorum none'");
  }

  @Test
  void refusesAFileThatIsTooLarge() {
    assertThatThrownBy(() -> Policy.parse(new byte[Policy.SIZE_BYTES_MAX + 1]))
        .isInstanceOf(MalformedPolicyException.class)
        .hasMessageContaining("at most 131072 bytes");
  }

  @ParameterizedTest
  @CsvSource({
    "w1 w2 w3, true",
    "w1 w3, true",
    "w1 w2, true",
    "w1, false",
    "w2 w3, false",
    "w4, false",
    "'', false"
  })
  void holdsWhenEnoughOfEachGroupCosigned(String who, boolean holds) {
    // Given
    Policy policy =
        parse(
            """
            witness w1 %s
            witness w2 %s
            witness w3 %s
            witness w4 %s
            group inner any w2 w3
            group outer all w1 inner
            quorum outer
            """
                .formatted(TestCosignatures.key("w1", 11).cosignerKey().text(), W2, W3, W4));
    SignedNote note =
        TestCosignatures.parse(TestCosignatures.TEXT + "\n" + TestCosignatures.LOG_LINE);
    for (String name : who.isEmpty() ? new String[0] : who.split(" ")) {
      CosigningKey key = TestCosignatures.key(name, 10 + name.charAt(1) - '0');
      note = note.with(List.of(key.cosign(note.text(), 1), key.cosign(note.text(), 9)));
    }

    // When
    Policy.Judgement judgement = policy.judge(note);

    // Then
    assertThat(judgement.isQuorumMet()).isEqualTo(holds);
    assertThat(
            String.join(" ", judgement.cosigned().stream().map(c -> c.witness().name()).toList()))
        .isEqualTo(who);
    assertThat(judgement.cosigned()).allMatch(c -> c.cosignature().timeSeconds() == 1);
    assertThat(judgement.cosigned().size() + judgement.missing().size()).isEqualTo(4);
  }

  @Test
  void judgesARealCheckpoint() {
    // Given
    Policy policy =
        parse(
            """
            log %s
            witness remora %s
            witness stagemole %s
            witness smartit %s
            witness navigli %s
            group three 3 remora stagemole smartit navigli
            quorum three
            """
                .formatted(
                    TestCosignatures.REAL_LOG,
                    TestCosignatures.REMORA,
                    TestCosignatures.STAGEMOLE,
                    TestCosignatures.SMARTIT,
                    TestCosignatures.NAVIGLI));

    // When
    Policy.Judgement judgement = policy.judge(TestCosignatures.parse(TestCosignatures.REAL));

    // Then
    assertThat(judgement.isQuorumMet()).isTrue();
    assertThat(judgement.missing())
        .extracting(Policy.Witness::shownName)
        .containsExactly("navigli");
  }

  @Test
  void doesNotJudgeANoteWithAFalseCosignature() {
    // Given
    Policy policy = parse("witness w1 " + W1 + "\nquorum none\n");
    String false9 = TestCosignatures.COSIGNED.replace("\n8\n", "\n9\n");

    // Then
    assertThatThrownBy(() -> policy.judge(TestCosignatures.parse(false9)))
        .isInstanceOf(UntrustedNoteException.class);
  }

  private static Policy parse(String file) {
    return Policy.parse(file.getBytes(StandardCharsets.UTF_8));
  }
}
