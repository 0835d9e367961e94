package io.ledgerline.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.evidence.TestBundles;
import io.ledgerline.note.cosignature.CosigningKey;
import io.ledgerline.note.cosignature.TestCosignatures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the verifier says of witnesses under a policy.
class PolicyVerdictTest {

  private static final String KEY = TestBundles.key().verifierKey().text();
  private static final CosigningKey W1 = TestCosignatures.key("w.example/1", 11);
  private static final CosigningKey W2 = TestCosignatures.key("w.example/2", 12);

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Path bundle;

  @BeforeEach
  void nameTheBundle() throws IOException {
    bundle = folder.resolve("bundle.zip");
    Files.write(bundle, TestBundles.zip().toArray());
  }

  @Test
  void saysWhichWitnessesCosignedAndThatTheQuorumIsMet() throws IOException {
    // Given
    Files.write(bundle, TestBundles.cosignedBy(W1).toArray());
    String policy = policy("log " + KEY, "group one any w1 w2", "quorum one");

    // When
    int code = run(bundle.toString(), "--policy", policy);

    // Then
    assertThat(code).isEqualTo(Main.VERIFIED);
    assertThat(output())
        .startsWith("VERIFIED: ")
        .contains(
            """
                signed by ledgerline.example/demo+44fd1502
                cosigned by w1 (w.example/1) on 2026-01-01T00:00:00Z, by its own clock
                not cosigned by w2 (w.example/2)
                the quorum of your policy is met
            """)
        .doesNotContain("a further signature");
  }

  @Test
  void saysThatTheQuorumIsNotMet() throws IOException {
    // Given
    Files.write(bundle, TestBundles.cosignedBy(W1).toArray());
    String policy = policy("group both all w1 w2", "quorum both");

    // When
    int code = run(bundle.toString(), "--policy=" + policy, "--vkey", KEY);

    // Then
    assertThat(code).isEqualTo(Main.QUORUM_NOT_MET);
    assertThat(output())
        .startsWith("QUORUM NOT MET: ")
        .contains("not cosigned by w2 (w.example/2)")
        .contains("the quorum of your policy is not met");
  }

  @Test
  void writesWhoCosignedAsJson() throws IOException {
    // Given
    Files.write(bundle, TestBundles.cosignedBy(W1).toArray());
    String policy = policy("log " + KEY, "quorum w2");

    // When
    int code = run(bundle.toString(), "--policy", policy, "--json");

    // Then
    assertThat(code).isEqualTo(Main.QUORUM_NOT_MET);
    assertThat(output())
        .contains("\"verdict\":\"quorum-not-met\"")
        .contains("\"quorum\":\"not-met\"")
        .contains(
            "\"witnesses\":[{\"key\":\""
                + W1.cosignerKey().text()
                + "\",\"name\":\"w1\",\"time\":\"2026-01-01T00:00:00Z\"}]")
        .contains("\"witnesses_missing\":[\"w2\"]");
  }

  @Test
  void witnessesDoNotReplaceTheKeyOfTheLog() throws IOException {
    // Given
    Files.write(bundle, TestBundles.cosignedBy(W1, W2).toArray());

    // Then
    assertThat(run(bundle.toString(), "--policy", policy("quorum w1")))
        .isEqualTo(Main.KEY_UNTRUSTED);
  }

  @Test
  void aCosignatureUnderAnotherCheckpointFails() throws IOException {
    // Given
    CosigningKey impostor = TestCosignatures.key("w.example/1", 99);
    Files.write(bundle, TestBundles.cosignedBy(impostor).toArray());
    Path policy = folder.resolve("impostor.policy");
    Files.writeString(
        policy, "witness w1 " + impostor.cosignerKey().text() + "\nquorum w1\nlog " + KEY + "\n");
    byte[] changed = Files.readAllBytes(bundle);
    String line = "\u2014 w.example/1 ";
    String text = new String(changed, StandardCharsets.ISO_8859_1);
    String sent = new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

    // When
    int sound = run(bundle.toString(), "--policy", policy.toString());
    for (int at = text.indexOf(sent); at >= 0; at = text.indexOf(sent, at + 1)) {
      changed[at + sent.length() + 40] ^= 1;
    }
    Files.write(bundle, changed);
    int failed = run(bundle.toString(), "--policy", policy.toString());

    // Then
    assertThat(List.of(sound, failed)).containsExactly(Main.VERIFIED, Main.FAILED);
    assertThat(output()).contains("the cosignature of w.example/1 is false");
  }

  @Test
  void namesTheLinesOfAPolicyThatIsNone() throws IOException {
    // Given
    Path policy = folder.resolve("bad.policy");
    Files.writeString(policy, "witness w1\nquorum w2\n");

    // When
    int code = run(bundle.toString(), "--policy", policy.toString());

    // Then
    assertThat(code).isEqualTo(Main.UNUSABLE);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("line 1: a witness is 'witness NAME VKEY [URL]'")
        .contains("line 2: the quorum 'w2' is not defined above");
  }

  @Test
  void takesOnePolicyThatCanBeRead() {
    assertThat(
            List.of(
                run(bundle.toString(), "--policy"),
                run(bundle.toString(), "--policy", folder.resolve("none").toString()),
                run(bundle.toString(), "--policy=a", "--policy=b")))
        .containsOnly(Main.UNUSABLE);
  }

  private String policy(String... lines) throws IOException {
    Path policy = folder.resolve("trust.policy");
    Files.writeString(
        policy,
        "witness w1 %s\nwitness w2 %s\n%s\n"
            .formatted(W1.cosignerKey().text(), W2.cosignerKey().text(), String.join("\n", lines)));
    return policy.toString();
  }

  private int run(String... args) {
    return Main.run(List.of(args), stream(out), stream(err));
  }

  private String output() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
