package io.ledgerline.note.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ledgerline.note.cosignature.CosignerKey;
import io.ledgerline.note.cosignature.TestCosignatures;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A policy that is read says what its lines say, and more witnesses never undo a quorum.
class PolicyFuzzTest {

  @FuzzTest
  void saysWhatItsLinesSay(byte[] input) {
    // When
    Policy policy;
    try {
      policy = Policy.parse(input);
    } catch (MalformedPolicyException refused) {
      assertThat(refused.problems()).isNotEmpty();
      return;
    }

    // Then
    assertThat(Policy.parse(rendered(policy))).isEqualTo(policy);
    policy.logs().forEach(log -> requireWritten(input, log.key().text(), log.url()));
    policy
        .witnesses()
        .forEach(witness -> requireWritten(input, witness.key().text(), witness.url()));
    List<CosignerKey> cosigned = new ArrayList<>();
    boolean isMet = policy.isQuorumMet(cosigned);
    assertThat(isMet).isEqualTo(policy.quorum().isEmpty());
    for (CosignerKey key : policy.witnessKeys()) {
      cosigned.add(key);
      assertThat(policy.isQuorumMet(cosigned) || !isMet).isTrue();
      isMet = policy.isQuorumMet(cosigned);
    }
    assertThat(isMet).isTrue();
    policy.judge(TestCosignatures.parse(TestCosignatures.COSIGNED));
    policy.judge(TestCosignatures.parse(TestCosignatures.REAL));
  }

  private static void requireWritten(byte[] input, String key, Optional<String> url) {
    String octets = new String(input, StandardCharsets.ISO_8859_1);
    assertThat(octets).contains(octets(key)).contains(url(url));
  }

  private static byte[] rendered(Policy policy) {
    StringBuilder lines = new StringBuilder();
    policy.logs().forEach(log -> line(lines, "log", octets(log.key().text()), url(log.url())));
    policy
        .witnesses()
        .forEach(
            witness ->
                line(
                    lines,
                    "witness",
                    witness.name(),
                    octets(witness.key().text()),
                    url(witness.url())));
    policy
        .groups()
        .forEach(
            group ->
                line(
                    lines,
                    "group",
                    group.name(),
                    Integer.toString(group.threshold()),
                    String.join(" ", group.members())));
    line(lines, "quorum", policy.quorum().orElse("none"));
    return lines.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void line(StringBuilder lines, String... items) {
    lines.append(String.join(" ", items)).append('\n');
  }

  private static String url(Optional<String> url) {
    return url.map(PolicyFuzzTest::octets).orElse("");
  }

  private static String octets(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
