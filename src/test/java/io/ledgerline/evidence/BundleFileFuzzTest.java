package io.ledgerline.evidence;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ledgerline.canon.Bytes;
import java.util.List;
import java.util.SortedMap;

/// Whatever one file of a bundle holds, under checksums and a manifest that fit it, the bundle gets
/// a verdict, and what is verified is of the log.
class BundleFileFuzzTest {

  private static final List<Bytes> BUNDLES = List.of(TestBundles.zip(), ErasedBundles.zip());

  /// @param input which bundle, which of its files, and what shall be in that
  @FuzzTest
  void getsAVerdictThatIsTrue(byte[] input) {
    if (input.length < 2) {
      return;
    }

    // Given
    Bytes bundle = BUNDLES.get(Math.floorMod(input[0], BUNDLES.size()));
    SortedMap<String, Bytes> files = StoredZip.read(bundle).files();
    List<String> names = List.copyOf(files.keySet());

    // When
    String name = names.get(Math.floorMod(input[1], names.size()));
    files.put(name, Bytes.copyOf(input).slice(2, input.length));

    // Then
    BundleVerifierFuzzTest.requireTruth(TestBundles.rebuilt(files));
  }
}
