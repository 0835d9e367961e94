package io.ledgerline.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Payload;
import io.ledgerline.note.SigningKey;
import io.ledgerline.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a sound bundle gives, under which key, and how it is written.
class BundleVerifierTest {

  private static final VerifierKey KEY = TestBundles.key().verifierKey();

  @Test
  void verifiesUnderATrustedKeyAndSaysWhatWasChecked() {
    // When
    Verdict verdict = BundleVerifier.verify(TestBundles.zip(), List.of(KEY));

    // Then
    assertThat(verdict).isInstanceOf(Verdict.Verified.class);
    Verdict.Summary summary = ((Verdict.Verified) verdict).summary();
    assertThat(summary.origin()).isEqualTo(TestBundles.ORIGIN);
    assertThat(summary.size()).isEqualTo(6);
    assertThat(summary.entries())
        .extracting(Verdict.Entry::index)
        .containsExactly(0L, 1L, 2L, 4L, 5L);
    assertThat(summary.entries())
        .extracting(Verdict.Entry::closed)
        .containsExactly(List.of(), List.of(), List.of(), List.of(1), List.of());
    assertThat(summary.entries()).extracting(Verdict.Entry::units).containsExactly(1, 3, 1, 2, 1);
    assertThat(summary.documents())
        .extracting(Verdict.Document::name, Verdict.Document::recordedBy)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("card.md", List.of(5L)),
            org.assertj.core.groups.Tuple.tuple("letter.txt", List.of()));
  }

  @Test
  void isConsistentOnlyWhenNoKeyIsTrusted() {
    assertThat(BundleVerifier.verify(TestBundles.zip(), List.of()))
        .isInstanceOfSatisfying(
            Verdict.ConsistentKeyUntrusted.class,
            verdict -> assertThat(verdict.summary().key()).isEqualTo(KEY));
  }

  @Test
  void failsUnderAnotherTrustedKey() {
    // Given
    VerifierKey other = TestBundles.keyOfSeed(2).verifierKey();

    // When
    Verdict verdict = BundleVerifier.verify(TestBundles.zip(), List.of(other));

    // Then
    assertThat(findings(verdict))
        .containsExactly(
            "keys/log.vkey: is not a key that you trust, but another one of the same origin: it is "
                + KEY
                + ", you trust ["
                + other
                + "]");
  }

  @Test
  void failsWhenAWholeLogWasForgedUnderAnotherKey() {
    // Given
    SigningKey forger = TestBundles.keyOfSeed(3);
    Bytes forged =
        BundleWriter.render(
            TestBundles.bundle(
                forger,
                TestBundles.payloads(forger.verifierKey()),
                Instant.parse("2026-01-01T00:00:00Z")));

    // Then
    assertThat(BundleVerifier.verify(forged, List.of(KEY))).isInstanceOf(Verdict.Failed.class);
    assertThat(BundleVerifier.verify(forged, List.of()))
        .isInstanceOf(Verdict.ConsistentKeyUntrusted.class);
  }

  @Test
  void trustsOneOfSeveralKeys() {
    // Given
    List<VerifierKey> trusted = List.of(TestBundles.keyOfSeed(2).verifierKey(), KEY);

    // Then
    assertThat(BundleVerifier.verify(TestBundles.zip(), trusted))
        .isInstanceOf(Verdict.Verified.class);
  }

  @Test
  void writesEqualBytesForEqualBundlesHoweverTheyAreOrdered() {
    // Given
    Bundle bundle = TestBundles.bundle();
    List<Bundle.Entry> reversed = new ArrayList<>(bundle.entries()).reversed();

    // When
    Bytes zip =
        BundleWriter.render(
            new Bundle(
                bundle.subject(),
                bundle.checkpoint(),
                bundle.key(),
                reversed,
                bundle.documents().reversed()));

    // Then
    assertThat(zip).isEqualTo(TestBundles.zip());
  }

  @Test
  void writesAZipThatOtherProgramsRead(@TempDir Path folder) throws IOException {
    // Given
    Path file = folder.resolve("bundle.zip");

    // When
    BundleWriter.write(TestBundles.bundle(), file);

    // Then
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .containsExactlyElementsOf(TestBundles.files().keySet());
      assertThat(zip.getInputStream(zip.getEntry("documents/card.md")).readAllBytes())
          .isEqualTo(TestBundles.CARD.toArray());
    }
    assertThat(BundleVerifier.verify(file, BundleVerifier.Trust.of(List.of(KEY))))
        .isInstanceOf(Verdict.Verified.class);
    assertThat(Files.size(file)).isEqualTo(TestBundles.zip().size());
  }

  @Test
  void writesNothingThatDoesNotVerify() {
    // Given
    Bundle bundle = TestBundles.bundle();
    List<Payload> payloads = TestBundles.payloads(KEY);
    List<Bundle.Entry> entries = new ArrayList<>(bundle.entries());
    Bundle.Entry first = entries.get(1);
    entries.set(
        1,
        new Bundle.Entry(
            1, first.roles(), first.leaf(), first.proof(), new Disclosure.Whole(payloads.get(4))));

    // Then
    assertThatThrownBy(() -> BundleWriter.render(with(bundle, entries)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("payload/1.json");
    assertThatThrownBy(() -> BundleWriter.render(with(bundle, entries.subList(1, 3))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a bundle holds entry 0, the genesis, as a whole");
  }

  @Test
  void refusesAHugeFileWithoutReadingIt(@TempDir Path folder) throws IOException {
    // Given
    Path file = folder.resolve("huge.zip");
    try (var sparse = new java.io.RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(BundleFormat.BUNDLE_BYTES_MAX + 1L);
    }

    // Then
    assertThat(findings(BundleVerifier.verify(file, BundleVerifier.Trust.of(List.of()))))
        .containsExactly("the archive: has 268435457 bytes; a bundle has at most 268435456");
  }

  @Test
  void namesOtherSignaturesAsNotChecked() {
    // Given
    SortedMap<String, Bytes> files = TestBundles.files();
    String witness = "\u2014 witness.example/w1 AAAAAAAA\n";
    files.replaceAll(
        (name, content) ->
            name.equals("checkpoint") || name.endsWith(".tlog-proof")
                ? Bytes.utf8(content.utf8() + witness)
                : content);

    // Then
    assertThat(BundleVerifier.verify(TestBundles.rebuilt(files), List.of(KEY)))
        .isInstanceOfSatisfying(
            Verdict.Verified.class,
            verdict ->
                assertThat(verdict.summary().unchecked()).containsExactly("witness.example/w1"));
  }

  @Test
  void namesASignatureOfAnotherNameUnderTheLogsKeyIdAsNotChecked() {
    // Given
    SortedMap<String, Bytes> files = TestBundles.files();
    String own = files.get("checkpoint").utf8().lines().toList().get(4);
    String renamed = own.replace(TestBundles.ORIGIN, "other.example/log") + "\n";
    files.replaceAll(
        (name, content) ->
            name.equals("checkpoint") || name.endsWith(".tlog-proof")
                ? Bytes.utf8(content.utf8() + renamed)
                : content);

    // Then
    assertThat(BundleVerifier.verify(TestBundles.rebuilt(files), List.of(KEY)))
        .isInstanceOfSatisfying(
            Verdict.Verified.class,
            verdict ->
                assertThat(verdict.summary().unchecked()).containsExactly("other.example/log"));
  }

  @Test
  void refusesALargeDescription() {
    // Given
    SortedMap<String, Bytes> files = TestBundles.files();
    files.replace("bundle.json", Bytes.owned(new byte[BundleFormat.DESCRIPTION_BYTES_MAX + 1]));

    // Then
    assertThat(findings(BundleVerifier.verify(TestBundles.rebuilt(files), List.of(KEY))))
        .singleElement()
        .asString()
        .startsWith("bundle.json: ")
        .contains("16777216");
  }

  @Test
  @Timeout(60)
  void readsAnEntryOnceHoweverManyDocumentsThereAre() {
    // Given
    List<Payload> payloads = new ArrayList<>(TestBundles.payloads(KEY));
    Bytes export = Bytes.utf8("{\"a\":[1" + ",1".repeat(450_000) + "]}");
    payloads.set(5, Payload.whole("application/json", export, new Random(1)));
    Bundle bundle = TestBundles.bundle(TestBundles.key(), payloads, Instant.EPOCH);
    List<Bundle.Document> documents =
        IntStream.range(0, 3_000)
            .mapToObj(i -> new Bundle.Document("d" + i, "text/plain", Bytes.EMPTY))
            .toList();

    // When
    Bytes zip =
        BundleWriter.render(new Bundle("s", bundle.checkpoint(), KEY, bundle.entries(), documents));

    // Then
    assertThat(BundleVerifier.verify(zip, List.of(KEY))).isInstanceOf(Verdict.Verified.class);
  }

  private static Bundle with(Bundle bundle, List<Bundle.Entry> entries) {
    return new Bundle(
        bundle.subject(), bundle.checkpoint(), bundle.key(), entries, bundle.documents());
  }

  private static List<String> findings(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Failed.class);
    return ((Verdict.Failed) verdict).findings().stream().map(Finding::toString).toList();
  }
}
