package io.ledgerline.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.DataUnit;
import io.ledgerline.note.VerifierKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Whatever is in a file, it gets a verdict, and what is verified under the log's key is of the
/// log.
///
/// Two logs have the same key here, so that the seeds are bundles of both.
class BundleVerifierFuzzTest {

  private static final List<VerifierKey> TRUSTED = List.of(TestBundles.key().verifierKey());
  private static final Map<Bytes, Bytes> UNITS_BY_SALT = new LinkedHashMap<>();
  private static final List<Bytes> LEAVES = new ArrayList<>();

  static {
    for (Bytes known : List.of(TestBundles.zip(), ErasedBundles.zip())) {
      for (BundleReader.EntryFiles entry : entries(known)) {
        LEAVES.add(entry.leaf().orElseThrow().json().bytes());
        open(entry).forEach(unit -> UNITS_BY_SALT.put(unit.salt().bytes(), unit.value()));
      }
    }
  }

  @FuzzTest
  void getsAVerdictThatIsTrue(byte[] input) {
    // Given
    Bytes asSent = Bytes.copyOf(input);
    StoredZip.Contents contents = StoredZip.read(asSent);

    // When
    requireTruth(asSent);

    // Then
    if (contents.complete()) {
      // As an attacker would send it: with checksums and a manifest that fit.
      requireTruth(TestBundles.rebuilt(contents.files()));
    }
  }

  static void requireTruth(Bytes zip) {
    Verdict verdict = BundleVerifier.verify(zip, TRUSTED);
    if (verdict instanceof Verdict.Verified) {
      assertThat(BundleVerifier.verify(zip, List.of()))
          .isInstanceOf(Verdict.ConsistentKeyUntrusted.class);
      assertThat(StoredZip.render(StoredZip.read(zip).files())).isEqualTo(zip);
      for (BundleReader.EntryFiles entry : entries(zip)) {
        assertThat(LEAVES).contains(entry.leaf().orElseThrow().json().bytes());
        for (DataUnit unit : open(entry)) {
          assertThat(UNITS_BY_SALT.get(unit.salt().bytes())).isEqualTo(unit.value());
        }
      }
    }
  }

  private static List<BundleReader.EntryFiles> entries(Bytes zip) {
    return BundleReader.read(zip, new Findings()).orElseThrow().entries();
  }

  private static List<DataUnit> open(BundleReader.EntryFiles entry) {
    List<DataUnit> units = new ArrayList<>();
    for (Disclosure.Unit unit : entry.payload().orElseThrow().disclosure().units()) {
      if (unit instanceof Disclosure.Open open) {
        units.add(open.unit());
      }
    }
    return units;
  }
}
