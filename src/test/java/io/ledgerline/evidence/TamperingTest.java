package io.ledgerline.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.note.VerifierKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever is changed in a bundle is found and named, with and without a manifest that fits.
@Execution(ExecutionMode.CONCURRENT)
class TamperingTest {

  private static final VerifierKey KEY = TestBundles.key().verifierKey();

  @Test
  void findsFlippedBytesAndNamesTheFile() {
    // Given
    long seed = 20_260_106;
    Random random = new Random(seed);
    Bytes sound = TestBundles.zip();
    SortedMap<String, int[]> spans = spans(sound);

    // Every eleventh byte, and each of the last ones.
    for (int i = random.nextInt(11); i < sound.size(); i += i > sound.size() - 100 ? 1 : 11) {
      // When
      byte[] flipped = sound.toArray();
      flipped[i] ^= (byte) (1 << random.nextInt(8));
      Verdict verdict = BundleVerifier.verify(Bytes.owned(flipped), List.of(KEY));

      // Then
      assertThat(verdict).as("seed %s byte %s", seed, i).isInstanceOf(Verdict.Failed.class);
      int at = i;
      spans.forEach(
          (name, span) -> {
            if (span[0] <= at && at < span[1] && !name.equals(BundleFormat.MANIFEST)) {
              assertThat(files(verdict)).as("seed %s byte %s", seed, at).contains(name);
            }
          });
    }
  }

  @Test
  void neverThrowsOnDamageThatAFittingManifestCovers() {
    // Given
    long seed = 20_260_107;
    Random random = new Random(seed);
    List<String> names = new ArrayList<>(TestBundles.files().keySet());

    for (int round = 0; round < 500; round++) {
      SortedMap<String, Bytes> files = TestBundles.files();
      String name = names.get(random.nextInt(names.size()));
      byte[] content = files.get(name).toArray();
      content[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(8));
      files.put(name, Bytes.owned(content));

      // When
      Verdict verdict = BundleVerifier.verify(TestBundles.rebuilt(files), List.of(KEY));

      // Then: of a description and a document the log says nothing, and the verdict says so
      if (!name.startsWith("documents/")
          && !name.equals(BundleFormat.DESCRIPTION)
          && !name.equals(BundleFormat.MANIFEST)) {
        assertThat(verdict)
            .as("seed %s round %s %s", seed, round, name)
            .isInstanceOf(Verdict.Failed.class);
      }
    }
  }

  static Stream<Arguments> cleverChanges() {
    return Stream.of(
        change("README.md", "does not show", "shows", "README.md: is not the text of this format"),
        change("checkpoint", "\n6\n", "\n7\n", "checkpoint: was changed, or another key signed it"),
        change("bundle.json", "\"size\":6", "\"size\":7", "bundle.json: names 7 entries"),
        change(
            "bundle.json",
            "ledgerline.example/demo\",\"size",
            "other\",\"size",
            "names the origin"),
        change("bundle.json", "00112233", "10112233", "payload/0.json: is the genesis of log"),
        change("bundle.json", "\"v\":\"1\"", "\"v\":\"2\"", "bundle.json: cannot be read"),
        change("bundle.json", "\"v\":\"1\"", "\"v\":\"1\",\"w\":1", "bundle.json: cannot be read"),
        change("bundle.json", "\"index\":4", "\"index\":3", "entries/3.leaf: is missing"),
        change(
            "bundle.json", "letter.txt", "letter.txu", "documents/letter.txt: belongs to nothing"),
        change("entries/1.leaf", "p-1", "p-2", "entries/1.leaf: is not entry 1 of the log"),
        change("entries/1.leaf", "\"v\":\"1\"", "\"v\":\"2\"", "entries/1.leaf: cannot be read"),
        change("entries/1.leaf", "{", " {", "entries/1.leaf: cannot be read"),
        change("entries/1.tlog-proof", "index 1", "index 2", "is a proof of entry 2, not 1"),
        change("entries/1.tlog-proof", "index 1", "extra AAAA\nindex 1", "has no extra line"),
        change("entries/1.tlog-proof", "\n6\n", "\n5\n", "holds another checkpoint"),
        change(
            "payload/1.json",
            "\\\"Ada\\\"",
            "\\\"Eve\\\"",
            "payload/1.json: unit 1 (/who) was changed"),
        change("payload/1.json", "[1,2]", "[1,3]", "payload/1.json: unit 0 was changed"),
        change(
            "payload/1.json", "\"/why\"", "\"/who\"", "payload/1.json: unit 2 (/who) was changed"),
        change("payload/1.json", "application/json", "text/plain", "says media type text/plain"),
        change("payload/1.json", "\"v\":\"1\"", "\"v\":\"9\"", "payload/1.json: cannot be read"),
        change("payload/1.json", "\"salt\"", "\"sald\"", "payload/1.json: cannot be read"),
        change("payload/2.json", "AP8=", "AP4=", "payload/2.json: unit 0 was changed"),
        change("keys/log.vkey", "demo", "dem0", "keys/log.vkey: cannot be read"),
        change("keys/log.vkey", "\n", "\n\n", "keys/log.vkey: cannot be read"));
  }

  @ParameterizedTest
  @MethodSource("cleverChanges")
  void findsOneFieldThatWasChangedUnderAFittingManifest(
      String name, UnaryOperator<String> change, String finding) {
    // Given
    SortedMap<String, Bytes> files = TestBundles.files();
    String before = files.get(name).utf8();
    files.put(name, Bytes.utf8(change.apply(before)));

    // When
    Verdict verdict = BundleVerifier.verify(TestBundles.rebuilt(files), List.of(KEY));

    // Then
    assertThat(change.apply(before)).isNotEqualTo(before);
    assertThat(texts(verdict)).anySatisfy(text -> assertThat(text).contains(finding));
  }

  @Test
  void findsAUnitWhoseDigestWasChangedWithIt() {
    // Given
    SortedMap<String, Bytes> files = TestBundles.files();
    Disclosure other = new Disclosure.Whole(TestBundles.payloads(KEY).get(4));
    files.put("payload/1.json", PayloadFile.render(other));

    // Then
    assertThat(texts(BundleVerifier.verify(TestBundles.rebuilt(files), List.of(KEY))))
        .containsExactly(
            "payload/1.json: has 2 units, the leaf says 3",
            "payload/1.json: a unit was changed, or is of another entry: the units' digests do not"
                + " lead to the leaf's payload_root",
            "payload/1.json: the event as a whole does not have the leaf's event_digest: a unit or"
                + " the event salt was changed");
  }

  @Test
  void findsAnEventSaltThatWasChangedAlone() {
    // Given
    SortedMap<String, Bytes> files = TestBundles.files();
    String text = files.get("payload/2.json").utf8();
    int at = text.indexOf("event_salt\":\"") + 13;
    char other = text.charAt(at) == 'A' ? 'B' : 'A';
    files.put("payload/2.json", Bytes.utf8(text.substring(0, at) + other + text.substring(at + 1)));

    // Then
    assertThat(texts(BundleVerifier.verify(TestBundles.rebuilt(files), List.of(KEY))))
        .singleElement()
        .asString()
        .startsWith("payload/2.json: the event as a whole does not have the leaf's event_digest");
  }

  @Test
  void findsTwoEntriesThatChangedPlaces() {
    // Given
    SortedMap<String, Bytes> files = TestBundles.files();
    for (String name : List.of("entries/%s.leaf", "payload/%s.json")) {
      Bytes one = files.get(name.formatted(1));
      files.put(name.formatted(1), files.get(name.formatted(4)));
      files.put(name.formatted(4), one);
    }

    // Then
    assertThat(files(BundleVerifier.verify(TestBundles.rebuilt(files), List.of(KEY))))
        .contains("entries/1.leaf", "entries/4.leaf");
  }

  @Test
  void findsAnotherKeyInTheBundle() {
    // Given
    SortedMap<String, Bytes> files = TestBundles.files();
    String other = TestBundles.keyOfSeed(2).verifierKey().text();
    files.put("keys/log.vkey", Bytes.utf8(other + "\n"));

    // Then
    assertThat(texts(BundleVerifier.verify(TestBundles.rebuilt(files), List.of())))
        .anySatisfy(text -> assertThat(text).startsWith("checkpoint: was changed"))
        .anySatisfy(text -> assertThat(text).startsWith("payload/0.json: names the key"));
  }

  @Test
  void tellsADocumentThatTheLogRecordsFromOneThatWasChanged() {
    // Given
    SortedMap<String, Bytes> files = TestBundles.files();
    files.put("documents/card.md", Bytes.utf8("# Another card\n"));

    // When
    Verdict verdict = BundleVerifier.verify(TestBundles.rebuilt(files), List.of(KEY));

    // Then
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Verified.class,
            verified ->
                assertThat(verified.summary().documents())
                    .allMatch(document -> document.recordedBy().isEmpty()));
  }

  private static Arguments change(String name, String part, String other, String finding) {
    UnaryOperator<String> change = text -> text.replace(part, other);
    return Arguments.of(name, change, finding);
  }

  private static SortedMap<String, int[]> spans(Bytes zip) {
    SortedMap<String, int[]> spans = new TreeMap<>();
    int at = 0;
    for (var file : StoredZip.read(zip).files().entrySet()) {
      int start = at + 30 + file.getKey().length();
      at = start + file.getValue().size();
      spans.put(file.getKey(), new int[] {start, at});
    }
    return spans;
  }

  private static List<String> files(Verdict verdict) {
    return ((Verdict.Failed) verdict).findings().stream().map(Finding::file).toList();
  }

  private static List<String> texts(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Failed.class);
    return ((Verdict.Failed) verdict).findings().stream().map(Finding::toString).toList();
  }
}
