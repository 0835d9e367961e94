package io.ledgerline.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.evidence.BundleVerifier;
import io.ledgerline.evidence.TestBundles;
import io.ledgerline.evidence.Verdict;
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

/// Arguments, exit codes, and the two forms of a verdict.
class MainTest {

  private static final String KEY = TestBundles.key().verifierKey().text();

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Path bundle;

  @BeforeEach
  void writeTheBundle() throws IOException {
    bundle = folder.resolve("bundle.zip");
    Files.write(bundle, TestBundles.zip().toArray());
  }

  @Test
  void saysInSentencesWhatWasChecked() {
    // When
    int code = run(bundle.toString(), "--vkey", KEY);

    // Then
    assertThat(code).isEqualTo(Main.VERIFIED);
    assertThat(output())
        .isEqualTo(
            """
            VERIFIED: %s

            Subject (words of whoever made the bundle)
              https://ledgerline.example/demo/model/credit/3

            Checked
              the checkpoint of ledgerline.example/demo over 6 entries
                root %s
                signed by ledgerline.example/demo+44fd1502
              the genesis: log 00112233-4455-4677-8899-aabbccddeeff
              5 entries, each with its leaf, its proof and its payload
                received 2026-01-01T00:00:00.000000Z to 2026-01-01T00:00:05.000000Z, by the operator's clock
                7 of 8 units of their payloads
              every file of the bundle, against the manifest
              documents/card.md, recorded by entry [5]

            Not checked
              units that were erased or are withheld, 1; their digests hold:
                entry 4, units [1]
              secrets that were replaced before anything was hashed, 2
              documents/letter.txt: no entry of this bundle records it
              the subject and the roles in bundle.json: the words of whoever made the bundle

            SHA-256 of the bundle
              %s

            This does not show
              - that what an event says is true
              - that a producer sent everything, or that nothing was left out of this bundle
              - who a person behind a key is
              - the exact time of receipt: the times are those of the operator's clock
              - that there is no second version of the log: compare checkpoints with others
              - that entries after the checkpoint will last
              - what an erased or withheld unit, or a replaced secret, was
            """
                .formatted(bundle, json("root"), json("bundle_sha256")));
  }

  @Test
  void readsTheKeyFromAFile() throws IOException {
    // Given
    Path keys = folder.resolve("log.vkey");
    Files.writeString(keys, "# trusted\n\n" + KEY + "\n");

    // Then
    assertThat(run("--vkey=" + keys, bundle.toString())).isEqualTo(Main.VERIFIED);
  }

  @Test
  void saysThatAKeyFromInsideProvesNothing() {
    // When
    int code = run(bundle.toString());

    // Then
    assertThat(code).isEqualTo(Main.KEY_UNTRUSTED);
    assertThat(output()).startsWith("CONSISTENT, KEY UNTRUSTED: ").contains(KEY);
  }

  @Test
  void namesWhatIsWrong() throws IOException {
    // Given
    byte[] changed = TestBundles.zip().toArray();
    changed[indexOf(changed, "# A card")] = '%';
    Files.write(bundle, changed);

    // When
    int code = run(bundle.toString(), "--vkey", KEY);

    // Then
    assertThat(code).isEqualTo(Main.FAILED);
    assertThat(output())
        .isEqualTo(
            """
            FAILED: %s is not what the log committed to.

              documents/card.md: does not have the checksum that the archive notes for it
              documents/card.md: was changed: its SHA-256 is not that of the manifest

            Do not rely on anything in it.
            """
                .formatted(bundle));
  }

  @Test
  void writesJsonWithNamesThatStay() throws IOException {
    // When
    int code = run("--json", bundle.toString(), "--vkey", KEY);

    // Then
    JsonObject json =
        CanonicalJson.parse(Bytes.utf8(output().strip()), JsonLimits.OWN_RECORDS).object();
    assertThat(code).isEqualTo(Main.VERIFIED);
    assertThat(json.members())
        .containsOnlyKeys(
            ("v verdict bundle_sha256 subject log origin size root key quorum witnesses"
                    + " witnesses_missing unchecked_signatures entries documents does_not_show")
                .split(" "));
    assertThat(json.string("verdict")).contains("verified");
    assertThat(((JsonObject) json.array("entries").getFirst()).members().keySet().toString())
        .isEqualTo(
            "[index, received_at, redactions, roles, type, units, units_erased, units_not_shown]");
    assertThat(((JsonObject) json.array("documents").getFirst()).members())
        .containsOnlyKeys("name", "sha256", "recorded_by");
  }

  @Test
  void writesFindingsAsJson() throws IOException {
    // Given
    Files.writeString(bundle, "no zip");

    // When
    int code = run("--json", bundle.toString(), "--vkey", KEY);

    // Then
    assertThat(code).isEqualTo(Main.FAILED);
    assertThat(output())
        .isEqualTo(
            "{\"findings\":[{\"file\":\"the archive\",\"problem\":\"is no bundle: a bundle starts"
                + " with a stored file of a zip\"}],\"v\":\"1\",\"verdict\":\"failed\"}\n");
  }

  @Test
  void explainsItselfWhenItIsUsedWrongly() throws IOException {
    // Given
    Path empty = Files.createFile(folder.resolve("empty.vkey"));

    // Then
    assertThat(
            List.of(
                run(),
                run("--vkey", KEY),
                run(bundle.toString(), bundle.toString()),
                run(bundle.toString(), "--vkey"),
                run(bundle.toString(), "--vkey", "nonsense"),
                run(bundle.toString(), "--vkey", empty.toString()),
                run(bundle.toString(), "--wat"),
                run(folder.resolve("missing.zip").toString(), "--vkey", KEY),
                run(folder.toString(), "--vkey", KEY)))
        .containsOnly(Main.UNUSABLE);
    assertThat(out.size()).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("usage: java -jar")
        .contains("no such file, and no verifier key: nonsense")
        .contains("cannot read the bundle: ");
    assertThat(run("--help")).isEqualTo(Main.VERIFIED);
  }

  @Test
  void hasNoVerdictWhereMemoryOrStackRunsOut() {
    // Given
    List<String> args = List.of("--json", bundle.toString(), "--vkey", KEY);

    // When
    int small = run(args, new OutOfMemoryError("Java heap space"));
    int deep = run(args.subList(1, 4), new StackOverflowError());

    // Then
    assertThat(List.of(small, deep)).containsOnly(Main.UNUSABLE);
    assertThat(output())
        .startsWith("{\"problem\":\"not checked: the bundle takes more memory or stack than")
        .endsWith("\"v\":\"1\",\"verdict\":\"not-checked\"}\n")
        .hasLineCount(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).hasLineCount(2);
  }

  @Test
  void countsMoreRedactionsThanAnIntHolds() {
    // Given
    Verdict.Verified verdict =
        (Verdict.Verified)
            BundleVerifier.verify(TestBundles.zip(), List.of(TestBundles.key().verifierKey()));
    Verdict.Summary summary = verdict.summary();
    List<Verdict.Entry> entries =
        summary.entries().stream()
            .map(
                entry ->
                    new Verdict.Entry(
                        entry.index(),
                        entry.type(),
                        entry.roles(),
                        entry.receivedAt(),
                        entry.units(),
                        entry.closed(),
                        List.of(),
                        Integer.MAX_VALUE))
            .toList();

    // When
    String text =
        Report.text(
            bundle,
            new Verdict.Verified(
                new Verdict.Summary(
                    summary.bundleSha256(),
                    summary.subject(),
                    summary.log(),
                    summary.origin(),
                    summary.size(),
                    summary.root(),
                    summary.key(),
                    summary.witnessed(),
                    summary.unchecked(),
                    entries,
                    summary.documents())));

    // Then
    assertThat(text).contains("before anything was hashed, 10737418235");
  }

  private int run(List<String> args, Error exhausted) {
    Main.Check check =
        (file, trusted) -> {
          throw exhausted;
        };
    return Main.run(args, stream(out), stream(err), check);
  }

  private int run(String... args) {
    return Main.run(List.of(args), stream(out), stream(err));
  }

  private String output() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String json(String name) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    Main.run(List.of("--json", bundle.toString()), stream(json), stream(err));
    return CanonicalJson.parse(
            Bytes.utf8(json.toString(StandardCharsets.UTF_8).strip()), JsonLimits.OWN_RECORDS)
        .string(name);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static int indexOf(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
  }
}
