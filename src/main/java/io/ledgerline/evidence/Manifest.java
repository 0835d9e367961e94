package io.ledgerline.evidence;

import io.ledgerline.canon.Bytes;
import io.ledgerline.merkle.Digest;
import io.ledgerline.merkle.Hasher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// `MANIFEST.sha256`: the SHA-256 of every other file, in the form that `sha256sum -c` reads.
///
/// A line is 64 lower-case hexadecimal digits, two spaces, the name, a line feed; sorted by name.
final class Manifest {

  private static final int HEX_CHARACTERS = 64;
  private static final String GAP = "  ";

  private Manifest() {}

  /// The manifest of these files.
  static Bytes render(SortedMap<String, Bytes> files) {
    StringBuilder text = new StringBuilder();
    files.forEach(
        (name, content) -> {
          if (!name.equals(BundleFormat.MANIFEST)) {
            text.append(sha256(content).toHex()).append(GAP).append(name).append('\n');
          }
        });
    return Bytes.utf8(text.toString());
  }

  /// What the manifest among these files says that is not so.
  static List<Finding> check(SortedMap<String, Bytes> files) {
    List<Finding> findings = new ArrayList<>();
    Bytes manifest = files.get(BundleFormat.MANIFEST);
    if (manifest == null) {
      return findings; // a missing file is found elsewhere
    }
    Map<String, String> noted = new LinkedHashMap<>();
    for (String line : manifest.utf8().split("\n", -1)) {
      int name = HEX_CHARACTERS + GAP.length();
      if (line.length() > name && line.startsWith(GAP, HEX_CHARACTERS)) {
        noted.put(line.substring(name), line.substring(0, HEX_CHARACTERS));
      }
    }
    files.forEach(
        (name, content) -> {
          String digest = noted.remove(name);
          if (!name.equals(BundleFormat.MANIFEST)) {
            if (digest == null) {
              findings.add(new Finding(name, "is not listed in " + BundleFormat.MANIFEST));
            } else if (!digest.equals(sha256(content).toHex())) {
              findings.add(
                  new Finding(name, "was changed: its SHA-256 is not that of the manifest"));
            }
          }
        });
    noted
        .keySet()
        .forEach(name -> findings.add(new Finding(name, "is listed in the manifest, but missing")));
    if (findings.isEmpty() && !render(files).equals(manifest)) {
      findings.add(new Finding(BundleFormat.MANIFEST, "is not written as this format writes it"));
    }
    return findings;
  }

  static Digest sha256(Bytes content) {
    return new Hasher().bytes(content.view()).finish();
  }
}
