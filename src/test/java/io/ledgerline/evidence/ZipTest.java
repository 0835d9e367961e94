package io.ledgerline.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.note.VerifierKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The zip around the files: what is missing, in excess, twice, cut or of another make.
class ZipTest {

  private static final VerifierKey KEY = TestBundles.key().verifierKey();

  @Test
  void findsEveryCutAndEveryAppendedByte() {
    // Given
    Bytes sound = TestBundles.zip();

    for (int size = 0; size < sound.size(); size += 41) {
      assertThat(BundleVerifier.verify(sound.slice(0, size), List.of(KEY)))
          .as("cut to %s", size)
          .isInstanceOf(Verdict.Failed.class);
    }
    byte[] longer = Arrays.copyOf(sound.toArray(), sound.size() + 1);
    assertThat(files(BundleVerifier.verify(Bytes.owned(longer), List.of(KEY))))
        .containsExactly(Finding.ARCHIVE);
  }

  @ParameterizedTest
  @CsvSource({
    "entries/1.leaf",
    "entries/1.tlog-proof",
    "payload/1.json",
    "documents/card.md",
    "README.md",
    "bundle.json",
    "checkpoint",
    "keys/log.vkey",
    "MANIFEST.sha256"
  })
  void findsAFileThatIsMissing(String name) {
    // Given
    SortedMap<String, Bytes> files = TestBundles.files();
    files.remove(name);
    Bytes plain = StoredZip.render(files);
    Bytes clever = name.equals("MANIFEST.sha256") ? plain : TestBundles.rebuilt(files);

    // Then
    assertThat(files(BundleVerifier.verify(plain, List.of(KEY)))).contains(name);
    assertThat(texts(BundleVerifier.verify(clever, List.of(KEY)))).contains(name + ": is missing");
  }

  @ParameterizedTest
  @CsvSource({
    "../evil.txt",
    "/etc/passwd",
    "entries/../../x",
    "entries/01.leaf",
    "entries/1.leaf.exe",
    "documents/.hidden",
    "documents/a/b",
    "extra.txt",
    "entries/99999999999999999.leaf"
  })
  void refusesFilesThatNoBundleHas(String name) {
    // Given
    SortedMap<String, Bytes> files = TestBundles.files();
    files.put(name, Bytes.utf8("x"));

    // Then
    assertThat(texts(BundleVerifier.verify(TestBundles.rebuilt(files), List.of(KEY))))
        .contains(name + ": is no file of a bundle");
  }

  @Test
  void refusesAFileThatIsThereTwice() {
    // Given: the two entries differ in the last letter of their names
    SortedMap<String, Bytes> files = TestBundles.files();
    files.put("documents/card.me", TestBundles.CARD);
    String twice = new String(StoredZip.render(files).toArray(), StandardCharsets.ISO_8859_1);
    Bytes zip =
        Bytes.owned(
            twice
                .replace("documents/card.me", "documents/card.md")
                .getBytes(StandardCharsets.ISO_8859_1));

    // Then
    assertThat(texts(BundleVerifier.verify(zip, List.of(KEY))))
        .contains("documents/card.md: is in the archive twice, or out of its order");
  }

  @Test
  void refusesACompressedZip() throws IOException {
    // Given
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      for (var file : TestBundles.files().entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        file.getValue().writeTo(zip);
      }
    }

    // Then
    assertThat(files(BundleVerifier.verify(Bytes.owned(out.toByteArray()), List.of(KEY))))
        .containsOnly(Finding.ARCHIVE);
  }

  @Test
  void replacesWhatATerminalWouldObey() {
    assertThat(new Finding("a\u001b[2J", "b\n\u202e" + "c".repeat(400)).toString())
        .startsWith("a?[2J: b??ccc")
        .endsWith("c…");
  }

  private static List<String> files(Verdict verdict) {
    return ((Verdict.Failed) verdict).findings().stream().map(Finding::file).toList();
  }

  private static List<String> texts(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Failed.class);
    return ((Verdict.Failed) verdict).findings().stream().map(Finding::toString).toList();
  }
}
