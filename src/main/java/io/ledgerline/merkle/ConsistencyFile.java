package io.ledgerline.merkle;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// A consistency proof as text: a line that names the format, the two sizes, and a line for each
/// hash. The roots are not in it: whoever verifies has them from two checkpoints.
///
/// ```
/// ledgerline-consistency/v1
/// from 3
/// to 8
/// <base64>
/// ```
public final class ConsistencyFile {

  /// The type of such a text.
  public static final String MEDIA_TYPE = "text/plain; charset=utf-8";

  /// The longest one, in bytes: no proof has more than 126 hashes.
  public static final int SIZE_BYTES_MAX = 8_192;

  private static final String HEADER = "ledgerline-consistency/v1";
  private static final String FROM = "from ";
  private static final String TO = "to ";

  private ConsistencyFile() {}

  /// The text of a proof.
  public static String render(ConsistencyProof proof) {
    StringBuilder file = new StringBuilder(HEADER).append('\n');
    file.append(FROM).append(proof.from()).append('\n');
    file.append(TO).append(proof.to()).append('\n');
    proof.hashes().forEach(hash -> file.append(hash.toBase64()).append('\n'));
    return file.toString();
  }

  /// Reads a proof.
  ///
  /// @throws MalformedProofException if it is malformed
  public static ConsistencyProof parse(byte[] file) {
    if (file.length > SIZE_BYTES_MAX) {
      throw new MalformedProofException("a consistency proof of " + file.length + " bytes");
    }
    String text = new String(file, StandardCharsets.ISO_8859_1);
    String[] lines = text.split("\n", -1);
    if (lines.length < 4 || !lines[0].equals(HEADER) || !lines[lines.length - 1].isEmpty()) {
      throw new MalformedProofException("a consistency proof starts with " + HEADER);
    }
    List<Digest> hashes = new ArrayList<>();
    for (int i = 3; i < lines.length - 1; i++) {
      try {
        hashes.add(Digest.parseBase64(lines[i]));
      } catch (IllegalArgumentException malformed) {
        throw new MalformedProofException("line " + (i + 1) + " is no hash");
      }
    }
    return new ConsistencyProof(size(lines[1], FROM), size(lines[2], TO), hashes);
  }

  private static long size(String line, String name) {
    OptionalLong size =
        line.startsWith(name)
            ? StrictDecimal.parse(line.substring(name.length()))
            : OptionalLong.empty();
    return size.orElseThrow(
        () -> new MalformedProofException("there is no \"" + name + "\" with a size"));
  }
}
