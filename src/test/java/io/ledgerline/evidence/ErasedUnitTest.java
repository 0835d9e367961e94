package io.ledgerline.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A unit that was erased, in a bundle: by which entry, and whether that entry says so.
class ErasedUnitTest {

  @Test
  void isShownWithTheEntryThatErasedIt() {
    // When
    Verdict verdict = verify(ErasedBundles.zip());

    // Then
    Verdict.Entry entry = ((Verdict.Verified) verdict).summary().entries().get(1);
    assertThat(entry.closed()).containsExactly(2);
    assertThat(entry.erased())
        .containsExactly(new Verdict.Erased(2, 2, Instant.parse("2026-01-01T00:00:02Z")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [{"index":1,"units":[1]}] | 2 | true
          [{"index":0,"units":[2]}] | 2 | true
          [{"index":1,"units":[2]}] | 1 | true
          [{"index":1,"units":[2]}] | 7 | true
          [{"index":1,"units":[2]}] | 2 | false
          []                        | 2 | true
          """)
  void withoutAnEntryThatErasedItAUnitIsMissing(String targets, long by, boolean hasErasure) {
    // When
    Verdict verdict = verify(ErasedBundles.zip(targets, by, hasErasure));

    // Then
    assertThat(((Verdict.Failed) verdict).findings())
        .extracting(Finding::toString)
        .anyMatch(
            finding ->
                finding.contains(
                    "unit 2 is said to be erased by entry "
                        + by
                        + ", and no entry of the bundle shows that"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"4294967298", "-1"})
  void anErasureOfAUnitThatCannotBeIsAFinding(String unit) {
    // Given
    SortedMap<String, Bytes> files = new TreeMap<>(StoredZip.read(ErasedBundles.zip()).files());
    String payload = files.get("payload/2.json").utf8();
    files.put("payload/2.json", Bytes.utf8(payload.replace("[2]", "[" + unit + "]")));

    // When
    Verdict verdict = verify(TestBundles.rebuilt(files));

    // Then
    assertThat(((Verdict.Failed) verdict).findings())
        .extracting(Finding::toString)
        .anyMatch(finding -> finding.endsWith("no unit has the number " + unit));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "v":"2"       | "v":"1"
          "v":"2"       | "v":"3"
          "erased_by":2 | "erased_by":0
          "erased_by":2 | "erased_by":"2"
          "erased_by":2 | "gone":2
          """)
  void anotherSpellingIsNoPayloadOfThisFormat(String written, String changed) {
    // Given
    SortedMap<String, Bytes> files = new TreeMap<>(StoredZip.read(ErasedBundles.zip()).files());
    String payload = files.get(BundleFormat.payload(1)).utf8();
    assertThat(payload).contains(written);
    files.put(BundleFormat.payload(1), Bytes.utf8(payload.replace(written, changed)));

    // When
    Verdict verdict = verify(TestBundles.rebuilt(files));

    // Then
    assertThat(verdict).isInstanceOf(Verdict.Failed.class);
  }

  @Test
  void aBundleWithoutErasuresIsWrittenAsBefore() {
    assertThat(TestBundles.files().get(BundleFormat.payload(4)).utf8()).contains("\"v\":\"1\"");
  }

  private static Verdict verify(Bytes zip) {
    return BundleVerifier.verify(zip, List.of(TestBundles.key().verifierKey()));
  }
}
